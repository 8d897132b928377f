/** Addresses of services that hand out credentials or data of the machine below the pod. */
export interface MetadataAddress {
  readonly cidr: string;
  readonly provider: string;
}

/** Metadata addresses that are public ones. */
const AZURE_WIRE_SERVER = '168.63.129.16/32';
const ORACLE_CLASSIC = '192.0.0.192/32';

/**
 * The cloud metadata addresses, IPv4 and IPv6.
 * AWS: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html,
 * Google: https://cloud.google.com/compute/docs/metadata/querying-metadata,
 * Azure: https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16; the others from published SSRF deny lists.
 */
export const METADATA_ADDRESSES: readonly MetadataAddress[] = [
  { cidr: '169.254.169.254/32', provider: 'AWS, Google Cloud, Azure and others' },
  { cidr: 'fd00:ec2::254/128', provider: 'AWS over IPv6' },
  { cidr: 'fd20:ce::254/128', provider: 'Google Cloud over IPv6' },
  { cidr: '169.254.170.2/32', provider: 'AWS ECS task credentials' },
  { cidr: '169.254.170.23/32', provider: 'AWS EKS Pod Identity agent' },
  { cidr: 'fd00:ec2::23/128', provider: 'AWS EKS Pod Identity agent over IPv6' },
  { cidr: AZURE_WIRE_SERVER, provider: 'Azure WireServer' },
  { cidr: '100.100.100.200/32', provider: 'Alibaba Cloud' },
  { cidr: ORACLE_CLASSIC, provider: 'Oracle Cloud (classic)' },
  { cidr: '169.254.0.23/32', provider: 'Tencent Cloud' },
  { cidr: '169.254.42.42/32', provider: 'Scaleway' },
];

/** Every address of a family, and what of it is not the internet: private, link-local, loopback and metadata. */
export const INTERNET: readonly { readonly cidr: string; readonly except: readonly string[] }[] = [
  {
    cidr: '0.0.0.0/0',
    // 100.64.0.0/10 covers Alibaba's metadata address, 169.254.0.0/16 all that are link-local.
    except: [
      '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', AZURE_WIRE_SERVER, '169.254.0.0/16', '172.16.0.0/12', ORACLE_CLASSIC, '192.168.0.0/16',
    ],
  },
  // fc00::/7 covers the metadata addresses of AWS and Google, fe80::/10 is link-local.
  { cidr: '::/0', except: ['::1/128', 'fc00::/7', 'fe80::/10'] },
];

/** The cluster DNS: https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/ */
export const DNS = {
  port: 53,
  protocols: ['UDP', 'TCP'],
  kubeDns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  /** https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/ */
  nodeLocal: '169.254.20.10/32',
  /** OpenShift's DNS pods listen on a port of their own: https://docs.openshift.com/container-platform/latest/networking/dns-operator.html */
  openShift: { namespace: 'openshift-dns', labels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 },
} as const;

/** The directions in which a pod is isolated; egress has to be named, or the API server leaves it open. */
export const ISOLATED: readonly string[] = ['Ingress', 'Egress'];
