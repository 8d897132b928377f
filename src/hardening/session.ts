import { CheckId } from '../controls/check-id';
import { cloneOf, findAt, isMap, listOf, Manifest } from '../kubernetes/manifest';
import { covers } from '../waivers/annotation';
import { Waiver } from '../waivers/waiver';
import { removeAt, setAt } from './sorted-map';

/** One field that was made stronger. */
export interface Change {
  readonly check: CheckId;
  /** The field, from the root of the manifest: `spec.template.spec.hostNetwork`. */
  readonly path: string;
  /** What stood there; undefined where nothing did. */
  readonly before?: unknown;
  /** What stands there now; undefined where the field is gone. */
  readonly after?: unknown;
}

/** Something weak that only its author can change: there is no value that would keep the program working. */
export interface Refusal {
  readonly check: CheckId;
  readonly path: string;
  readonly problem: string;
  readonly got: unknown;
  readonly todo: string;
}

/** A part of the manifest that is being hardened: the object, its pod, or one container. */
export class Part {
  public constructor(
    private readonly session: Session,
    public readonly value: Manifest,
    public readonly path: string,
    public readonly container?: string,
  ) {}

  public get setsWaivedValues(): boolean { return this.session.setsWaivedValues; }

  public isWaived(check: CheckId): boolean {
    return covers(this.session.waivers, check, this.container);
  }

  public pathOf(path: readonly string[]): string {
    return [this.path, ...path].filter(step => step !== '').join('.');
  }

  /** Sets or, with undefined, removes a field, and notes what was there before. */
  public change(check: CheckId, path: readonly string[], after: unknown): void {
    const before = findAt(this.value, path);
    if (after === undefined) {
      removeAt(this.value, path);
    } else {
      setAt(this.value, path, cloneOf(after));
    }
    this.session.changes.push({ check, path: this.pathOf(path), before, after });
  }

  /** Adds an item to the end of a list, and notes it where it stands. */
  public append(check: CheckId, path: readonly string[], item: Manifest): void {
    const list = listOf(findAt(this.value, path));
    setAt(this.value, path, [...list, cloneOf(item)]);
    this.session.changes.push({ check, path: `${this.pathOf(path)}[${list.length}]`, before: undefined, after: item });
  }

  public refuse(check: CheckId, path: readonly string[], problem: string, got: unknown, todo: string): void {
    if (this.isWaived(check)) { return; }
    this.session.refusals.push({ check, path: this.pathOf(path), problem, got, todo });
  }

  /** The items of a list, each as a part with its own path. */
  public items(path: readonly string[]): Part[] {
    const list = findAt(this.value, path);
    if (!Array.isArray(list)) { return []; }
    return list
      .map((item, index) => new Part(this.session, item, `${this.pathOf(path)}[${index}]`, this.container))
      .filter(part => isMap(part.value));
  }

  /** A map below this part. */
  public at(path: readonly string[], value: Manifest, container?: string): Part {
    return new Part(this.session, value, this.pathOf(path), container ?? this.container);
  }
}

/** One run over one manifest: what is waived, what was changed, what was refused. */
export class Session {
  public readonly changes: Change[] = [];
  public readonly refusals: Refusal[] = [];

  public constructor(public readonly waivers: readonly Waiver[], public readonly setsWaivedValues: boolean) {}
}
