import { ApiObject, Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { HardeningOptions } from '../hardening/harden';
import { invalid, problemOf } from '../kubernetes/invalid';
import { Waiver } from '../waivers/waiver';
import { HardenedObject } from './hardened-object';
import { checkMountPaths } from './mount-paths';
import { checkProps, CONSTRUCT, made, text, texts } from './prop-shapes';
import { runAsOf } from './run-as';
import { findTenancy } from './tenancy';

/** How what others wrote is hardened. */
export interface HardeningProps {
  /**
   * Directories that stay writable (emptyDir) in containers whose root filesystem becomes read-only.
   * @default - none
   */
  readonly writablePaths?: string[];
}

/** One field that was made stronger. */
export interface HardeningChange {
  /** The object, as `Deployment/shop/web` or, without a namespace, `Deployment/web`. */
  readonly object: string;
  /** The path of the object in the construct tree. */
  readonly constructPath: string;
  /** The field, from the root of the manifest. */
  readonly path: string;
  /** The control that asks for it. */
  readonly check: string;
  /**
   * What stood there.
   * @default - nothing
   */
  readonly before?: any;
  /**
   * What stands there now.
   * @default - nothing: the field is gone
   */
  readonly after?: any;
}

/**
 * Hardens every object of a scope that this library did not write: cdk8s-plus, raw ApiObjects, Include and Helm.
 * It never weakens. What it cannot repair fails the synthesis until it is changed or waived.
 */
export class Hardening {
  /** Hardens everything in a scope, also what is added to it later. Throws where a writable path is none. */
  public static of(scope: IConstruct, props: HardeningProps = {}): Hardening {
    return new Hardening(scope, props);
  }

  /** What is changed in the objects of a scope as they are now, by Hardening and by SecureWorkload. */
  public static changesIn(scope: IConstruct): HardeningChange[] {
    checkProps('Hardening.changesIn', { scope }, { scope: CONSTRUCT });
    return apiObjectsIn(scope).flatMap(object => {
      attach(object);
      return changesOf(HardenedObject.find(object));
    });
  }

  private readonly waivers = new Map<string, Waiver[]>();

  private constructor(private readonly scope: IConstruct, private readonly props: HardeningProps) {
    checkProps('Hardening', { scope }, { scope: CONSTRUCT });
    const subject = `${scope.node.path} Hardening`;
    checkProps(subject, props, {}, { writablePaths: texts('/tmp') });
    checkMountPaths(subject, props.writablePaths ?? []);
    hardenings.set(scope, [...hardenings.get(scope) ?? [], this]);
    // Validations run before anything is written, and a scope's before those of its children.
    scope.node.addValidation({ validate: () => [...this.attachAll().flatMap(object => object.problems()), ...this.waiverProblems()] });
  }

  /** What is changed in the objects as they are now. */
  public get changes(): HardeningChange[] {
    return this.attachAll().flatMap(changesOf);
  }

  /** An exception for one object: `Deployment/web`, or `Deployment/shop/web` with its namespace. */
  public waive(object: string, waiver: Waiver): Hardening {
    const subject = `${this.scope.node.path} Hardening`;
    checkProps(subject, { object, waiver }, {
      object: text('Deployment/web'), waiver: made(Waiver, "Waiver.of(CheckId.HOST_NETWORK, { reason: '...', expires: '2027-06-30' })"),
    });
    const known = this.waivers.get(object) ?? [];
    if (known.some(({ check }) => check === waiver.check)) {
      throw invalid(subject, `a control must not be waived twice for ${object}`, waiver.check, 'An object has one annotation for each control: keep one waiver, for the object or for one container.');
    }
    this.waivers.set(object, [...known, waiver]);
    return this;
  }

  private attachAll(): HardenedObject[] {
    return apiObjectsIn(this.scope).map(object => attach(object)!);
  }

  /** The exceptions for an object.
   * @internal */
  public _waiversOf(object: ApiObject): Waiver[] {
    return namesOf(object).flatMap(name => this.waivers.get(name) ?? []);
  }

  /** The directories that stay writable.
   * @internal */
  public get _writablePaths(): string[] { return this.props.writablePaths ?? []; }

  private waiverProblems(): string[] {
    const there = new Set(this.waivers.size === 0 ? [] : apiObjectsIn(this.scope).flatMap(namesOf));
    const unknown = [...this.waivers.keys()]
      .filter(object => !there.has(object))
      .map(object => problemOf('a waiver must name an object of the scope', object, 'Write it as Deployment/web, or Deployment/shop/web with its namespace.'));
    const twice = this.waivers.size === 0 ? [] : apiObjectsIn(this.scope).flatMap(object => {
      const [short, long = []] = namesOf(object).map(name => this.waivers.get(name) ?? []);
      return short.filter(({ check }) => long.some(other => other.check === check))
        .map(({ check }) => problemOf(`a control must not be waived twice for ${addressOf(object)}`, check, 'It is named with and without its namespace: keep one waiver.'));
    });
    return [...unknown, ...twice];
  }
}

/** What hardens each scope; scopes lie in each other, and an object has the wishes of all that it lies in. */
const hardenings = new WeakMap<IConstruct, Hardening[]>();

/** Has an object hardened; undefined where nothing around it asks for that. */
function attach(object: ApiObject): HardenedObject | undefined {
  const around = (): Hardening[] => object.node.scopes.flatMap(scope => hardenings.get(scope) ?? []);
  return around().length === 0 ? undefined : HardenedObject.attach(object, object, () => optionsOf(object, around()));
}

function optionsOf(object: ApiObject, around: readonly Hardening[]): HardeningOptions {
  const tenancy = findTenancy(object);
  const runAs = tenancy && runAsOf(tenancy, object.name);
  const values = runAs && {
    'securityContext.fsGroup': runAs.fsGroup,
    'securityContext.runAsGroup': runAs.group,
    'securityContext.runAsUser': runAs.user,
  };
  return {
    waivers: around.flatMap(hardening => hardening._waiversOf(object)),
    values,
    writablePaths: [...new Set(around.flatMap(hardening => hardening._writablePaths))],
  };
}

function apiObjectsIn(scope: IConstruct): ApiObject[] {
  return scope.node.findAll().filter(construct => ApiObject.isApiObject(construct));
}

/** How a waiver may name an object. */
function namesOf(object: ApiObject): string[] {
  return [...new Set([`${object.kind}/${object.name}`, addressOf(object)])];
}

function addressOf(object: ApiObject): string {
  const namespace = object.metadata.namespace ?? Chart.of(object).namespace;
  return [object.kind, namespace, object.name].filter(part => part !== undefined).join('/');
}

function changesOf(hardened: HardenedObject | undefined): HardeningChange[] {
  if (!hardened) { return []; }
  return hardened.changesOfNow().map(change => ({
    ...change,
    object: addressOf(hardened.object),
    constructPath: hardened.object.node.path,
  }));
}
