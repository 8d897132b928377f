import * as fc from 'fast-check';
import { isDnsLabel, isDnsSubdomain, isEnvName, isLabelValue, isPortName, MAX_LABEL_LENGTH, toLabelValue } from '../../src/kubernetes/names';

const rule = (title: string, accepts: (text: string) => boolean, good: string[], bad: string[]) => {
  describe(title, () => {
    test.each(good)('may be %j', text => { expect(accepts(text)).toBe(true); });
    test.each(bad)('is not %j', text => { expect(accepts(text)).toBe(false); });
  });
};

rule('a DNS label', text => isDnsLabel(text),
  ['a', '0', 'a-b', 'a--b', '9a', 'a'.repeat(63), 'xn--caf-dma'],
  ['', '-', '-a', 'a-', 'A', 'a.b', 'a_b', 'a b', 'a\n', '\na', 'café', 'a'.repeat(64)]);

rule('a DNS subdomain', isDnsSubdomain,
  ['a', 'a.b', 'a-1.b-2.c', '1.2', 'a'.repeat(64), `${'a.'.repeat(126)}a`],
  ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'a-.b', 'A.b', 'a_b', 'a.b\n', `${'a.'.repeat(127)}`, 'a'.repeat(254)]);

rule('the value of a label', isLabelValue,
  ['', 'a', 'A', '1.2_3-4', 'a..b', 'a'.repeat(63)],
  ['-a', 'a-', '.a', 'a_', 'a@b', 'a b', 'a/b', 'a\n', 'é', 'a'.repeat(64)]);

rule('the name of a port', isPortName,
  ['a', 'http', 'http2', '8080-tcp', '1a', 'a-b-c', 'abcdefghijklmno'],
  ['', '80', '1-2', '-a', 'a-', 'a--b', 'HTTP', 'a_b', 'a.b', 'a\n', 'abcdefghijklmnop']);

rule('the name of an environment variable', isEnvName,
  ['A', '_', 'LOG_LEVEL', 'a.b', '-x', '.a', 'a..b', 'A1'],
  ['', '1A', 'A=B', 'A B', '.', '..', '..a', 'É', 'A\n', '$A']);

describe('every name', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab09-._AZ@ \n'), maxLength: 70 });

  test('that is a label is a subdomain and the value of a label too', () => {
    fc.assert(fc.property(text.filter(name => isDnsLabel(name)), name => {
      expect([isDnsSubdomain(name), isLabelValue(name)]).toEqual([true, true]);
    }));
  });

  test('that is a subdomain is made of labels, but for their length', () => {
    fc.assert(fc.property(text, name => {
      expect(isDnsSubdomain(name)).toBe(name.split('.').every(label => isDnsLabel(label, 253)) && name.length <= 253);
    }));
  });

  test('of a port is a label with a letter and without two hyphens in a row', () => {
    fc.assert(fc.property(text, name => {
      expect(isPortName(name)).toBe(isDnsLabel(name, 15) && /[a-z]/.test(name) && !name.includes('--'));
    }));
  });

  test('is at most as long as asked', () => {
    expect([isDnsLabel('abcd', 4), isDnsLabel('abcde', 4), MAX_LABEL_LENGTH]).toEqual([true, false, 63]);
  });

  test.each([isDnsLabel, isDnsSubdomain, isLabelValue, isPortName, isEnvName])('is judged by %p in no time, however long', accepts => {
    const start = performance.now();
    for (const long of ['a'.repeat(200_000), 'a-'.repeat(100_000), 'a.'.repeat(100_000), `${'-'.repeat(200_000)}!`]) { accepts(long); }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('the nearest value of a label', () => {
  test.each([
    ['team@example.com', 'team.example.com'], ['Team Shop', 'Team.Shop'], ['a', 'a'], ['', ''], ['@@', ''], ['--a--', 'a'], ['a // b', 'a.b'], ['größe', 'gr.e'],
    ['x'.repeat(100), 'x'.repeat(63)], [`${'x'.repeat(62)}@y`, 'x'.repeat(62)],
  ])('to %j is %j', (text, value) => {
    expect(toLabelValue(text)).toBe(value);
  });

  test('is always a value of a label, and itself where the text is one', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), text => {
      const value = toLabelValue(text);
      expect(isLabelValue(value)).toBe(true);
      expect(toLabelValue(value)).toBe(value);
      if (isLabelValue(text)) { expect(value).toBe(text); }
    }));
  });
});
