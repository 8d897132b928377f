import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

test.each(['online-shop', 'adopt-existing'])('every link of the README of %s leads somewhere, and cdk8s finds its app', name => {
  const folder = join(EXAMPLES, name);
  const links = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((?!https:)([^)]+)\)/g)].map(match => match[1]);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter(link => !existsSync(join(folder, link)))).toEqual([]);
  expect(readFileSync(join(folder, 'cdk8s.yaml'), 'utf8')).toBe('language: typescript\napp: npx ts-node main.ts\n');
});
