import * as fc from 'fast-check';
import { ClusterDns } from '../../src/constructs/cluster-dns';
import { runAsOf } from '../../src/constructs/run-as';
import { Tenancy } from '../../src/constructs/tenancy';

const tenancy = (start: number, size: number): Tenancy =>
  ({ namespace: 'shop', owner: 'shop', uids: { start, size }, dns: ClusterDns.kubeDns(), enforcesPodSecurity: true });

describe('who a workload of a tenant runs as', () => {
  test('is a user of its own, in the group of the tenant', () => {
    const [cart, checkout] = ['cart', 'checkout'].map(name => runAsOf(tenancy(200000, 10000), name));
    expect(cart).toMatchObject({ group: 200000, fsGroup: 200000 });
    expect(checkout).toMatchObject({ group: 200000, fsGroup: 200000 });
    expect(cart.user).not.toBe(checkout.user);
  });

  test('is the same today and tomorrow', () => {
    expect(runAsOf(tenancy(200000, 10000), 'cart').user).toBe(207361);
  });

  test('is the second id where there are only two', () => {
    expect(runAsOf(tenancy(200000, 2), 'cart')).toEqual({ user: 200001, group: 200000, fsGroup: 200000 });
  });

  test('is always in the range of the tenant, and the user is never the id of the group', () => {
    fc.assert(fc.property(fc.integer({ min: 10_001, max: 2_000_000_000 }), fc.integer({ min: 2, max: 100_000 }), fc.string(), (start, size, name) => {
      const { user, group, fsGroup } = runAsOf(tenancy(start, size), name);
      expect([group, fsGroup]).toEqual([start, start]);
      expect(user).toBeGreaterThan(start);
      expect(user).toBeLessThan(start + size);
    }));
  });
});
