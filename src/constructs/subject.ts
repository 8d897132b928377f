import { findRefusedSubject, RBAC_GROUP, SubjectKind } from '../controls/rbac-subjects';
import { invalid } from '../kubernetes/invalid';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';

/** How the API server names an account among the users; bound as a user, it is not checked against any account. */
const ACCOUNT_USER = /^system:serviceaccount:([^:]*):([^:]*)$/;

/** Whom a role is bound to: one user, one group of users, or one service account. */
export class Subject {
  /** A user, as the cluster's authentication names it. Throws where the name is empty, a service account's, or stands for everyone. */
  public static user(name: string): Subject {
    const account = ACCOUNT_USER.exec(name);
    if (account) {
      throw invalid('Subject.user', 'name must not be that of a service account', name, `Write Subject.serviceAccount('${account[2]}', '${account[1]}').`);
    }
    return new Subject('User', name);
  }

  /** A group, as the cluster's authentication names it. Throws where the name is empty or stands for everyone. */
  public static group(name: string): Subject {
    return new Subject('Group', name);
  }

  /** A service account. Throws where it is the default account, or name or namespace are no names that Kubernetes accepts. */
  public static serviceAccount(name: string, namespace: string): Subject {
    if (typeof name === 'string' && name !== '' && !isDnsSubdomain(name)) {
      throw invalid('Subject.serviceAccount', 'name must be a DNS name of lower-case letters, digits, "-" and "."', name, 'Write the name of the account alone.');
    }
    if (typeof namespace !== 'string' || !isDnsLabel(namespace)) {
      throw invalid('Subject.serviceAccount', 'namespace must be the name of a namespace', namespace, 'Name the namespace in which the account is.');
    }
    return new Subject('ServiceAccount', name, namespace);
  }

  /** `User`, `Group` or `ServiceAccount`. */
  public readonly kind: string;
  /** The name of the user, the group or the account. */
  public readonly name: string;
  /** The namespace of the account; nothing for users and groups. */
  public readonly namespace?: string;

  private constructor(kind: SubjectKind, name: string, namespace?: string) {
    const subject = `Subject.${kind[0].toLowerCase()}${kind.slice(1)}`;
    if (typeof name !== 'string' || name.trim() === '') {
      throw invalid(subject, 'name must not be empty', name, 'Name whom the role is bound to.');
    }
    if (name === '*') {
      throw invalid(subject, 'name must not be a wildcard', name, 'Subjects know none: name each one.');
    }
    const refused = findRefusedSubject(kind, name);
    if (refused) {
      throw invalid(subject, `name must not be this one, because ${refused.why}`, name, 'Name the users, the group or the account that need the access.');
    }
    this.kind = kind;
    this.name = name;
    this.namespace = namespace;
  }

  /** The subject of a binding.
   * @internal */
  public _toKube(): any {
    return this.namespace === undefined
      ? { apiGroup: RBAC_GROUP, kind: this.kind, name: this.name }
      : { kind: this.kind, name: this.name, namespace: this.namespace };
  }
}
