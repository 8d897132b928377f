/**
 * The layers of src/ and which layers each may import: the one table behind ARCHITECTURE.md and .dependency-cruiser.js.
 * Rows from top to bottom; arrows point down only, siblings on a row never import each other.
 */
const ROWS = [
  ['cli'],
  ['app'],
  ['audit', 'admission', 'gitops'],
  ['checks', 'constructs'],
  ['hardening', 'rbac', 'network'],
  ['waivers'],
  ['controls', 'kubernetes'],
];

const LAYERS = Object.fromEntries(ROWS.flatMap((row, index) =>
  row.map(layer => [layer, ROWS.slice(index + 1).flat()])));

/** Packages that a layer may import besides its own layers. Only what meets cdk8s knows cdk8s. */
const PACKAGES = {
  cli: ['commander'],
  app: ['cdk8s', 'constructs'],
  constructs: ['cdk8s', 'cdk8s-plus-27', 'constructs'],
};

module.exports = { ROWS, LAYERS, PACKAGES };
