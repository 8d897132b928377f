import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { isPodSecurity } from '../controls/catalogue';
import { CheckId } from '../controls/check-id';
import { harden, HardeningOptions } from '../hardening/harden';
import { Change, Refusal } from '../hardening/session';
import { problemOf } from '../kubernetes/invalid';
import { findPod } from '../kubernetes/pods';
import { waiversIn } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { Phase, shapeJson } from './json-hook';
import { findCollection } from './refusals';
import { findTenancy } from './tenancy';

/** An object that is hardened each time it becomes JSON. */
export class HardenedObject {
  /** The record of an object; undefined where it is not hardened by this library. */
  public static find(object: ApiObject): HardenedObject | undefined {
    return known.get(object);
  }

  /** Hardens an object from now on, and reports to its owner what nobody can repair. Once is enough. */
  public static attach(object: ApiObject, owner: IConstruct, options: () => HardeningOptions): HardenedObject {
    return known.get(object) ?? new HardenedObject(object, owner, options);
  }

  private changes: readonly Change[] = [];
  private refusals: readonly Refusal[] = [];
  private waivers: readonly Waiver[] = [];
  private isAsked = false;
  private isChecked = false;

  private constructor(public readonly object: ApiObject, private readonly owner: IConstruct, private readonly options: () => HardeningOptions) {
    known.set(object, this);
    shapeJson(object, json => this.harden(json), Phase.HARDEN);
  }

  /**
   * What stands in the way of writing the object. cdk8s asks once for each chart, so that what was well is not
   * serialised again; should it become weak afterwards, writing it throws.
   */
  public problems(): string[] {
    if (findCollection(this.object)) { return []; }
    if (!this.isChecked || this.problemsOfNow().length > 0) {
      this.isChecked = true;
      this.changesOfNow();
    }
    return this.problemsOfNow();
  }

  /** What is changed in the object as it is now. */
  public changesOfNow(): readonly Change[] {
    this.isAsked = true;
    try {
      this.object.toJson();
    } finally {
      this.isAsked = false;
    }
    return this.changes;
  }

  private harden(json: any): any {
    const { manifest, changes, refusals } = harden(json, this.options());
    this.waivers = waiversIn(findPod(manifest)?.template ?? {});
    this.changes = changes;
    this.refusals = refusals;
    const collection = findCollection(this.object);
    if (collection) {
      for (const problem of this.problemsOfNow()) { collection.add(`[${this.owner.node.path}] ${problem}`); }
    } else if (refusals.length > 0 && !this.isAsked) {
      throw new Error(refusals.map(refusal => `${this.owner.node.path}: ${this.messageOf(refusal)}`).join('\n'));
    }
    return manifest;
  }

  private problemsOfNow(): string[] {
    return [...this.refusals.map(refusal => this.messageOf(refusal)), ...this.refusedByNamespace()];
  }

  /** A waiver is a word among people; the API server knows only what the namespace enforces. */
  private refusedByNamespace(): string[] {
    if (!findTenancy(this.object)?.enforcesPodSecurity) { return []; }
    return this.waivers.filter(({ check }) => isPodSecurity(check)).map(({ check }) =>
      problemOf(`${this.object.kind} ${this.object.name} must not waive Pod Security in a namespace that enforces it`, check,
        `Put it into a TenantNamespace of its own that waives ${CheckId.NAMESPACE_PSA_PRIVILEGED}.`));
  }

  private messageOf({ check, path, problem, got, todo }: Refusal): string {
    return problemOf(`${this.object.kind} ${this.object.name} ${path}: ${problem}`, got, `${todo}, or waive ${check}.`);
  }
}

const known = new WeakMap<ApiObject, HardenedObject>();
