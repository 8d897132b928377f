import { setAt, sortedCopyOf } from '../hardening/sorted-map';
import { findAt, isMap, listOf, Manifest } from '../kubernetes/manifest';
import { findPod } from '../kubernetes/pods';
import { MountedToken } from './service-account-token';

type Field = readonly [path: string, value: unknown];

/** What cdk8s-plus-27 cannot express of a workload, laid over its JSON. */
export class WorkloadExtras {
  private readonly object: Field[] = [];
  private readonly replaced: Field[] = [];
  private readonly pod: Field[] = [];
  private readonly containers = new Map<string, Field[]>();
  private token?: { readonly container: string; readonly find: () => MountedToken | undefined };
  private readonly mounts = new Map<string, Manifest[]>();

  /** Sets a field of the object: `spec.revisionHistoryLimit`. */
  public setObject(path: string, value: unknown): void { this.object.push([path, value]); }

  /** Sets a field of the object only where something stands there: replicas are gone once an autoscaler decides. */
  public replaceObject(path: string, value: unknown): void { this.replaced.push([path, value]); }

  /** Sets a field of the pod spec: `hostUsers`. */
  public setPod(path: string, value: unknown): void { this.pod.push([path, value]); }

  /** Sets a field of a container or init container. */
  public setContainer(name: string, path: string, value: unknown): void { push(this.containers, name, [path, value]); }

  /** Mounts a volume, which the pod must have from elsewhere. */
  public addMount(container: string, mount: Manifest): void { push(this.mounts, container, mount); }

  /** Lets a container talk to the API server. Asked when the workload is written: permissions may be granted after it was made. */
  public setToken(container: string, token: () => MountedToken | undefined): void { this.token = { container, find: token }; }

  /** Lays everything over the JSON of the workload. */
  public apply(json: Manifest): Manifest {
    const pod = findPod(json)!;
    const token = this.token?.find();
    for (const container of [...listOf(pod.spec.initContainers), ...listOf(pod.spec.containers)]) {
      set(container, this.containers.get(container.name));
      append(container, 'volumeMounts', this.mounts.get(container.name));
      if (token && container.name === this.token!.container) { append(container, 'volumeMounts', [token.mount]); }
    }
    set(pod.spec, this.pod);
    append(pod.spec, 'volumes', token ? [token.volume] : []);
    set(json, this.replaced.filter(([path]) => findAt(json, path.split('.')) !== undefined));
    set(json, this.object);
    return json;
  }
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  lists.set(key, [...lists.get(key) ?? [], item]);
}

function set(target: Manifest, fields: readonly Field[] = []): void {
  for (const [path, value] of fields) { merge(target, path.split('.'), value); }
}

/** Maps are merged key by key; lists and values replace what stands there. */
function merge(target: Manifest, path: readonly string[], value: unknown): void {
  if (isMap(value) && Object.keys(value).length > 0) {
    for (const key of Object.keys(value).filter(name => name !== '__proto__')) { merge(target, [...path, key], value[key]); }
  } else {
    setAt(target, path, sortedCopyOf(value));
  }
}

function append(target: Manifest, list: string, items: readonly Manifest[] = []): void {
  if (items.length > 0) { setAt(target, [list], [...listOf(target[list]), ...items.map(sortedCopyOf)]); }
}
