import { App } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { TenantNamespace } from '../../src/constructs/tenant-namespace';
import { UidRange } from '../../src/constructs/uid-range';
import { messageOf, newApp } from '../support/synth';

const owner = 'platform@example.com';
const add = (scope: Construct, id: string, uidRange?: UidRange, name?: string): TenantNamespace =>
  new TenantNamespace(scope, id, { owner, uidRange, name });

describe('tenants of one app', () => {
  test('with names and ids of their own live side by side', () => {
    const app = newApp();
    for (const id of ['shop', 'bank', 'blog']) { add(app, id); }
    add(app, 'press', UidRange.of(200000, 10000));
    add(app, 'radio', UidRange.of(210000, 10000));
    expect(app.synthYaml()).toContain('name: radio');
  });

  test('of one name are refused, once, with the path of the other', () => {
    const app = newApp();
    add(new Construct(app, 'eu'), 'shop');
    add(new Construct(app, 'us'), 'shop');
    expect(messageOf(() => app.synthYaml())).toBe(`Validation failed with the following errors:
  [us/shop] name must not be that of the tenant eu/shop (got "shop"). Set name: two tenants of one name would share a namespace.`);
  });

  test('of one name that is set are refused too', () => {
    const app = newApp();
    add(app, 'a', undefined, 'shop');
    add(app, 'b', undefined, 'shop');
    expect(messageOf(() => app.synthYaml())).toContain('[b] name must not be that of the tenant a (got "shop").');
  });

  test('whose ids overlap are refused, and all at once', () => {
    const app = newApp();
    add(app, 'shop', UidRange.of(200000, 10000));
    add(app, 'bank', UidRange.of(205000, 10000));
    add(app, 'blog', UidRange.of(100000, 1000000));
    expect(messageOf(() => app.synthYaml()).split('\n  ').slice(1)).toEqual([
      '[bank] uidRange must not overlap 200000-209999 of the tenant shop (got "205000-214999"). Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).',
      '[blog] uidRange must not overlap 200000-209999 of the tenant shop (got "100000-1099999"). Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).',
      '[blog] uidRange must not overlap 205000-214999 of the tenant bank (got "100000-1099999"). Set uidRange to ids that no other tenant has, such as UidRange.of(200000, 10000).',
    ]);
  });

  test('are refused where chosen ids meet derived ones', () => {
    const app = newApp();
    const { uidRange } = add(app, 'shop');
    add(app, 'bank', UidRange.of(uidRange.start + 9999, 10));
    expect(messageOf(() => app.synthYaml())).toContain('[bank] uidRange must not overlap 1223810000-1223819999 of the tenant shop (got "1223819999-1223820008").');
  });

  test('are refused where two derived ranges are the same', () => {
    const ranges = new Map<number, string>();
    const names: string[] = [];
    for (let index = 0; names.length === 0; index++) {
      const name = `team-${index}`;
      const { start } = UidRange._derive(name);
      const twin = ranges.get(start);
      if (twin) { names.push(twin, name); }
      ranges.set(start, name);
    }
    const app = newApp();
    names.forEach(name => add(app, name));
    expect(messageOf(() => app.synthYaml())).toContain(`[${names[1]}] uidRange must not overlap`);
  });

  test('do not collide with those of another app', () => {
    const apps = [newApp(), newApp()];
    for (const app of apps) { add(app, 'shop'); }
    expect(apps.map((app: App) => app.synthYaml()).every(yaml => yaml.includes('name: shop'))).toBe(true);
  });

  test('collide exactly where two of their ranges share an id', () => {
    const range = fc.tuple(fc.integer({ min: 10_001, max: 10_300 }), fc.integer({ min: 2, max: 60 }));
    fc.assert(fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), ranges => {
      const app = newApp();
      ranges.forEach(([start, size], index) => add(app, `t${index}`, UidRange.of(start, size)));
      const ids = ranges.flatMap(([start, size]) => Array.from({ length: size }, (_, index) => start + index));
      const problems = app.node.children.flatMap(tenant => tenant.node.validate());
      expect(problems.length > 0).toBe(new Set(ids).size < ids.length);
    }), { numRuns: 50 });
  });
});
