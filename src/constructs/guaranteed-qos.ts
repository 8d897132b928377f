import { ApiObject, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { Construct, IConstruct } from 'constructs';
import { GUARANTEED, QOS_ANNOTATION } from '../controls/qos';
import { setAt } from '../hardening/sorted-map';
import { invalid, problemOf } from '../kubernetes/invalid';
import { findAt, Manifest } from '../kubernetes/manifest';
import { isDnsSubdomain } from '../kubernetes/names';
import { containersOf, findPod } from '../kubernetes/pods';
import { qosClassOf } from '../kubernetes/qos-class';
import { isWholeQuantity, parseQuantity } from '../kubernetes/quantity';
import { guaranteedProblems, injectedSidecars } from './guaranteed-problems';
import { Phase, shapeJson } from './json-hook';
import { Priority } from './priority';
import { checkProps, CONSTRUCT, CPU, FLAG, listOf, made, SIZE } from './prop-shapes';
import { quantityOfSize } from './quantity-of-size';
import { checkChart } from './surrounding-chart';
import { takeName } from './workload-names';

/** Which pods are guaranteed, and what. */
export interface GuaranteedQoSProps {
  /** Workloads, or scopes whose pods are meant, whoever wrote them: SecureWorkload, cdk8s-plus, Include. */
  readonly workloads: IConstruct[];
  /**
   * The cpu of the first container of each pod, request and limit alike.
   * @default - its own limit
   */
  readonly cpu?: Cpu;
  /**
   * The memory of the first container of each pod, request and limit alike.
   * @default - its own limit
   */
  readonly memory?: Size;
  /**
   * Whether the first container is to have cores for itself; its cpu must then be whole cores (static CPU manager policy).
   * @default false
   */
  readonly exclusiveCpus?: boolean;
  /**
   * The priority of the pods.
   * @default - that of the cluster
   */
  readonly priority?: Priority;
}

/** Gives pods the QoS class Guaranteed: requests equal limits in every container that counts, checked for each pod at synthesis. */
export class GuaranteedQoS extends Construct {
  /** The PriorityClass that was made; undefined where none was asked for. */
  public readonly priorityClass?: ApiObject;

  private readonly covered = new Set<ApiObject>();
  private readonly resources: { [resource: string]: string };
  private found?: string[];

  /** Guarantees for workloads. Throws where no workload is named, or exclusive cpus are not whole. */
  public constructor(scope: Construct, id: string, private readonly props: GuaranteedQoSProps) {
    super(scope, id);
    checkChart(this);
    checkProps(this.node.path, props, {
      workloads: listOf('constructs', 'cart', CONSTRUCT.accepts),
    }, { cpu: CPU, memory: SIZE, exclusiveCpus: FLAG, priority: made(Priority, 'Priority.high()') });
    const { workloads, cpu, memory, exclusiveCpus, priority } = props;
    if (cpu) { checkAmount(this.node.path, 'cpu', cpu.amount); }
    if (memory) { checkAmount(this.node.path, 'memory', quantityOfSize(memory)); }
    if (workloads.length === 0) { throw invalid(this.node.path, 'workloads must not be empty', workloads, 'Name the workloads whose pods are to be guaranteed.'); }
    if (exclusiveCpus && cpu && !isWholeQuantity(cpu.amount)) {
      throw invalid(this.node.path, 'cpu must be whole cores where exclusiveCpus is set', cpu.amount, 'Take Cpu.units(1) or more.');
    }
    this.resources = { ...(cpu ? { cpu: cpu.amount } : {}), ...(memory ? { memory: quantityOfSize(memory) } : {}) };
    if (priority?._fields) { this.priorityClass = this.createPriorityClass(priority._fields); }
    this.cover();
    this.node.addValidation({ validate: () => this.problems() });
  }

  private createPriorityClass(fields: any): ApiObject {
    const namespace = Chart.of(this).namespace;
    const name = [namespace, this.node.id].filter(part => part !== undefined).join('-');
    if (!isDnsSubdomain(name)) {
      throw invalid(this.node.path, 'the name of its PriorityClass must be a DNS-1123 name', name, 'Give it an id of a-z, 0-9, - and .');
    }
    takeName(this, undefined, name, ['PriorityClass']);
    const object = new ApiObject(this, 'PriorityClass', {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name },
      ...fields,
    });
    // A chart stamps its namespace on everything, and a PriorityClass has none.
    shapeJson(object, json => {
      delete json.metadata.namespace;
      return json;
    });
    return object;
  }

  /** Takes in the objects that are there now; those that come later are taken in at synthesis. */
  private cover(): void {
    for (const object of this.props.workloads.flatMap(scope => scope.node.findAll())) {
      if (ApiObject.isApiObject(object) && !this.covered.has(object)) {
        this.covered.add(object);
        shapeJson(object, json => this.guarantee(json), Phase.GUARANTEE);
      }
    }
  }

  private guarantee(json: Manifest): Manifest {
    const pod = findPod(json);
    if (!pod) { return json; }
    for (const { list, index, spec } of containersOf(pod.spec)) {
      if (list === 'ephemeralContainers') { continue; }
      const own = list === 'containers' && index === 0 ? this.resources : {};
      for (const resource of ['cpu', 'memory']) {
        const amount = own[resource] ?? findAt(spec, ['resources', 'limits', resource]);
        if (amount === undefined) { continue; }
        setAt(spec, ['resources', 'limits', resource], amount);
        setAt(spec, ['resources', 'requests', resource], amount);
      }
    }
    const priority = this.priorityClass?.name ?? this.props.priority?._name;
    if (priority !== undefined) { setAt(pod.spec, ['priorityClassName'], priority); }
    // Says that the class was computed, for reviewers and for whoever checks it against a cluster.
    if (qosClassOf(pod.spec) === GUARANTEED) { setAt(pod.template, ['metadata', 'annotations', QOS_ANNOTATION], GUARANTEED); }
    return json;
  }

  /** Computed anew only where objects have come: cdk8s asks once for each chart. */
  private problems(): string[] {
    const before = this.covered.size;
    this.cover();
    if (!this.found || this.found.length > 0 || this.covered.size > before) { this.found = this.problemsOfNow(); }
    return this.found;
  }

  private problemsOfNow(): string[] {
    const manifests = [...this.covered].map(object => object.toJson() as Manifest).filter(json => findPod(json) !== undefined);
    if (manifests.length === 0) {
      return [problemOf('workloads must have pods', this.props.workloads.map(({ node }) => node.path), 'Name SecureWorkloads, or other constructs that make pods.')];
    }
    const namespaces = Chart.of(this).node.findAll().filter(ApiObject.isApiObject).filter(({ kind }) => kind === 'Namespace');
    return manifests.flatMap(json => [
      ...guaranteedProblems(json, this.props.exclusiveCpus ?? false),
      ...injectedSidecars(json, namespaces.map(object => object.toJson())),
    ]);
  }
}

function checkAmount(path: string, resource: string, amount: string): void {
  if ((parseQuantity(amount) ?? 0n) <= 0n) {
    throw invalid(path, `${resource} must be above zero`, amount, 'Say how much the first container needs, or leave it out for its own limit.');
  }
}
