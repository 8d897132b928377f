import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { TENANT_SIZES } from '../controls/tenancy';
import { canonicalQuantity } from '../kubernetes/canonical-quantity';
import { checkProps, CPU, made, mapOf, Shapes, SIZE } from './prop-shapes';
import { quantityOfSize } from './quantity-of-size';
import { Resources } from './resources';
import { TenantBudget, TenantLimits } from './tenant-budget';

/** What a tenant may have altogether, and the largest container, pod and volume in it. */
export interface TenantAmounts {
  /** The cpu that all pods together may request. */
  readonly cpu: Cpu;
  /**
   * What the cpu limits of all pods may add up to.
   * @default - as much as may be requested
   */
  readonly cpuLimit?: Cpu;
  /** The memory that all pods together may request, and what their limits may add up to. */
  readonly memory: Size;
  /**
   * The local disk (logs, emptyDir volumes) that all pods together may request, and what their limits may add up to.
   * @default - 256 MiB for each pod
   */
  readonly ephemeralStorage?: Size;
  /** The storage that all volume claims together may request; nothing for a tenant without volumes. */
  readonly storage: Size;
  /**
   * The most of it for each storage class that is named; nothing shuts the class.
   * @default - every class up to all of the storage
   */
  readonly storageClasses?: { [storageClass: string]: Size };
  /** The number of pods that have not ended. */
  readonly pods: number;
  /**
   * The number of Services; none of them may open node ports or be a load balancer.
   * @default 50
   */
  readonly services?: number;
  /**
   * The number of Ingresses.
   * @default 20
   */
  readonly ingresses?: number;
  /**
   * The number of ConfigMaps; the cluster itself makes one or two.
   * @default 100
   */
  readonly configMaps?: number;
  /**
   * The number of Secrets.
   * @default 100
   */
  readonly secrets?: number;
  /**
   * The number of PersistentVolumeClaims.
   * @default - 20, and 0 where there is no storage
   */
  readonly volumeClaims?: number;
  /**
   * The number of Jobs, ended ones included.
   * @default 50
   */
  readonly jobs?: number;
  /**
   * The number of CronJobs.
   * @default 20
   */
  readonly cronJobs?: number;
  /**
   * Requests and limits of a container that names none.
   * @default - 100m to 500m cpu, 128 MiB memory, 64 MiB to 256 MiB ephemeral storage, and less where a container may not have that
   */
  readonly containerDefaults?: Resources;
  /**
   * The highest cpu limit of a container.
   * @default - that of a pod
   */
  readonly maxContainerCpu?: Cpu;
  /**
   * The highest memory limit of a container.
   * @default - that of a pod
   */
  readonly maxContainerMemory?: Size;
  /**
   * What the cpu limits of the containers of a pod may add up to.
   * @default - all that the tenant has
   */
  readonly maxPodCpu?: Cpu;
  /**
   * What the memory limits of the containers of a pod may add up to.
   * @default - all that the tenant has
   */
  readonly maxPodMemory?: Size;
  /**
   * What the local disk limits of the containers of a pod, or of one container, may add up to.
   * @default - all that the tenant has
   */
  readonly maxPodEphemeralStorage?: Size;
  /**
   * The largest volume claim.
   * @default - all the storage that the tenant has
   */
  readonly maxVolume?: Size;
}

const SHAPES: Shapes = {
  cpuLimit: CPU,
  ephemeralStorage: SIZE,
  storageClasses: mapOf('Size', '{ fast: Size.gibibytes(10) }', SIZE.accepts),
  containerDefaults: made(Resources, 'Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(64) })'),
  maxContainerCpu: CPU,
  maxContainerMemory: SIZE,
  maxPodCpu: CPU,
  maxPodMemory: SIZE,
  maxPodEphemeralStorage: SIZE,
  maxVolume: SIZE,
};

const ofCpu = (cpu: Cpu): string => canonicalQuantity(cpu.amount!);
const ofSize = quantityOfSize;

/** How much a tenant may use: its ResourceQuota and the LimitRange that agrees with it. */
export class TenantSize {
  /** 4 cpu (limits up to 20), 8 GiB memory, 50 GiB storage, 40 pods. */
  public static readonly SMALL = new TenantSize(new TenantBudget(TENANT_SIZES.SMALL));
  /** 16 cpu (limits up to 80), 32 GiB memory, 200 GiB storage, 160 pods. */
  public static readonly MEDIUM = new TenantSize(new TenantBudget(TENANT_SIZES.MEDIUM));
  /** 64 cpu (limits up to 320), 128 GiB memory, 800 GiB storage, 640 pods. */
  public static readonly LARGE = new TenantSize(new TenantBudget(TENANT_SIZES.LARGE));

  /** Own numbers. Throws where they do not agree: a default above the largest container, a pod that is larger than the tenant. */
  public static of(amounts: TenantAmounts): TenantSize {
    checkProps('TenantSize', amounts, { cpu: CPU, memory: SIZE, storage: SIZE }, SHAPES);
    const { services, ingresses, configMaps, secrets, volumeClaims, jobs, cronJobs } = amounts;
    const cpu = (value?: Cpu): string | undefined => value && ofCpu(value);
    const size = (value?: Size): string | undefined => value && ofSize(value);
    return new TenantSize(new TenantBudget({
      cpu: ofCpu(amounts.cpu),
      cpuLimit: cpu(amounts.cpuLimit),
      memory: ofSize(amounts.memory),
      ephemeralStorage: size(amounts.ephemeralStorage),
      storage: ofSize(amounts.storage),
      storageClasses: Object.fromEntries(Object.entries(amounts.storageClasses ?? {}).map(([name, value]) => [name, ofSize(value)])),
      pods: amounts.pods,
      counts: { services, ingresses, configMaps, secrets, volumeClaims, jobs, cronJobs },
      maxContainerCpu: cpu(amounts.maxContainerCpu),
      maxContainerMemory: size(amounts.maxContainerMemory),
      maxPodCpu: cpu(amounts.maxPodCpu),
      maxPodMemory: size(amounts.maxPodMemory),
      maxPodEphemeralStorage: size(amounts.maxPodEphemeralStorage),
      maxVolume: size(amounts.maxVolume),
    }, amounts.containerDefaults?._toKube()));
  }

  private constructor(private readonly budget: TenantBudget) {}

  /** What the quota counts, with the most of each.
   * @internal */
  public _toHard(): { [resource: string]: string } { return this.budget.toHard(); }

  /** The items of the LimitRange.
   * @internal */
  public _toLimits(): TenantLimits[] { return this.budget.toLimits(); }
}
