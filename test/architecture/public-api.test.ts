import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as api from '../../src';

const root = join(__dirname, '..', '..');
const assemblyFile = join(root, '.jsii');
if (!existsSync(assemblyFile)) { throw new Error('.jsii is missing: run npx projen compile first'); }
const types: any[] = Object.values(JSON.parse(readFileSync(assemblyFile, 'utf8')).types);

const membersOf = (type: any): any[] => [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []]
  .filter(member => !member.overrides);

describe('the public API', () => {
  test('has one name for each symbol', () => {
    const symbols = types.map(type => type.symbolId);
    expect(symbols.filter((symbol, index) => symbols.indexOf(symbol) !== index)).toEqual([]);
  });

  test('loses nothing to jsii: what index.ts exports is in the assembly', () => {
    const names = new Set(types.map(type => type.name));
    expect(Object.keys(api).filter(name => !names.has(name))).toEqual([]);
  });

  test('says of every type and member in one line what it is', () => {
    const bad = types.flatMap(type => [
      ...type.docs?.summary ? [] : [type.fqn],
      ...membersOf(type).filter(member => !member.docs?.summary || member.docs.summary.includes('\n')).map(member => `${type.fqn}.${member.name}`),
    ]);
    expect(bad).toEqual([]);
  });

  test('says of every optional prop what happens without it', () => {
    const structs = types.filter(type => type.datatype);
    const bad = structs.flatMap(type => (type.properties ?? [])
      .filter((property: any) => property.optional && property.docs?.default === undefined)
      .map((property: any) => `${type.fqn}.${property.name}`));
    expect(bad).toEqual([]);
    expect(structs.length).toBeGreaterThan(10);
  });

  test('has no prop that weakens without a reason', () => {
    const names = types.flatMap(type => (type.properties ?? []).map((property: any) => property.name));
    expect(names.filter(name => /privileged|root(?!Cause)|unsafe|insecure|disable|skip|ignore|allowPriv/i.test(name))).toEqual([]);
  });

  test('takes no untyped values but manifests', () => {
    const isAny = (type: any): boolean => type?.primitive === 'any' || type?.primitive === 'json';
    const found = types.flatMap(type => [
      ...(type.properties ?? []).filter((property: any) => isAny(property.type)).map((property: any) => `${type.name}.${property.name}`),
      ...(type.methods ?? []).flatMap((method: any) => (method.parameters ?? []).filter((parameter: any) => isAny(parameter.type)).map(() => `${type.name}.${method.name}`)),
    ]);
    expect(found.sort()).toEqual(['HardeningChange.after', 'HardeningChange.before', 'SecureWorkload.addOverride']);
  });

  test('is documented in an API.md that a person can read', () => {
    expect(readFileSync(join(root, 'API.md'), 'utf8').split('\n').length).toBeLessThan(8000);
  });
});
