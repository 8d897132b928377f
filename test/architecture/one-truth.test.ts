import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

const src = join(__dirname, '..', '..', 'src');
const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => relative(src, join(entry.parentPath, entry.name)))
  .sort();

/** The code of a file, without comments: prose may name a value, code may not. */
const codeOf = (file: string): string => readFileSync(join(src, file), 'utf8').replace(/\/\*[^]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const code = new Map(files.map(file => [file, codeOf(file)]));

/** The literals that say what is secure. Each stands in one place of the code, in controls/. */
const LITERALS = [
  '\'RuntimeDefault\'', '\'Localhost\'', '\'Unconfined\'', '\'ALL\'', '\'NET_BIND_SERVICE\'', '\'OnRootMismatch\'', '\'ContainerUser\'', '\'Forbid\'', '\'AlwaysAllow\'',
  '\'ScheduleAnyway\'', '\'restricted\'', '10001', '0o400', '86_400',
  '169.254.169.254', '169.254.20.10', 'fd00:ec2::254', '168.63.129.16', 'k8s-app', 'container_t', 'net.ipv4.tcp_syncookies', '\'system:masters\'',
];

describe('one security value, one definition', () => {
  test.each(LITERALS)('%s', literal => {
    const whole = new RegExp(`(?<![\\w.])${literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\w)`, 'g');
    const places = files.flatMap(file => [...code.get(file)!.matchAll(whole)].map(() => file));
    expect(places).toHaveLength(1);
    expect(places[0]).toMatch(/^controls\//);
  });
});

describe('files', () => {
  const linesOf = (file: string): number => code.get(file)!.split('\n').filter(line => line.trim() !== '').length;
  const written = files.filter(file => !file.endsWith('.data.ts'));
  const sizes = written.map(linesOf).sort((a, b) => a - b);

  test('are small: at most 250 lines, 90 % at most 150, half at most 60', () => {
    expect(written.filter(file => linesOf(file) > 250)).toEqual([]);
    expect(sizes[Math.floor(sizes.length * 0.9)]).toBeLessThanOrEqual(150);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(60);
  });

  test('are named in kebab case for what they hold', () => {
    expect(files.filter(file => !/^[a-z0-9]+(-[a-z0-9]+)*(\.data)?\.ts$/.test(basename(file)))).toEqual([]);
    expect(files.filter(file => /(^|[-/])(utils?|helpers?|common|misc|types|manager)\.ts$/.test(file))).toEqual([]);
  });

  test('lie at most two folders deep, in at most nine folders', () => {
    expect(files.filter(file => file.split('/').length > 3)).toEqual([]);
    expect(new Set(files.map(file => file.split('/')[0]).filter(name => !name.endsWith('.ts'))).size).toBeLessThanOrEqual(9);
  });
});
