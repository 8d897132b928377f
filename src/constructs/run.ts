import { Cron, Duration } from 'cdk8s';
import {
  ConcurrencyPolicy, CronJob, DaemonSet, Deployment, Job, LabelSelector, RestartPolicy, Service, StatefulSet, Workload, WorkloadProps,
} from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { JOB, REPLICAS_MINIMUM, REVISION_HISTORY_LIMIT } from '../controls/availability';
import { JOB_TTL_SECONDS, NEVER_TWICE } from '../controls/objects';
import { isCronSchedule } from '../kubernetes/cron-schedule';
import { invalid } from '../kubernetes/invalid';
import { checkMountPaths } from './mount-paths';
import { checkProps, DURATION, listMade, Shapes, text } from './prop-shapes';
import { VolumeClaim } from './volume-claim';
import { WorkloadExtras } from './workload-extras';

/** A workload with a number of equal pods. */
export interface ReplicasOptions {
  /**
   * How many pods; fewer than two need a waiver.
   * @default 2
   */
  readonly replicas?: number;
}

/** A StatefulSet. */
export interface StatefulSetOptions extends ReplicasOptions {
  /**
   * The disks of each replica.
   * @default - none
   */
  readonly volumeClaims?: VolumeClaim[];
}

/** A Job, or the Jobs of a CronJob. */
export interface JobOptions {
  /**
   * How long it may run in all, retries included.
   * @default - 1 hour
   */
  readonly activeDeadline?: Duration;
  /**
   * How often a failed pod is tried again.
   * @default 3
   */
  readonly backoffLimit?: number;
  /**
   * How long a finished Job is kept. A CronJob keeps its last three successes and its last failure instead.
   * @default - 1 day
   */
  readonly ttlAfterFinished?: Duration;
}

/** A CronJob. */
export interface CronJobOptions extends JobOptions {
  /** When it runs, as five cron fields or a descriptor: `0 3 * * *`, `@daily`. */
  readonly schedule: string;
  /**
   * The time zone of the schedule, by its IANA name.
   * @default - that of the kube-controller-manager
   */
  readonly timeZone?: string;
}

/** Which kind of workload carries a name of its pods in a label, and so needs a shorter name. */
const NAME_LENGTHS: { readonly [kind: string]: number } = { CronJob: 52, StatefulSet: 52 };

const JOB_SHAPES: Shapes = { activeDeadline: DURATION, ttlAfterFinished: DURATION };

/** A name of the time zone database; the API server refuses Local: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones */
const TIME_ZONE = /^(?!local$)[a-z][\w+-]*(\/[\w+-]+)*$/i;

/** What is made: props of cdk8s-plus-27, and the Service that governs a StatefulSet. */
interface RunContext {
  readonly scope: Construct;
  readonly props: WorkloadProps;
  readonly service?: Service;
  readonly selector: { [label: string]: string };
  readonly extras: WorkloadExtras;
  readonly mainContainer: string;
}

type Make = (context: RunContext) => Workload;

/** How a workload runs: which kind it is, and what that kind needs to know. */
export class Run {
  /** Equal pods that may come and go: a Deployment. Throws where replicas is no whole number. */
  public static deployment(options: ReplicasOptions = {}): Run {
    return new Run('Deployment', replicasOf(options), [], ({ scope, props, selector, extras }) => {
      setReplicas(extras, options);
      return selecting(new Deployment(scope, 'Deployment', { ...props, select: false, replicas: options.replicas }), selector);
    });
  }

  /** Pods with a name and a disk of their own: a StatefulSet. It needs a port. Throws where replicas is no whole number. */
  public static statefulSet(options: StatefulSetOptions = {}): Run {
    checkProps('Run.statefulSet', options, {}, { volumeClaims: listMade(VolumeClaim, "VolumeClaim.of('data', { mountPath: '/data', size: Size.gibibytes(10) })") });
    const claims = [...options.volumeClaims ?? []];
    const twin = claims.find((claim, index) => claims.findIndex(({ name }) => name === claim.name) < index);
    if (twin) { throw invalid('Run.statefulSet', 'the name of a claim must not be used twice', twin.name, 'Give the second claim a name of its own.'); }
    checkMountPaths('Run.statefulSet', claims.map(claim => claim.mountPath));
    return new Run('StatefulSet', replicasOf(options), claims, ({ scope, props, service, selector, extras, mainContainer }) => {
      if (!service) { throw invalid(scope.node.path, 'a StatefulSet must have a port', undefined, 'Give it a port: its pods are named by a Service.'); }
      setReplicas(extras, options);
      if (claims.length > 0) { extras.setObject('spec.volumeClaimTemplates', claims.map(claim => claim._toKube())); }
      for (const { name, mountPath } of claims) { extras.addMount(mainContainer, { mountPath, name }); }
      return selecting(new StatefulSet(scope, 'StatefulSet', { ...props, select: false, service, replicas: options.replicas }), selector);
    });
  }

