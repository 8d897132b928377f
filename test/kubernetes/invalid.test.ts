import * as fc from 'fast-check';
import { invalid, problemOf } from '../../src/kubernetes/invalid';

const got = (value: unknown): string => problemOf('p', value, 't').replace(/^p \(got (.*)\)\. t$/s, '$1');

describe('the message of what is refused', () => {
  test('says who, what is wrong, what was given and what to do', () => {
    const error = invalid('test/api', 'image must have a fixed tag', 'nginx', 'Append the tag.');
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe('test/api: image must have a fixed tag (got "nginx"). Append the tag.');
  });

  test('leaves the subject out where whoever reports it adds one', () => {
    expect(problemOf('image must have a fixed tag', 'nginx', 'Append the tag.')).toBe('image must have a fixed tag (got "nginx"). Append the tag.');
  });

  const circle: any = {};
  circle.itself = circle;
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'nothing'], ['null', null, 'null'], ['an empty text', '', '""'], ['a text with quotes and lines', 'a"b\nc', '"a\\"b\\nc"'],
    ['a number', 0.5, '0.5'], ['no number', NaN, 'NaN'], ['an infinite number', -Infinity, '-Infinity'], ['a large number', 10n ** 20n, '100000000000000000000'],
    ['a list', [1, 'a'], '[1,"a"]'], ['a map', { a: { b: true } }, '{"a":{"b":true}}'], ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a map that contains itself', circle, '[object Object]'], ['a list with a large number', [1n], '[object Array]'],
    ['a map that cannot become text', { toString: 1, toJSON: () => { throw new Error('no'); } }, '[object Object]'],
  ])('shows %s', (_, value, shown) => {
    expect(got(value)).toBe(shown);
  });

  test('cuts what is longer than 120 characters', () => {
    expect(got('x'.repeat(118))).toBe(`"${'x'.repeat(118)}"`);
    expect(got('x'.repeat(119))).toBe(`"${'x'.repeat(119)}...`);
    expect(got(Array.from({ length: 1000 }, () => 'word')).length).toBe(123);
  });

  test('can be made of anything', () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withSet: true, withMap: true }), value => {
      expect(got(value).length).toBeLessThanOrEqual(123);
    }));
  });
});
