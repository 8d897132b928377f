import { invalid } from '../kubernetes/invalid';

/** Directories that belong to the kernel or to the kubelet. */
const RESERVED = ['/', '/proc', '/sys', '/dev'];

/** Checks that a path is absolute, plain and not reserved. */
export function checkMountPath(subject: string, path: string): void {
  const isPlain = typeof path === 'string' && path.startsWith('/') && !/[:\\\0]|\/\/|\/\.{1,2}(\/|$)/.test(path) && (path === '/' || !path.endsWith('/'));
  if (!isPlain) {
    throw invalid(subject, 'a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end', path, 'Write the directory as the program names it, such as /tmp.');
  }
  if (RESERVED.some(reserved => path === reserved || (reserved !== '/' && path.startsWith(`${reserved}/`)))) {
    throw invalid(subject, `a mount path must not be ${RESERVED.join(', ')} or below`, path, 'Take the directory that the program writes to.');
  }
}

/** Checks that no directory is mounted twice in one container. */
export function checkMountPaths(subject: string, paths: readonly string[]): void {
  const seen = new Set<string>();
  for (const path of paths) {
    checkMountPath(subject, path);
    if (seen.has(path)) {
      throw invalid(subject, 'a path must not be mounted twice', path, 'Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.');
    }
    seen.add(path);
  }
}