  /** One pod on each node: a DaemonSet. */
  public static daemonSet(): Run {
    return new Run('DaemonSet', undefined, [], ({ scope, props, selector, extras }) => {
      extras.setObject('spec.revisionHistoryLimit', REVISION_HISTORY_LIMIT);
      return selecting(new DaemonSet(scope, 'DaemonSet', { ...props, select: false }), selector);
    });
  }

  /** Pods that end: a Job. Throws where a number is none. */
  public static job(options: JobOptions = {}): Run {
    checkProps('Run.job', options, {}, JOB_SHAPES);
    checkBackoff('Run.job', options);
    return new Run('Job', undefined, [], ({ scope, props }) => new Job(scope, 'Job', { ...props, ...jobOf(options, true), restartPolicy: RestartPolicy.NEVER }));
  }

  /** Jobs at certain times, never two at once: a CronJob. Throws where the schedule is none. */
  public static cronJob(options: CronJobOptions): Run {
    checkProps('Run.cronJob', options, { schedule: text('0 3 * * *') }, { ...JOB_SHAPES, timeZone: text('Europe/Berlin') });
    checkBackoff('Run.cronJob', options);
    const { schedule, timeZone } = options;
    if (timeZone !== undefined && !TIME_ZONE.test(timeZone)) {
      throw invalid('Run.cronJob', 'timeZone must be the name of a time zone', timeZone, 'Write it as Europe/Berlin or Etc/UTC.');
    }
    if (typeof schedule !== 'string' || !isCronSchedule(schedule)) {
      throw invalid('Run.cronJob', 'schedule must be five cron fields or a descriptor', schedule, 'Write it as "0 3 * * *" (minute, hour, day, month, weekday) or @daily.');
    }
    return new Run('CronJob', undefined, [], ({ scope, props, extras }) => {
      extras.setObject('spec.schedule', schedule);
      return new CronJob(scope, 'CronJob', {
        ...props,
        ...jobOf(options, false),
        restartPolicy: RestartPolicy.NEVER,
        schedule: Cron.daily(),
        timeZone,
        concurrencyPolicy: NEVER_TWICE as ConcurrencyPolicy,
        startingDeadline: Duration.seconds(JOB.startingDeadlineSeconds),
      });
    });
  }

  private constructor(
    /** The kind of object that is made. */
    public readonly kind: string,
    /** How many pods; undefined where the cluster decides. */
    public readonly replicas: number | undefined,
    /** The claims of each replica.
     * @internal */
    public readonly _claims: VolumeClaim[],
    private readonly make: Make,
  ) {}

  /** Whether the pods are meant to run for good. */
  public get isLongRunning(): boolean { return this.kind !== 'Job' && this.kind !== 'CronJob'; }

  /** The longest name that such an object may have. */
  public get maxNameLength(): number { return NAME_LENGTHS[this.kind] ?? 63; }

  /** Makes the workload.
   * @internal */
  public _create(context: any): Workload { return this.make(context); }
}

function selecting<T extends Workload>(workload: T, labels: { [label: string]: string }): T {
  workload.select(LabelSelector.of({ labels }));
  return workload;
}

/** The default is not told to cdk8s-plus-27: it lets an autoscaler decide only where no number was given. */
function setReplicas(extras: WorkloadExtras, options: ReplicasOptions): void {
  extras.setObject('spec.revisionHistoryLimit', REVISION_HISTORY_LIMIT);
  extras.replaceObject('spec.replicas', replicasOf(options));
}

function replicasOf(options: ReplicasOptions): number {
  checkProps('Run', options, {}, {});
  const { replicas = REPLICAS_MINIMUM } = options;
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw invalid('Run', 'replicas must be a whole number from 0', replicas, `Take ${REPLICAS_MINIMUM} or more.`);
  }
  return replicas;
}

function checkBackoff(subject: string, { backoffLimit }: JobOptions): void {
  if (backoffLimit !== undefined && (!Number.isInteger(backoffLimit) || backoffLimit < 0)) {
    throw invalid(subject, 'backoffLimit must be a whole number from 0', backoffLimit, 'Take 0 to try once.');
  }
}

/** cdk8s-plus-27 refuses a TTL beside the history of a CronJob, and always renders that history. */
function jobOf({ activeDeadline, backoffLimit, ttlAfterFinished }: JobOptions, hasTtl: boolean): any {
  return {
    activeDeadline: activeDeadline ?? Duration.seconds(JOB.activeDeadlineSeconds),
    backoffLimit: backoffLimit ?? JOB.backoffLimit,
    ...(hasTtl || ttlAfterFinished ? { ttlAfterFinished: ttlAfterFinished ?? Duration.seconds(JOB_TTL_SECONDS) } : {}),
  };
}
