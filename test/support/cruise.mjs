/** Runs the project's layer rules over folders, and prints which rules each of them breaks, as JSON. */
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';

const [configFile, ...folders] = process.argv.slice(2);
const config = createRequire(import.meta.url)(configFile);
const broken = {};
for (const folder of folders) {
  const result = await cruise(['src'], { ...config.options, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } });
  broken[folder] = [...new Set(result.output.summary.violations.map(violation => violation.rule.name))].sort();
}
process.stdout.write(JSON.stringify(broken));
