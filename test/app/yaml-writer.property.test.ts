import { Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { YamlWriter } from '../../src/app/yaml-writer';
import { outcomeOf } from './written-files';

/** Fixed, so that a commit that passed does not fail later. */
const SEED = 20_270_101;

/** What YAML 1.1 takes for something else than text, and what it cannot write plainly. */
const NASTY = [
  '', ' ', '~', 'null', 'Null', 'NULL', 'true', 'False', 'yes', 'No', 'on', 'OFF', 'y', 'N', 'Y', 'n',
  '0', '-1', '+1', '0775', '0o17', '0x1F', '0b101', '1_000', '190:20:30', '1e3', '1.', '.5', '-.inf', '.nan', '1.5e-7', '12e03', '9'.repeat(30),
  '2027-01-31', '2027-01-31T10:00:00Z', '2001-12-14 21:59:43.10 -5', '12:30', '1:20.5',
  '-', '- a', '-a', '?', '? a', '?a', ':', ': ', 'a: b', 'a:b', 'a:', ':a', 'a #b', 'a#b', '#a', '# a',
  '---', '--- a', '----', '...', '... a', '....', '%YAML', '%', '<<', '<<a', '=', '!tag', '&anchor', '*alias', '|', '>', '|-', '@a', '`a`',
  '[', ']', '{', '}', '[a]', '{a: b}', 'a, b', ',', '"', "'", '"a"', "'a'", 'a"b\'c', 'a\\b', '\\', "it's", '"quoted" and \'quoted\'',
  ' a', 'a ', '\ta', 'a\t', 'a\tb', 'a  b', '\n', 'a\n', '\na', 'a\nb', 'a\n\nb\n', 'a\n b\n', ' a\nb', 'a \nb', 'a\n\n', '\n\n', 'a\r\nb', 'a\rb', '---\na', 'a\n---\n', 'a\n%b',
  'ü', '日本語', '🚀', '\u{1f468}\u200d\u{1f469}', '\u0000', '\u0007', '\u001b[0m', '\u007f', '\u0085', '\u00a0', '\u2028', 'a\u2029b', '\ufeff', '\ud800', 'a\udc00b', '\uffff',
  'x'.repeat(79), 'x'.repeat(200), 'word '.repeat(60).trim(), 'x'.repeat(1_030), '"'.repeat(600), '\u0001'.repeat(200), 'a: b, '.repeat(300),
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '12', '-0', '1.0', '4294967295',
];

const strings = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NASTY) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...NASTY), fc.constantFrom(...NASTY)).map(pair => pair.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: fc.constantFrom(...' \t-:#?,.[]{}&*!|>\'"%@`~<=+_/\\0123456789abenotyINF\u00e9') }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  { weight: 3, arbitrary: fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/) },
);

const numbers = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e21, 1e-7, NaN, Infinity, -Infinity, 0.1 + 0.2, 2 ** 53));

/** Stands for an object that is to be in a document more than once. */
class Shared {
  constructor(readonly place: number) {}
}

class Instance {
  readonly field = 'value';
}

/** What no manifest should hold, and some do. */
const strange = fc.constantFrom<(() => unknown)[]>(
  () => undefined, () => new Date(0), () => new Map([['a', 1]]), () => new Set(['a']), () => new Instance(), () => 10n, () => Symbol('s'), () => () => 1,
// eslint-disable-next-line no-sparse-arrays
() => [1, , 2], () => Object.create(null), () => new String('boxed'), () => ({ toJSON: () => 'json' }), () => Buffer.from('binary'),
() => ({ [Symbol.iterator]: () => ['a'].values() }), () => Object.assign([1], { toJSON: () => 'json' }), () => Object.create({ inherited: 1 }),
);

/** Values of any shape, made of these strings and now and then of something rare. */
const values = (text: fc.Arbitrary<string>, rare: fc.Arbitrary<unknown>) => fc.letrec(tie => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: text },
    { weight: 2, arbitrary: numbers },
    { weight: 1, arbitrary: fc.constantFrom<(() => unknown)[]>(() => true, () => false, () => null, () => ({}), () => []).map(make => make()) },
    { weight: 2, arbitrary: rare },
    { weight: 3, arbitrary: tie('list') },
    { weight: 5, arbitrary: tie('map') },
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(text, tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));

const oneLiners = strings.filter(text => !text.includes('\n'));

function expectSameBytes(documents: readonly unknown[]): void {
  expect(outcomeOf(() => new YamlWriter().write(documents))).toBe(outcomeOf(() => Yaml.stringify(...documents)));
}

const several = (documents: fc.Arbitrary<unknown>) => fc.array(documents, { minLength: 1, maxLength: 4 });

