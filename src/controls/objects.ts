import { CheckId } from './check-id';
import { Control } from './control';

/** A field of an object that is no pod. */
export interface ObjectFieldControl {
  readonly check: CheckId;
  /** API group and kind, as `group/Kind`; the core group is empty. */
  readonly kind: string;
  readonly path: readonly string[];
  readonly control: Control<any>;
  /** What to do about a value that only its owner can change; where it is missing, the field is set to its hardened value. */
  readonly remedy?: string;
}

/** How a CronJob treats a run that would begin while the last one goes on. */
export const NEVER_TWICE = 'Forbid';

/** How long a finished Job is kept, in seconds: a day. */
export const JOB_TTL_SECONDS = 86_400;

const EXPOSE = 'Use a ClusterIP Service behind an Ingress with TLS';

/** The fields of objects around pods. */
export const OBJECT_FIELDS: readonly ObjectFieldControl[] = [
  {
    check: CheckId.SA_OBJECT_AUTOMOUNT,
    kind: '/ServiceAccount',
    path: ['automountServiceAccountToken'],
    control: { hardened: false, allowed: [false], unsetIsSafe: false, waived: true },
  },
  {
    check: CheckId.CRONJOB_CONCURRENCY,
    kind: 'batch/CronJob',
    path: ['spec', 'concurrencyPolicy'],
    control: { hardened: NEVER_TWICE, allowed: [NEVER_TWICE, 'Replace'], unsetIsSafe: false, waived: 'Allow' },
  },
  {
    check: CheckId.JOB_TTL,
    kind: 'batch/Job',
    path: ['spec', 'ttlSecondsAfterFinished'],
    control: { hardened: JOB_TTL_SECONDS, allowed: { minimum: 0 }, unsetIsSafe: false },
  },
  {
    check: CheckId.SERVICE_NODE_PORT,
    kind: '/Service',
    path: ['spec', 'type'],
    control: { hardened: 'ClusterIP', allowed: ['ClusterIP', 'LoadBalancer', 'ExternalName'], unsetIsSafe: true },
    remedy: EXPOSE,
  },
  {
    check: CheckId.SERVICE_LOAD_BALANCER,
    kind: '/Service',
    path: ['spec', 'type'],
    control: { hardened: 'ClusterIP', allowed: ['ClusterIP', 'NodePort', 'ExternalName'], unsetIsSafe: true },
    remedy: EXPOSE,
  },
  {
    check: CheckId.SERVICE_EXTERNAL_IPS,
    kind: '/Service',
    path: ['spec', 'externalIPs'],
    control: { hardened: undefined, allowed: [], unsetIsSafe: true },
    remedy: EXPOSE,
  },
];
