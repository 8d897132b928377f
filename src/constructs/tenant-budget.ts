import { RESOURCE_DEFAULTS } from '../controls/resources';
import { CONTAINER_MINIMUM, DENIED_COUNTS, OBJECT_COUNTS, ObjectCount, TenantNumbers } from '../controls/tenancy';
import { canonicalQuantity } from '../kubernetes/canonical-quantity';
import { invalid } from '../kubernetes/invalid';
import { isDnsSubdomain } from '../kubernetes/names';
import { parseQuantity } from '../kubernetes/quantity';

type Quantities = { [resource: string]: string };

/** An item of a LimitRange. */
export interface TenantLimits {
  readonly type: string;
  readonly default?: Quantities;
  readonly defaultRequest?: Quantities;
  readonly max: Quantities;
  readonly min?: Quantities;
}

/** A quantity, and what sets it. */
interface Amount {
  readonly option: string;
  readonly quantity: string;
}

/** One resource, from the whole tenant down to the request of a container that names none. */
interface Ladder {
  readonly resource: string;
  readonly requests: Amount;
  readonly limits: Amount;
  readonly pod: Amount;
  readonly container: Amount;
  readonly limit: Amount;
  readonly request: Amount;
}

const SUBJECT = 'TenantSize';
const PER_POD = RESOURCE_DEFAULTS.find(({ resource }) => resource === 'ephemeral-storage')!.limit;

const sizeOf = (quantity: string): bigint => parseQuantity(quantity) ?? -1n;
const least = (...quantities: string[]): string => quantities.reduce((a, b) => (sizeOf(b) < sizeOf(a) ? b : a));

/** The numbers of a tenant, checked against each other. */
export class TenantBudget {
  private readonly ladders: readonly Ladder[];
  private readonly counts: { readonly [option in ObjectCount]: number };
  private readonly maxVolume: Amount;

  public constructor(private readonly numbers: TenantNumbers, defaults?: { limits: Quantities; requests: Quantities }) {
    const { pods, storage } = numbers;
    checkCount('pods', pods, 1);
    this.counts = countsOf(numbers);
    checkDefaults(defaults);
    this.ladders = RESOURCE_DEFAULTS.map(({ resource, request, limit }) => ladderOf(resource, numbers, defaults, { request, limit }));
    this.ladders.forEach(checkLadder);
    this.maxVolume = { option: 'maxVolume', quantity: numbers.maxVolume ?? storage };
    checkStorage({ option: 'storage', quantity: storage }, this.maxVolume, numbers.storageClasses ?? {});
  }

  /** What the quota counts, with the most of each. */
  public toHard(): Quantities {
    const hard: Quantities = { 'pods': count(this.numbers.pods), 'requests.storage': this.numbers.storage };
    for (const { resource, requests, limits } of this.ladders) {
      hard[`requests.${resource}`] = requests.quantity;
      hard[`limits.${resource}`] = limits.quantity;
    }
    for (const [option, number] of Object.entries(this.counts)) { hard[OBJECT_COUNTS[option as ObjectCount].resource] = count(number); }
    for (const denied of DENIED_COUNTS) { hard[denied] = count(0); }
    for (const [name, quantity] of Object.entries(this.numbers.storageClasses ?? {})) {
      hard[`${name}.storageclass.storage.k8s.io/requests.storage`] = quantity;
    }
    return hard;
  }

  /** The items of the LimitRange. */
  public toLimits(): TenantLimits[] {
    const column = (quantity: (ladder: Ladder) => string): Quantities =>
      Object.fromEntries(this.ladders.map(ladder => [ladder.resource, quantity(ladder)]));
    return [
      {
        type: 'Container',
        default: column(ladder => ladder.limit.quantity),
        defaultRequest: column(ladder => ladder.request.quantity),
        max: column(ladder => ladder.container.quantity),
        min: column(ladder => CONTAINER_MINIMUM[ladder.resource]),
      },
      { type: 'Pod', max: column(ladder => ladder.pod.quantity) },
      ...(sizeOf(this.numbers.storage) > 0n ? [{ type: 'PersistentVolumeClaim', max: { storage: this.maxVolume.quantity } }] : []),
    ];
  }
}

const count = (number: number): string => canonicalQuantity(`${number}`);

function checkCount(option: string, number: unknown, minimum: number): void {
  if (!Number.isSafeInteger(number) || (number as number) < minimum) {
    throw invalid(SUBJECT, `${option} must be a whole number from ${minimum}`, number, `Say how many ${option} the tenant may have.`);
  }
}

function countsOf({ counts = {}, storage }: TenantNumbers): { readonly [option in ObjectCount]: number } {
  const hasStorage = sizeOf(storage) > 0n;
  const filled = Object.entries(OBJECT_COUNTS).map(([option, row]) => {
    const number = counts[option as ObjectCount] ?? (option === 'volumeClaims' && !hasStorage ? 0 : row.count);
    checkCount(option, number, 0);
    return [option, number];
  });
  return Object.fromEntries(filled);
}