test('plain data of one line each, in any shape, is written as cdk8s writes it', () => {
  const { map } = values(oneLiners, oneLiners);
  fc.assert(fc.property(several(map), expectSameBytes), { seed: SEED, numRuns: 3_000 });
});

test('text of several lines among it is written as cdk8s writes it', () => {
  const { map } = values(strings, strings);
  fc.assert(fc.property(several(map), expectSameBytes), { seed: SEED, numRuns: 1_000 });
});

test('documents that are no maps are written as cdk8s writes them', () => {
  const { value } = values(strings, oneLiners);
  fc.assert(fc.property(several(value), expectSameBytes), { seed: SEED, numRuns: 1_000 });
});

test('objects that occur twice become the anchors that cdk8s makes of them', () => {
  const { map } = values(oneLiners, fc.nat(2).map(place => new Shared(place)));
  fc.assert(fc.property(map, map, (document, inner) => {
    const resolve = (value: any, shared: readonly object[]): any => {
      if (value instanceof Shared) { return shared[value.place] ?? 'none'; }
      if (Array.isArray(value)) { return value.map(item => resolve(item, shared)); }
      return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v, shared)])) : value;
    };
    expectSameBytes([resolve(document, [{}, [], resolve(inner, [])])]);
  }), { seed: SEED, numRuns: 1_500 });
});

test('values that are no plain data are written, or refused, as cdk8s does', () => {
  const { map } = values(oneLiners, strange.map(make => make()));
  fc.assert(fc.property(several(map), expectSameBytes), { seed: SEED, numRuns: 1_500 });
  expectSameBytes([undefined, { a: 1 }, undefined]);
});

test('each nasty string is written as cdk8s writes it: as a value, as a key, at the top and further down', () => {
  for (const text of NASTY) {
    expectSameBytes([{ [text]: text }, { list: [text, [text], { [text]: [] }] }, { a: { [text]: {}, b: text } }, [text], text]);
  }
});

test('a manifest is not handed over to cdk8s as a whole, nor any word of it twice', () => {
  const stringify = jest.spyOn(Yaml, 'stringify');
  const manifest = () => ({ apiVersion: 'v1', kind: 'Service', spec: { externalIPs: [], ports: [{ port: 80 }], selector: { 'only-here': 'once' } } });
  const text = new YamlWriter().write([manifest(), manifest()]);
  new YamlWriter().write([manifest()]);
  const asked = stringify.mock.calls.flat();
  stringify.mockRestore();
  expect(text).toBe(Yaml.stringify(manifest(), manifest()));
  expect(asked).not.toContainEqual(manifest());
  expect(JSON.stringify(asked).split('only-here')).toHaveLength(2);
});

test('an object that holds itself is written as cdk8s writes it', () => {
  const circular: Record<string, unknown> = { name: 'circular' };
  circular.self = [circular];
  expectSameBytes([circular, { a: circular }]);
});


test('0 and -0 are told apart, whichever comes first', () => {
  expectSameBytes([{ a: 0, b: -0 }, { a: 0 }]);
  expectSameBytes([{ a: -0 }, { b: 0 }, { '0': 0, '-0': -0 }]);
});

test('no documents are written as nothing', () => {
  expectSameBytes([]);
});

test('words are forgotten when they are too many, and then asked for again', () => {
  const stringify = jest.spyOn(Yaml, 'stringify');
  const timesAsked = () => stringify.mock.calls.filter(([words]) => Array.isArray(words) && words.includes('known')).length;
  new YamlWriter().write([{ is: 'known' }]);
  for (let round = 0; round < 3; round++) {
    const documents = Array.from({ length: 300 }, (_, i) => ({ name: `name-${round}-${i}`, text: `${i} ${'x'.repeat(2_000)}`, [`key-${i}`]: { is: 'known' } }));
    expectSameBytes(documents);
  }
  expect(timesAsked()).toBeGreaterThan(1);
  expect(timesAsked()).toBeLessThan(10);
  stringify.mockRestore();
});

test('documents are handed over to cdk8s as a whole where it writes words in a way that cannot be read back', () => {
  const stringify = jest.spyOn(Yaml, 'stringify').mockImplementation(() => 'over\nseveral lines\n');
  const text = new YamlWriter().write([{ never: 'asked for before' }]);
  stringify.mockRestore();
  expect(text).toBe('over\nseveral lines\n');
});

test('a document of data with many words of its own is written as cdk8s writes it', () => {
  expectSameBytes([{ data: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key ${i}`, `#${i}`])) }, { data: { 'key 1': '#1' } }]);
});
