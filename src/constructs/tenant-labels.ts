import { OWNER_LABEL, RESERVED_LABELS, TENANT_LABEL } from '../controls/tenancy';
import { invalid } from '../kubernetes/invalid';
import { isLabelKey, isLabelValue, toLabelValue } from '../kubernetes/names';

type Labels = { readonly [label: string]: string };

function checkOwn(path: string, labels: Labels): void {
  for (const [key, value] of Object.entries(labels)) {
    if (!isLabelKey(key)) {
      throw invalid(path, 'labels must have keys of at most 63 letters, digits, "-", "_" and ".", with or without a domain before a slash', key, 'Write them as cost-center or example.com/cost-center.');
    }
    if (RESERVED_LABELS.some(reserved => key.startsWith(reserved))) {
      throw invalid(path, 'labels must not set this one, which the cluster, Argo CD or this library reads', key, 'Choose a key of your own.');
    }
    if (typeof value !== 'string' || !isLabelValue(value)) {
      throw invalid(path, `label ${key} must have at most 63 letters, digits, "-", "_" and "."`, value, 'Shorten it.');
    }
  }
}

/** The labels of everything of a tenant. Throws where the owner leaves nothing for a label, or an own label is none. */
export function tenantLabels(path: string, name: string, owner: string, own: Labels = {}): { [label: string]: string } {
  if (typeof owner !== 'string' || /\p{Cc}/u.test(owner) || toLabelValue(owner) === '') {
    throw invalid(path, 'owner must be a name or an address in one line', owner, 'Write who answers for the tenant, such as team-shop@example.com.');
  }
  checkOwn(path, own);
  return { ...own, [OWNER_LABEL]: toLabelValue(owner), [TENANT_LABEL]: name };
}
