const { LAYERS, PACKAGES } = require('./tools/layers');

const any = names => `(${names.join('|')})`;

/** One rule a layer: it imports itself and the rows below, nothing else of ours. */
const layerRules = Object.entries(LAYERS).map(([layer, below]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer} may import ${below.length > 0 ? below.map(l => `src/${l}`).join(', ') : 'nothing of ours'}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^src/', pathNot: `^src/${any([layer, ...below])}/` },
}));

/** Each layer has its list of packages, so that the pure core stays free of cdk8s, I/O and everything else. */
const packageRules = Object.keys(LAYERS).map(layer => ({
  name: `packages-${layer}`,
  comment: `src/${layer} may import these packages: ${(PACKAGES[layer] ?? []).join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    dependencyTypesNot: ['local', 'core'],
    pathNot: ['^src/', ...(PACKAGES[layer] ?? []).map(name => `node_modules/${name}/`)],
  },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    { name: 'no-cycles', comment: 'No file imports itself, over any number of others.', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-own-index',
      comment: 'A file never imports the index of its own folder.',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/$1/index\\.ts$' },
    },
    {
      name: 'io-at-the-edge',
      comment: 'Only src/app and src/cli touch files, processes and the network.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|cli)/' },
      to: { dependencyTypes: ['core'], pathNot: '^crypto$' },
    },
    {
      name: 'declared-packages',
      comment: 'A package that src imports stands in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm', 'npm-peer', 'npm-bundled'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: require('node:path').join(__dirname, 'tsconfig.json') },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules/@types' },
  },
};
