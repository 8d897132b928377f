import { Subject } from '../../src/constructs/subject';

test('users and groups are subjects of the RBAC group', () => {
  expect(Subject.user('jane@example.com')._toKube()).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane@example.com' });
  expect(Subject.group('shop-devs')._toKube()).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'shop-devs' });
});

test('an account is a subject of the core group, with its namespace', () => {
  expect(Subject.serviceAccount('cart', 'shop')._toKube()).toEqual({ kind: 'ServiceAccount', name: 'cart', namespace: 'shop' });
});

describe('a subject is refused', () => {
  const BYPASS = 'name must not be this one, because its members bypass every check, and no binding can take that back';
  const ANONYMOUS = 'name must not be this one, because it stands for everyone who shows no credential';
  const ACCOUNTS = 'name must not be this one, because it stands for every account of the namespace or the cluster, those made later among them';
  const NAME_THEM = 'Name the users, the group or the account that need the access.';

  test.each([
    ['that is in the group of superusers', () => Subject.group('system:masters'), `Subject.group: ${BYPASS} (got "system:masters"). ${NAME_THEM}`],
    ['that has the name of that group', () => Subject.user('system:masters'), `Subject.user: ${BYPASS} (got "system:masters"). ${NAME_THEM}`],
    ['that is everyone without a credential', () => Subject.user('system:anonymous'), `Subject.user: ${ANONYMOUS} (got "system:anonymous"). ${NAME_THEM}`],
    ['that is the group of those', () => Subject.group('system:unauthenticated'), `Subject.group: ${ANONYMOUS} (got "system:unauthenticated"). ${NAME_THEM}`],
    ['that is everyone with a credential', () => Subject.group('system:authenticated'),
      'Subject.group: name must not be this one, because it stands for everyone with a credential of any kind, every pod among them '
      + `(got "system:authenticated"). ${NAME_THEM}`],
    ['that is every account', () => Subject.group('system:serviceaccounts'), `Subject.group: ${ACCOUNTS} (got "system:serviceaccounts"). ${NAME_THEM}`],
    ['that is every account of a namespace', () => Subject.group('system:serviceaccounts:shop'),
      `Subject.group: ${ACCOUNTS} (got "system:serviceaccounts:shop"). ${NAME_THEM}`],
    ['that is the account of pods that name none', () => Subject.serviceAccount('default', 'shop'),
      `Subject.serviceAccount: name must not be this one, because every pod that names no account runs as it (got "default"). ${NAME_THEM}`],
    ['that is an account in the spelling of a user', () => Subject.user('system:serviceaccount:shop:cart'),
      'Subject.user: name must not be that of a service account (got "system:serviceaccount:shop:cart"). Write Subject.serviceAccount(\'cart\', \'shop\').'],
    ['without a name', () => Subject.group(''), 'Subject.group: name must not be empty (got ""). Name whom the role is bound to.'],
    ['with a blank name', () => Subject.user('  '), 'Subject.user: name must not be empty (got "  "). Name whom the role is bound to.'],
    ['without any value', () => Subject.user(undefined as any), 'Subject.user: name must not be empty (got nothing). Name whom the role is bound to.'],
    ['that is a star', () => Subject.group('*'), 'Subject.group: name must not be a wildcard (got "*"). Subjects know none: name each one.'],
    ['that is an account with a user\'s name', () => Subject.serviceAccount('system:serviceaccount:shop:cart', 'shop'),
      'Subject.serviceAccount: name must be a DNS name of lower-case letters, digits, "-" and "." (got "system:serviceaccount:shop:cart"). '
      + 'Write the name of the account alone.'],
    ['that is an account without a name', () => Subject.serviceAccount('', 'shop'),
      'Subject.serviceAccount: name must not be empty (got ""). Name whom the role is bound to.'],
    ['that is an account without a namespace', () => Subject.serviceAccount('cart', undefined as any),
      'Subject.serviceAccount: namespace must be the name of a namespace (got nothing). Name the namespace in which the account is.'],
    ['that is an account of no namespace that there can be', () => Subject.serviceAccount('cart', 'Shop_1'),
      'Subject.serviceAccount: namespace must be the name of a namespace (got "Shop_1"). Name the namespace in which the account is.'],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });

  test('but not for a name that only begins alike', () => {
    expect(Subject.group('system:serviceaccounts-readers').name).toBe('system:serviceaccounts-readers');
    expect(Subject.user('system:kube-scheduler').kind).toBe('User');
    expect(Subject.user('default').namespace).toBeUndefined();
  });
});
