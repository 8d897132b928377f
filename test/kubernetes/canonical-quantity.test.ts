import * as fc from 'fast-check';
import { canonicalQuantity } from '../../src/kubernetes/canonical-quantity';
import { parseQuantity } from '../../src/kubernetes/quantity';

describe('the canonical form of a quantity', () => {
  // As a real API server (v1.37.1) writes them back.
  test.each([
    ['20', '20'], ['1000m', '1'], ['2000m', '2'], ['1500m', '1500m'], ['0.5', '500m'], ['0.1', '100m'], ['1e3', '1e3'], ['1000', '1k'],
    ['1500', '1500'], ['40Gi', '40Gi'], ['1.5Gi', '1536Mi'], ['1024Gi', '1Ti'], ['1024Mi', '1Gi'], ['1000Mi', '1000Mi'], ['0.5Ki', '512'],
    ['1536Ki', '1536Ki'], ['100M', '100M'], ['0', '0'], ['0Gi', '0'], ['0m', '0'],
  ])('of %s is %s', (given, canonical) => {
    expect(canonicalQuantity(given)).toBe(canonical);
  });

  test('of what is no quantity is what it was', () => {
    expect(['NaN', '', 'many', '1 Gi'].map(canonicalQuantity)).toEqual(['NaN', '', 'many', '1 Gi']);
  });

  test('is the same amount, without a fraction, and its own canonical form', () => {
    const quantity = fc.tuple(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom('m', '', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'Ti'))
      .map(([number, suffix]) => `${number / 4}${suffix}`)
      .filter(text => !text.includes('e'));
    fc.assert(fc.property(quantity, text => {
      const canonical = canonicalQuantity(text);
      expect(parseQuantity(canonical)).toBe(parseQuantity(text));
      expect(canonical).toMatch(/^\d+([numkMGTPE]|[KMGTPE]i)?$/);
      expect(canonicalQuantity(canonical)).toBe(canonical);
    }));
  });
});
