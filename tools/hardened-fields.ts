import { accepts, acceptsWord, missingFrom } from '../src/controls/control';
import { CONTAINER_FIELDS, CONTAINER_LISTS, POD_FIELDS } from '../src/controls/pod-security';
import { RESOURCE_DEFAULTS } from '../src/controls/resources';
import { findAt, Manifest } from '../src/kubernetes/manifest';
import { containersOf, findPod } from '../src/kubernetes/pods';
import { Column, textTable } from './text-table';

const COLUMNS: readonly Column[] = [{ head: 'SET IN', isNumeric: true }, { head: 'FIELD', isCut: true }, { head: 'VALUE', isCut: true }];

/** What is looked at: the pods, or their containers. */
interface Among {
  readonly subject: string;
  readonly specs: readonly Manifest[];
}

/** A field where it is as asked for. Where nobody set it, it is left out, though some fields are safe unset. */
function row({ subject, specs }: Among, path: readonly string[], isAccepted: (value: any) => boolean): string[][] {
  const values = specs.map(spec => findAt(spec, path)).filter(value => value !== undefined && isAccepted(value));
  const different = [...new Set(values.map(value => [value].flat().join(', ')))];
  const shown = different.length > 1 ? `${different.length} different` : different[0];
  return values.length === 0 ? [] : [[`${values.length} of ${specs.length} ${subject}`, path.join('.'), shown]];
}

/** The fields that the controls ask for: in how many pods and containers each is set as it must be, and to what. */
export function hardenedFields(manifests: readonly Manifest[]): string[] {
  const specs = manifests.map(findPod).filter(pod => pod !== undefined).map(({ spec }) => spec);
  const pods = { subject: 'pods', specs };
  const containers = { subject: 'containers', specs: specs.flatMap(containersOf).map(({ spec }) => spec) };
  const amounts = RESOURCE_DEFAULTS.flatMap(({ resource }) => ['requests', 'limits'].map(list => ['resources', list, resource]));
  return textTable(COLUMNS, [
    ...POD_FIELDS.flatMap(({ path, control }) => row(pods, path, value => accepts(control, value))),
    ...CONTAINER_FIELDS.flatMap(({ path, control }) => row(containers, path, value => accepts(control, value))),
    ...CONTAINER_LISTS.flatMap(({ path, control }) =>
      row(containers, path, value => missingFrom(control, value).length === 0 && value.every((word: unknown) => acceptsWord(control, word)))),
    ...amounts.flatMap(path => row(containers, path, () => true)),
  ]);
}
