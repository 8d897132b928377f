import { CheckId } from '../controls/check-id';
import { WRITABLE_PATH_MEBIBYTES } from '../controls/resources';
import { listOf } from '../kubernetes/manifest';
import { MAX_LABEL_LENGTH } from '../kubernetes/names';
import { Part } from './session';

/** The name of a volume that shows the container and where it is mounted: `main-var-cache`. */
export function volumeNameOf(container: string, path: string): string {
  const plain = `${container}${path}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return plain.slice(0, MAX_LABEL_LENGTH).replace(/^-+|-+$/g, '');
}

/** The name, or the name with the first number that makes it another one than all others. */
export function freeName(name: string, taken: readonly unknown[]): string {
  let free = name;
  for (let number = 2; taken.includes(free); number++) { free = `${name.slice(0, MAX_LABEL_LENGTH - `-${number}`.length)}-${number}`; }
  return free;
}

const withoutSlash = (path: unknown): unknown => typeof path === 'string' ? path.replace(/\/$/, '') : path;

/** Mounts an emptyDir on each directory that is to stay writable and that nothing is mounted on. */
export function keepWritable(pod: Part, container: Part, paths: readonly string[]): void {
  for (const path of paths) {
    const mounts = listOf(container.value.volumeMounts);
    if (mounts.some(mount => withoutSlash(mount?.mountPath) === withoutSlash(path))) { continue; }
    const volumes = listOf(pod.value.volumes);
    const name = freeName(volumeNameOf(container.container || 'container', path), volumes.map(volume => volume?.name));
    container.append(CheckId.READ_ONLY_ROOT_FS, ['volumeMounts'], { mountPath: path, name });
    pod.append(CheckId.READ_ONLY_ROOT_FS, ['volumes'], { emptyDir: { sizeLimit: `${WRITABLE_PATH_MEBIBYTES}Mi` }, name });
  }
}
