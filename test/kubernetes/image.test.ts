import * as fc from 'fast-check';
import { parseImage } from '../../src/kubernetes/image';

const HEX = '0123456789abcdef'.repeat(4);
const SHA256 = `sha256:${HEX}`;

describe('an image reference', () => {
  test.each<[string, string, string | undefined, string | undefined]>([
    ['nginx', 'nginx', undefined, undefined],
    ['nginx:1.27', 'nginx', '1.27', undefined],
    ['library/nginx:latest', 'library/nginx', 'latest', undefined],
    ['host:443/app', 'host:443/app', undefined, undefined],
    ['host:443/app:1', 'host:443/app', '1', undefined],
    ['localhost:5000/a/b/c:v1', 'localhost:5000/a/b/c', 'v1', undefined],
    ['[::1]:5000/app:1', '[::1]:5000/app', '1', undefined],
    ['registry.example.com/cart', 'registry.example.com/cart', undefined, undefined],
    ['Registry.Example.com/cart:1', 'Registry.Example.com/cart', '1', undefined],
    [`app@${SHA256}`, 'app', undefined, SHA256],
    [`app:1.4@${SHA256}`, 'app', '1.4', SHA256],
    [`host:443/app:1.4@${SHA256}`, 'host:443/app', '1.4', SHA256],
    [`app@sha512:${HEX}${HEX}`, 'app', undefined, `sha512:${HEX}${HEX}`],
    [`app@sha384:${HEX.slice(0, 32)}${HEX}`, 'app', undefined, `sha384:${HEX.slice(0, 32)}${HEX}`],
    [`app@blake3+b64:${HEX}`, 'app', undefined, `blake3+b64:${HEX}`],
    ['a__b.c---d_e:_1', 'a__b.c---d_e', '_1', undefined],
    ['app:1.2.3-rc.1_x', 'app', '1.2.3-rc.1_x', undefined],
    ['localhost:5000', 'localhost', '5000', undefined],
    ['a'.repeat(1024), 'a'.repeat(1024), undefined, undefined],
  ])('%s is read in its parts', (text, name, tag, digest) => {
    expect(parseImage(text)).toEqual({ name, tag, digest });
  });

  test.each<[string, unknown]>([
    ['an empty text', ''], ['a space', ' '], ['a space before it', ' nginx'], ['a line end after it', 'nginx\n'], ['upper case in the repository', 'library/Nginx'],
    ['a scheme', 'https://example.com/app'], ['an empty tag', 'nginx:'], ['two tags', 'nginx:1:2'], ['a tag that begins with a hyphen', 'nginx:-1'],
    ['a tag of 129 characters', `nginx:${'a'.repeat(129)}`], ['an empty digest', 'nginx@'], ['a digest without an algorithm', `nginx@${HEX}`],
    ['a digest of 63 digits', `nginx@sha256:${HEX.slice(1)}`], ['a digest of 65 digits', `nginx@sha256:${HEX}0`],
    ['a digest in upper case', `nginx@sha256:${HEX.toUpperCase()}`], ['a digest with other letters', `nginx@sha256:g${HEX.slice(1)}`],
    ['a sha512 digest of 64 digits', `nginx@${SHA256.replace('256', '512')}`], ['a sha384 digest of 64 digits', `nginx@${SHA256.replace('256', '384')}`],
    ['a digest before the tag', `nginx@${SHA256}:1`], ['two digests', `nginx@${SHA256}@${SHA256}`], ['a slash before it', '/nginx'], ['a slash after it', 'nginx/'],
    ['two slashes', 'a//b'], ['two dots', 'a..b'], ['three underscores', 'a___b'], ['a template', '{{ .Values.image }}'], ['a variable', '${IMAGE}'], ['a port without a host', ':5000/app'],
    ['a text that is too long', 'a'.repeat(1025)], ['nothing', undefined], ['null', null], ['a number', 1], ['a list', ['nginx']], ['a map', { image: 'nginx' }],
  ])('is none with %s', (_, text) => {
    expect(parseImage(text)).toBeUndefined();
  });

  test('is the sum of its parts', () => {
    const component = fc.stringMatching(/^[a-z0-9]{1,4}((\.|_|__|-{1,3})[a-z0-9]{1,3}){0,2}$/);
    const host = fc.constantFrom('', 'host:443/', 'a.example.com/', 'localhost/', '[fd00::1]/', '[fd00::1]:80/');
    const name = fc.tuple(host, fc.array(component, { minLength: 1, maxLength: 3 })).map(([registry, path]) => registry + path.join('/'));
    const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
    fc.assert(fc.property(name, tag, fc.constantFrom(undefined, SHA256, `sha512:${HEX}${HEX}`), (its, tagged, digest) => {
      const text = `${its}${tagged === undefined ? '' : `:${tagged}`}${digest === undefined ? '' : `@${digest}`}`;
      expect(parseImage(text)).toEqual({ name: its, tag: tagged, digest });
    }));
  });

  test('is read in no time, however it is built to be slow', () => {
    const start = performance.now();
    for (const part of ['a', 'a-', 'a.', 'a/', 'a:', 'a_', '-', 'a@', '1.']) {
      for (const end of ['', '!', '@sha256:']) { parseImage(`${part.repeat(500)}${end}`.slice(0, 1024)); }
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