function checkDefaults(defaults?: { limits: Quantities; requests: Quantities }): void {
  const known = RESOURCE_DEFAULTS.map(({ resource }) => resource);
  const other = Object.keys({ ...defaults?.limits, ...defaults?.requests }).find(resource => !known.includes(resource));
  if (other !== undefined) {
    throw invalid(SUBJECT, `containerDefaults must name ${known.join(', ')} only`, other, 'Let the containers that need it ask for it.');
  }
}

/** The amounts of a resource for the tenant, a pod and a container; what nobody set is that of the one before. */
function chain(...links: [option: string, quantity: string | undefined][]): Amount[] {
  const amounts: Amount[] = [];
  for (const [option, quantity] of links) { amounts.push(quantity === undefined ? amounts[amounts.length - 1] : { option, quantity }); }
  return amounts;
}

/** The options that set the amounts of a resource. */
function givenFor(resource: string, numbers: TenantNumbers): { requests: Amount; limits: Amount; pod: Amount; container: Amount } {
  const { cpu, cpuLimit, maxPodCpu, maxContainerCpu, memory, maxPodMemory, maxContainerMemory, pods } = numbers;
  const { ephemeralStorage = perPod(pods), maxPodEphemeralStorage } = numbers;
  const none = ['', undefined] as [string, undefined];
  const chains: { [resource: string]: Amount[] } = {
    'cpu': chain(['cpu', cpu], ['cpuLimit', cpuLimit], ['maxPodCpu', maxPodCpu], ['maxContainerCpu', maxContainerCpu]),
    'memory': chain(['memory', memory], none, ['maxPodMemory', maxPodMemory], ['maxContainerMemory', maxContainerMemory]),
    'ephemeral-storage': chain(['ephemeralStorage', ephemeralStorage], none, ['maxPodEphemeralStorage', maxPodEphemeralStorage], none),
  };
  const [requests, limits, pod, container] = chains[resource];
  return { requests, limits, pod, container };
}

function perPod(pods: number): string {
  return canonicalQuantity(`${BigInt(pods) * (sizeOf(PER_POD) / sizeOf('1Mi'))}Mi`);
}

function ladderOf(
  resource: string,
  numbers: TenantNumbers,
  defaults: { limits: Quantities; requests: Quantities } | undefined,
  usual: { request: string; limit: string },
): Ladder {
  const given = givenFor(resource, numbers);
  const limit = defaults?.limits[resource] ?? least(usual.limit, given.container.quantity);
  const request = defaults?.requests[resource] ?? least(usual.request, limit, given.requests.quantity);
  return {
    resource,
    ...given,
    limit: { option: `containerDefaults limits.${resource}`, quantity: canonicalQuantity(limit) },
    request: { option: `containerDefaults requests.${resource}`, quantity: canonicalQuantity(request) },
  };
}

function checkNotAbove(lower: Amount, upper: Amount): void {
  if (sizeOf(lower.quantity) > sizeOf(upper.quantity)) {
    throw invalid(SUBJECT, `${lower.option} must not be above ${upper.option}, which is ${upper.quantity}`, lower.quantity, 'Lower the one, or raise the other.');
  }
}

function checkLadder({ resource, requests, limits, pod, container, limit, request }: Ladder): void {
  const minimum = CONTAINER_MINIMUM[resource];
  for (const { option, quantity } of [requests, limits, pod, container, limit, request]) {
    if (sizeOf(quantity) < sizeOf(minimum)) {
      throw invalid(SUBJECT, `${option} must be at least ${minimum}, the least that a container may ask for`, quantity, 'Raise it.');
    }
    if (resource === 'cpu' && sizeOf(quantity) % sizeOf('1m') !== 0n) {
      throw invalid(SUBJECT, `${option} must be whole thousandths of a cpu`, quantity, 'Write it in millis, such as Cpu.millis(500).');
    }
  }
  checkNotAbove(requests, limits);
  checkNotAbove(pod, limits);
  checkNotAbove(container, pod);
  checkNotAbove(limit, container);
  checkNotAbove(request, limit);
  checkNotAbove(request, requests);
}

function checkStorage(storage: Amount, maxVolume: Amount, classes: { readonly [storageClass: string]: string }): void {
  for (const { option, quantity } of [storage, maxVolume]) {
    if (sizeOf(quantity) < 0n) { throw invalid(SUBJECT, `${option} must be a size`, quantity, 'Write it as Size.gibibytes(10).'); }
  }
  checkNotAbove(maxVolume, storage);
  for (const [name, quantity] of Object.entries(classes)) {
    if (!isDnsSubdomain(name)) { throw invalid(SUBJECT, 'storageClasses must have names of storage classes as keys', name, 'Write metadata.name of the class.'); }
    checkNotAbove({ option: `storageClasses.${name}`, quantity }, storage);
  }
}
