import { STRUCTS } from '../support/assembly';
import { CONTAINER_DEFAULTS } from '../support/container-defaults';
import { DocumentedDefaults } from '../support/documented-default';
import { OTHER_DEFAULTS } from '../support/other-defaults';
import { TENANT_DEFAULTS } from '../support/tenant-defaults';
import { WORKLOAD_DEFAULTS } from '../support/workload-defaults';

const PARTS = [CONTAINER_DEFAULTS, OTHER_DEFAULTS, TENANT_DEFAULTS, WORKLOAD_DEFAULTS];
const proved: DocumentedDefaults = Object.assign({}, ...PARTS);

/** The defaults as users read them, in API.md and in their editors. */
const documented = Object.fromEntries(STRUCTS.flatMap(({ name, properties }) => properties
  .filter(({ docs }) => docs?.default !== undefined)
  .map((property): [string, string] => [`${name}.${property.name}`, property.docs!.default!])));

describe('the documented defaults', () => {
  test('are those that are proved here, word for word: change the behaviour, the text and its proof together', () => {
    expect(Object.fromEntries(Object.entries(proved).map(([property, { text }]) => [property, text]))).toEqual(documented);
  });

  test('are proved once each', () => {
    expect(PARTS.flatMap(part => Object.keys(part)).length).toBe(Object.keys(documented).length);
  });

  test.each(Object.entries(proved).sort(([a], [b]) => (a < b ? -1 : 1)).map(([property, { text, behaves }]) => [property, text, behaves] as const))(
    '%s is %s', (_, __, behaves) => {
      expect.hasAssertions();
      behaves();
    });
});
