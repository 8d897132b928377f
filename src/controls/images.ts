/** Tags that mean something else tomorrow. */
export const MUTABLE_TAGS: readonly string[] = ['latest'];
