import { CheckId } from './check-id';

/** The API group of roles and bindings, and of the subjects that are users or groups. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** What a subject of a binding can be. */
export type SubjectKind = 'User' | 'Group' | 'ServiceAccount';

/** A subject that stands for more than those whom its author has in mind. */
export interface RefusedSubject {
  readonly check: CheckId;
  readonly kinds: readonly SubjectKind[];
  readonly name: string;
  /** Whether names that go on with a colon and more are refused as well. */
  readonly refusesLonger?: boolean;
  /** What is wrong with it, after `because`. */
  readonly why: string;
}

const PEOPLE: readonly SubjectKind[] = ['User', 'Group'];

/** Subjects that nothing may be bound to: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects */
export const REFUSED_SUBJECTS: readonly RefusedSubject[] = [
  { check: CheckId.RBAC_SYSTEM_MASTERS, kinds: PEOPLE, name: 'system:masters', why: 'its members bypass every check, and no binding can take that back' },
  { check: CheckId.RBAC_ANONYMOUS_BINDING, kinds: PEOPLE, name: 'system:anonymous', why: 'it stands for everyone who shows no credential' },
  { check: CheckId.RBAC_ANONYMOUS_BINDING, kinds: PEOPLE, name: 'system:unauthenticated', why: 'it stands for everyone who shows no credential' },
  { check: CheckId.RBAC_AUTHENTICATED_BINDING, kinds: PEOPLE, name: 'system:authenticated', why: 'it stands for everyone with a credential of any kind, every pod among them' },
  {
    check: CheckId.RBAC_SERVICE_ACCOUNTS_GROUP,
    kinds: PEOPLE,
    name: 'system:serviceaccounts',
    refusesLonger: true,
    why: 'it stands for every account of the namespace or the cluster, those made later among them',
  },
  { check: CheckId.RBAC_DEFAULT_SA_BINDING, kinds: ['ServiceAccount'], name: 'default', why: 'every pod that names no account runs as it' },
];

/** Why nothing may be bound to a subject; undefined where nothing speaks against it. */
export function findRefusedSubject(kind: string, name: string): RefusedSubject | undefined {
  return REFUSED_SUBJECTS.find(row => row.kinds.some(k => k === kind)
    && (row.name === name || (row.refusesLonger === true && name.startsWith(`${row.name}:`))));
}
