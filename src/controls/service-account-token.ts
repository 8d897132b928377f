import { SECRET_FILE_MODE } from './pod-security';

/** The token of a pod that talks to the API server: https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken */
export const SERVICE_ACCOUNT_TOKEN = {
  /** How long a token is good, in seconds; the kubelet renews it after 80 % of that. */
  expirationSeconds: 3_600,
  /** The token and its companions, as files; the kubelet lets the group of the pod (fsGroup) read them too. */
  fileMode: SECRET_FILE_MODE,
  /** Where every client library looks for it. */
  mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
  /** The ConfigMap with the certificates of the API server, which every namespace has. */
  rootCertificates: 'kube-root-ca.crt',
} as const;
