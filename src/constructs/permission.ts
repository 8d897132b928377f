import { IApiResource } from 'cdk8s-plus-27';
import { invalid } from '../kubernetes/invalid';
import { PolicyRule } from '../kubernetes/policy-rule';
import { checkVerbs, targetOf } from './permission-target';
import { checkProps, RESOURCE, text, texts } from './prop-shapes';

/** What a permission lets one do with a resource. */
export enum Verb {
  /** Read one object by its name. */
  GET = 'get',
  /** Read all objects. */
  LIST = 'list',
  /** Read all objects, and every change from then on. */
  WATCH = 'watch',
  /** Make an object. */
  CREATE = 'create',
  /** Replace an object. */
  UPDATE = 'update',
  /** Change fields of an object. */
  PATCH = 'patch',
  /** Delete one object by its name. */
  DELETE = 'delete',
  /** Delete all objects, or those of a selector, at once. */
  DELETE_COLLECTION = 'deletecollection',
  /** Bind a role without holding all that it grants (roles, cluster roles). */
  BIND = 'bind',
  /** Write a role without holding all that it grants (roles, cluster roles). */
  ESCALATE = 'escalate',
  /** Act as somebody else (users, groups, service accounts, uids, userextras). */
  IMPERSONATE = 'impersonate',
  /** Act as a user that is neither a node nor an account; what is done as it must be granted apart (Kubernetes 1.36). */
  IMPERSONATE_USER_INFO = 'impersonate:user-info',
  /** Act as a service account; what is done as it must be granted apart (Kubernetes 1.36). */
  IMPERSONATE_SERVICE_ACCOUNT = 'impersonate:serviceaccount',
  /** Act as any node; what is done as it must be granted apart (Kubernetes 1.36). */
  IMPERSONATE_ARBITRARY_NODE = 'impersonate:arbitrary-node',
  /** Act as the node on which one runs; what is done as it must be granted apart (Kubernetes 1.36). */
  IMPERSONATE_ASSOCIATED_NODE = 'impersonate:associated-node',
  /** Approve certificates of a signer (signers). */
  APPROVE = 'approve',
  /** Sign certificates of a signer (signers). */
  SIGN = 'sign',
  /** Vouch for the trust bundles of a signer (signers). */
  ATTEST = 'attest',
  /** Run under a policy (PodSecurityPolicy, gone since Kubernetes 1.25). */
  USE = 'use',
}

/** What a permission lets one do with a path of the API server that is no resource. */
export enum HttpVerb {
  /** Read it. */
  GET = 'get',
  /** Ask whether it can be read. */
  HEAD = 'head',
  /** Send something to it. */
  POST = 'post',
  /** Replace it. */
  PUT = 'put',
  /** Change it. */
  PATCH = 'patch',
  /** Delete it. */
  DELETE = 'delete',
  /** Ask what can be done with it. */
  OPTIONS = 'options',
}

/** Which part of a resource a permission is about. */
export interface PermissionOptions {
  /**
   * The objects by name. Verbs whose requests name no object (create, list, watch, deletecollection) cannot go with names.
   * @default - the name of the construct where the resource is one, else every object
   */
  readonly names?: string[];
  /**
   * The part of each object, such as `log` of pods.
   * @default - the object itself
   */
  readonly subresource?: string;
}

/** What somebody may do, without wildcards: each resource and each verb is named. */
export class Permission {
  /**
   * To read: get, list and watch, as far as the resource has them; with names get alone, because list and watch cannot be restricted by name.
   * Throws on wildcards, and on a resource or a subresource that Kubernetes does not have.
   */
  public static read(resource: IApiResource, options: PermissionOptions = {}): Permission {
    checkOptions(resource, options);
    const target = targetOf(resource, options);
    const verbs = target.names === undefined ? [Verb.GET, Verb.LIST, Verb.WATCH].filter(verb => target.verbs.includes(verb)) : [Verb.GET];
    if (verbs.length === 0) {
      throw invalid(target.subject, 'cannot be read', target.combined, `Take Permission.of with some of ${target.verbs.join(', ')}.`);
    }
    return Permission.of(resource, verbs, options);
  }

  /**
   * To do certain things. Throws on wildcards, on a resource, a subresource or a verb that Kubernetes does not have, and on names
   * with a verb that has none. Of custom resources only the standard verbs are known, and no subresources are checked.
   */
  public static of(resource: IApiResource, verbs: Verb[], options: PermissionOptions = {}): Permission {
    checkOptions(resource, options);
    checkProps('Permission.of', { verbs }, { verbs: texts('get', 'list') });
    const target = targetOf(resource, options);
    checkVerbs(target, verbs);
    const { group, combined, names } = target;
    const resourceNames = names === undefined ? {} : { resourceNames: [...names] };
    return new Permission({ apiGroups: [group], resources: [combined], ...resourceNames, verbs: [...verbs] }, target.subject);
  }

  /** To ask for paths of the API server that are no resources, such as `/healthz`; in the whole cluster only. Throws on wildcards. */
  public static url(paths: string[], verbs: HttpVerb[] = [HttpVerb.GET]): Permission {
    checkProps('Permission.url', { paths, verbs }, { paths: texts('/healthz'), verbs: texts('get') });
    const known: string[] = Object.values(HttpVerb);
    if (paths.length === 0 || verbs.length === 0) {
      throw invalid('Permission.url', 'paths and verbs must not be empty', { paths, verbs }, 'Name each path, such as /healthz.');
    }
    for (const path of paths) {
      if (typeof path !== 'string' || !/^\/[^*?#\s]*$/.test(path)) {
        throw invalid('Permission.url', 'a path must start with / and have no wildcard', path, 'Name each path, such as /healthz.');
      }
    }
    for (const verb of verbs) {
      if (!known.includes(verb)) { throw invalid('Permission.url', `verb must be one of ${known.join(', ')}`, verb, 'Take HttpVerb.GET to read.'); }
    }
    return new Permission({ nonResourceURLs: [...paths], verbs: [...verbs] }, `Permission ${paths.join(', ')}`);
  }

  /** The rule of a role.
   * @internal */
  public readonly _rule: PolicyRule;
  /** How messages name it.
   * @internal */
  public readonly _subject: string;

  private constructor(rule: PolicyRule, subject: string) {
    this._rule = rule;
    this._subject = subject;
  }
}

function checkOptions(resource: IApiResource, options: PermissionOptions): void {
  checkProps('Permission', { resource }, { resource: RESOURCE });
  checkProps('Permission', options, {}, { names: texts('cart-settings'), subresource: text('log') });
}
