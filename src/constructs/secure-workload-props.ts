import { Duration } from 'cdk8s';
import { HostAlias, ISecret } from 'cdk8s-plus-27';
import { Waiver } from '../waivers/waiver';
import { AppArmorProfile } from './app-armor-profile';
import { ClusterDns } from './cluster-dns';
import { SecureContainerProps } from './container-props';
import { LeastPrivilegeServiceAccount } from './least-privilege-service-account';
import { INetworkPeer } from './network-peer';
import { Port } from './port';
import { Run } from './run';

/** The operating system of the nodes that a pod runs on. */
export enum OperatingSystem {
  /** Linux. */
  LINUX = 'linux',
  /** Windows: the pod gets none of the fields that Linux alone knows. */
  WINDOWS = 'windows',
}

/** SELinux labels of a pod; user and role may not be chosen. */
export interface SeLinuxOptions {
  /**
   * The type, one of those that the Pod Security Standards allow: container_t, container_init_t, container_kvm_t, container_engine_t.
   * @default - chosen by the container runtime
   */
  readonly type?: string;
  /**
   * The level, such as s0:c123,c456.
   * @default - chosen by the container runtime
   */
  readonly level?: string;
}

/** How the pods of a workload are spread. */
export interface TopologySpread {
  /** The label of nodes whose values are told apart, such as topology.kubernetes.io/zone. */
  readonly topologyKey: string;
  /**
   * How far the numbers of pods may differ.
   * @default 1
   */
  readonly maxSkew?: number;
  /**
   * Whether a pod rather waits than breaks the spread.
   * @default false
   */
  readonly required?: boolean;
}

/** A workload that is hardened. Its main container stands beside what concerns all its pods. */
export interface SecureWorkloadProps extends SecureContainerProps {
  /**
   * The name of all its objects: a DNS-1123 label, at most 63 characters, 52 for a StatefulSet or CronJob.
   * @default - the id of the construct
   */
  readonly name?: string;
  /**
   * Which kind of workload it is.
   * @default - Run.deployment()
   */
  readonly run?: Run;
  /**
   * The name of the main container.
   * @default main
   */
  readonly containerName?: string;
  /**
   * Who the pods are. Where the account has permissions, the main container gets a token for the API server, good for an hour.
   * @default - an account of its own that may do nothing
   */
  readonly serviceAccount?: LeastPrivilegeServiceAccount;
  /**
   * Exceptions from controls. Where a control is one value (hostNetwork, say) the waiver sets the weaker one.
   * @default - none
   */
  readonly waivers?: Waiver[];
  /**
   * Who answers for the workload; written as the label cdk8s-hardened/owner.
   * @default - the owner of the tenant, and outside of one nobody
   */
  readonly owner?: string;
  /**
   * Labels of all its objects and pods.
   * @default - app.kubernetes.io/name, and those of the chart
   */
  readonly labels?: { [label: string]: string };
  /**
   * The user id of the containers, 1 or above.
   * @default - 10001, or one of the tenant's range
   */
  readonly user?: number;
  /**
   * The group id of the containers, 1 or above.
   * @default - 10001, or the first of the tenant's range
   */
  readonly group?: number;
  /**
   * The group that owns the volumes, 1 or above.
   * @default - 10001, or the first of the tenant's range
   */
  readonly fsGroup?: number;
  /**
   * How long a pod may take to end after SIGTERM.
   * @default - 30 seconds
   */
  readonly terminationGracePeriod?: Duration;
  /**
   * Where the cluster answers for names.
   * @default - that of the tenant, or ClusterDns.kubeDns()
   */
  readonly dns?: ClusterDns;
  /**
   * Secrets with the credentials of private registries.
   * @default - none
   */
  readonly imagePullSecrets?: ISecret[];
  /**
   * Whether root in the pod is nobody on the node (hostUsers: false). Needs Kubernetes 1.33, Linux 6.3 and containerd 2.0 or CRI-O.
   * @default false
   */
  readonly userNamespace?: boolean;
  /**
   * The AppArmor profile.
   * @default - that of the container runtime, where nodes have AppArmor
   */
  readonly appArmorProfile?: AppArmorProfile;
  /**
   * SELinux labels.
   * @default - chosen by the container runtime
   */
  readonly seLinuxOptions?: SeLinuxOptions;
  /**
   * A seccomp profile in a file of the node, relative to the kubelet's seccomp directory.
   * @default - that of the container runtime
   */
  readonly localhostSeccompProfile?: string;
  /**
   * The RuntimeClass, for a sandbox such as gVisor or Kata.
   * @default - that of the cluster
   */
  readonly runtimeClassName?: string;
  /**
   * The PriorityClass.
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;
  /**
   * Entries of /etc/hosts.
   * @default - none
   */
  readonly hostAliases?: HostAlias[];
  /**
   * How the pods are spread.
   * @default - those of a Deployment or StatefulSet over nodes, as far as there are nodes
   */
  readonly topologySpread?: TopologySpread[];
  /**
   * The operating system of its nodes.
   * @default OperatingSystem.LINUX
   */
  readonly os?: OperatingSystem;
}

/** The ports of an edge. */
export interface EdgeOptions {
  /**
   * The ports that are opened.
   * @default - the ports of the main container of the workload that listens
   */
  readonly ports?: Port[];
}

/** A way in from outside the cluster. */
export interface IngressExposure {
  /** The host name, without wildcard. */
  readonly host: string;
  /** The secret with certificate and key of the host. */
  readonly tls: ISecret;
  /** The pods of the ingress controller, which the network policy lets in. */
  readonly controller: INetworkPeer;
  /**
   * The path, with everything below.
   * @default /
   */
  readonly path?: string;
  /**
   * The class of ingress.
   * @default - the default class of the cluster
   */
  readonly className?: string;
}
