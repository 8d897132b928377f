import { SERVICE_ACCOUNT_TOKEN } from '../controls/service-account-token';
import { Manifest } from '../kubernetes/manifest';

/** The name that the volume has where the API server adds it by itself. */
const VOLUME = 'kube-api-access';

/** What a pod needs to talk to the API server: a volume of the pod, and its mount in each container that talks. */
export interface MountedToken {
  readonly volume: Manifest;
  readonly mount: Manifest;
}

/**
 * The files that the admission plugin would mount, by a token that ends sooner:
 * https://github.com/kubernetes/kubernetes/blob/v1.37.1/plugin/pkg/admission/serviceaccount/admission.go
 */
export function mountedToken(audience?: string): MountedToken {
  const { expirationSeconds, fileMode, mountPath, rootCertificates } = SERVICE_ACCOUNT_TOKEN;
  return {
    volume: {
      name: VOLUME,
      projected: {
        defaultMode: fileMode,
        sources: [
          { serviceAccountToken: { ...audience === undefined ? {} : { audience }, expirationSeconds, path: 'token' } },
          { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: rootCertificates } },
          { downwardAPI: { items: [{ fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' }, path: 'namespace' }] } },
        ],
      },
    },
    mount: { mountPath, name: VOLUME, readOnly: true },
  };
}
