import { Size } from 'cdk8s';
import { ContainerResources, Cpu } from 'cdk8s-plus-27';
import { RESOURCE_DEFAULTS } from '../controls/resources';
import { invalid } from '../kubernetes/invalid';
import { isWholeQuantity, parseQuantity } from '../kubernetes/quantity';
import { checkProps, CPU, map, SIZE } from './prop-shapes';
import { quantityOfSize } from './quantity-of-size';

/** What a container asks for and may use. */
export interface ResourceAmounts {
  /** The cpu that is reserved. */
  readonly cpu: Cpu;
  /**
   * The cpu at which the container is throttled.
   * @default - as much as is reserved
   */
  readonly cpuLimit?: Cpu;
  /** The memory that is reserved. */
  readonly memory: Size;
  /**
   * The memory above which the container is killed.
   * @default - as much as is reserved
   */
  readonly memoryLimit?: Size;
  /**
   * The local disk (logs, emptyDir volumes) that is reserved.
   * @default - 64 MiB, or the limit where that is less
   */
  readonly ephemeralStorage?: Size;
  /**
   * The local disk above which the pod is evicted.
   * @default - as much as is reserved, and 256 MiB where ephemeralStorage is left out
   */
  readonly ephemeralStorageLimit?: Size;
}

/** Requests and limits as they stand in YAML. */
export interface ResourceQuantities {
  /** What is reserved, by resource: `{ cpu: '100m', memory: '64Mi' }`. */
  readonly requests: { [resource: string]: string };
  /**
   * What may be used, by resource.
   * @default - for each resource, as much as is reserved
   */
  readonly limits?: { [resource: string]: string };
}

const STORAGE = RESOURCE_DEFAULTS.find(({ resource }) => resource === 'ephemeral-storage')!;

/** Requests and limits of a container. */
export class Resources {
  /** From amounts with types. Throws where a limit is below its request. */
  public static of(amounts: ResourceAmounts): Resources {
    checkProps('Resources.of', amounts, { cpu: CPU, memory: SIZE }, { cpuLimit: CPU, memoryLimit: SIZE, ephemeralStorage: SIZE, ephemeralStorageLimit: SIZE });
    const { cpu, cpuLimit, memory, memoryLimit, ephemeralStorage, ephemeralStorageLimit } = amounts;
    const storage = ephemeralStorage && quantityOfSize(ephemeralStorage);
    const storageLimit = ephemeralStorageLimit && quantityOfSize(ephemeralStorageLimit);
    return Resources.quantities({
      requests: { cpu: cpu.amount, memory: quantityOfSize(memory), ...(storage ? { 'ephemeral-storage': storage } : {}) },
      limits: {
        cpu: (cpuLimit ?? cpu).amount,
        memory: quantityOfSize(memoryLimit ?? memory),
        ...(storageLimit ? { 'ephemeral-storage': storageLimit } : {}),
      },
    });
  }

  /** From quantities as in YAML. Throws where one is none, or a limit is below its request. */
  public static quantities(quantities: ResourceQuantities): Resources {
    checkProps('Resources.quantities', quantities, { requests: map("{ cpu: '100m', memory: '64Mi' }") }, { limits: map("{ cpu: '500m', memory: '64Mi' }") });
    return new Resources({ ...quantities.requests }, { ...quantities.requests, ...quantities.limits });
  }

  /** What a container gets that names nothing.
   * @internal */
  public static _defaults(): Resources {
    // Read anew for each container, it would be a third of what a workload costs.
    defaults ??= Resources.quantities({ requests: defaultAmounts('request'), limits: defaultAmounts('limit') });
    return defaults;
  }

  private plus?: ContainerResources;
  private readonly requests: { [resource: string]: string };
  private readonly limits: { [resource: string]: string };

  private constructor(requests: { [resource: string]: string }, limits: { [resource: string]: string }) {
    for (const [field, list] of Object.entries({ requests, limits })) {
      for (const [resource, quantity] of Object.entries(list)) {
        checkResource(resource);
        if ((parseQuantity(quantity) ?? 0n) <= 0n) {
          throw invalid(`Resources ${field}.${resource}`, 'must be a quantity above zero', quantity, 'Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.');
        }
        if (resource !== 'cpu' && !isWholeQuantity(quantity)) {
          throw invalid(`Resources ${field}.${resource}`, 'must be whole', quantity, 'The suffix m is a thousandth: write 64Mi for mebibytes, 64M for megabytes.');
        }
      }
    }
    for (const [resource, request] of Object.entries(requests)) {
      if (parseQuantity(limits[resource])! < parseQuantity(request)!) {
        throw invalid(`Resources limits.${resource}`, `must not be below the request of ${request}`, limits[resource], 'Raise the limit or lower the request.');
      }
    }
    const storage = requests[STORAGE.resource] ?? lesser(STORAGE.request, limits[STORAGE.resource]);
    const isAbove = parseQuantity(storage)! > parseQuantity(STORAGE.limit)!;
    this.requests = { ...requests, [STORAGE.resource]: storage };
    this.limits = { ...limits, [STORAGE.resource]: limits[STORAGE.resource] ?? (isAbove ? storage : STORAGE.limit) };
  }

  /** What cdk8s-plus-27 is told, so that its autoscaler finds requests; the exact amounts are laid over it.
   * @internal */
  public _toPlus(): ContainerResources {
    this.plus ??= this.wholeAmounts();
    return this.plus;
  }

  private wholeAmounts(): ContainerResources {
    const whole = (resource: string, unit: bigint) => Number(((parseQuantity(this.requests[resource]) ?? 0n) + unit - 1n) / unit);
    return {
      cpu: { request: Cpu.millis(whole('cpu', 1_000_000n)) },
      memory: { request: Size.mebibytes(whole('memory', 1_000_000_000n << 20n)) },
    };
  }

  /** Requests and limits as in YAML.
   * @internal */
  public _toKube(): any {
    return { limits: sorted(this.limits), requests: sorted(this.requests) };
  }
}

function lesser(quantity: string, limit = quantity): string {
  return parseQuantity(limit)! < parseQuantity(quantity)! ? limit : quantity;
}

/** Of other names the API server takes those of a domain alone, such as nvidia.com/gpu. */
function checkResource(resource: string): void {
  if (!RESOURCE_DEFAULTS.some(row => row.resource === resource) && !/^hugepages-|.\/./.test(resource)) {
    throw invalid('Resources', 'a resource must be cpu, memory, ephemeral-storage, hugepages of a size, or one of a domain', resource,
      'Write it as memory or nvidia.com/gpu.');
  }
}

function sorted(list: { [resource: string]: string }): { [resource: string]: string } {
  return Object.fromEntries(Object.entries(list).sort(([a], [b]) => (a < b ? -1 : 1)));
}

let defaults: Resources | undefined;

function defaultAmounts(field: 'request' | 'limit'): { [resource: string]: string } {
  return Object.fromEntries(RESOURCE_DEFAULTS.map(row => [row.resource, row[field]]));
}
