import { CheckId } from './check-id';

/** What a container gets of one resource where it asks for nothing. */
export interface ResourceDefault {
  readonly resource: string;
  readonly request: string;
  readonly limit: string;
  readonly requestCheck: CheckId;
  readonly limitCheck: CheckId;
}

/** The resources of a container that names none; enough to start small services, and far from starving a node. */
export const RESOURCE_DEFAULTS: readonly ResourceDefault[] = [
  { resource: 'cpu', request: '100m', limit: '500m', requestCheck: CheckId.CPU_REQUEST, limitCheck: CheckId.CPU_LIMIT },
  { resource: 'memory', request: '128Mi', limit: '128Mi', requestCheck: CheckId.MEMORY_REQUEST, limitCheck: CheckId.MEMORY_LIMIT },
  { resource: 'ephemeral-storage', request: '64Mi', limit: '256Mi', requestCheck: CheckId.EPHEMERAL_STORAGE, limitCheck: CheckId.EPHEMERAL_STORAGE },
];

/** The size of a writable directory (emptyDir) that names none, in mebibytes. */
export const WRITABLE_PATH_MEBIBYTES = 64;

/** The size of an emptyDir volume that somebody else left unlimited. */
export const EMPTY_DIR_SIZE_LIMIT = '1Gi';
