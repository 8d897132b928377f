import { cdk8s, javascript, JsonFile } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-hardened',
  description: 'Secure by default, explicit by exception, provable by evidence: hardened Kubernetes workloads, tenants and accounts for cdk8s.',
  author: 'The cdk8s-hardened authors',
  authorAddress: 'maintainers@cdk8s-hardened.example',
  repositoryUrl: 'https://github.com/cdk8s-hardened/cdk8s-hardened.git',
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-hardened authors',
  keywords: ['cdk8s', 'kubernetes', 'security', 'hardening', 'pod-security', 'rbac', 'network-policy', 'qos'],
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,

  // The set that is built and tested together. The peer floors are what the tests run against.
  cdk8sVersion: '2.70.106',
  constructsVersion: '10.8.1',
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.3',
  minNodeVersion: '20.0.0',
  bin: { 'cdk8s-hardened': 'bin/cdk8s-hardened' },
  bundledDeps: ['commander@^14'],
  devDeps: [
    '@types/node@^20',
    'dependency-cruiser@^17',
    'fast-check@^4',
    'js-yaml@^4.1.0',
    '@types/js-yaml@^4',
  ],

  // projen and jsii write packages to `dist` by default; that is where `cdk8s synth` and the demo write YAML.
  artifactsDirectory: 'dist-packages',
  jestOptions: {
    jestVersion: '^30',
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    configFilePath: 'jest.config.json',
    jestConfig: {
      coverageProvider: 'babel',
      collectCoverage: false,
      globalTeardown: '<rootDir>/test/support/stale-snapshots.ts',
    },
  },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'tools', 'examples', 'bench'], prettier: false },
  docgen: true,

  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  npmIgnoreOptions: {
    ignorePatterns: ['/.ci/', '/.cache/', '/examples/', '/tools/', '/bench/', '/docs/', '/dist/', 'dist-packages', '/reports/', '/ARCHITECTURE.md', '/CONTRIBUTING.md', '/.dependency-cruiser.js', '/jest.config.json'],
  },
  gitignore: ['/dist/', '/dist-packages/', '/reports/', '/lib/', '.jsii', '/examples/*/dist/', '*.tsbuildinfo', '/.cache/'],
});

project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
// Pinned: newer ones list platform binaries that registries may lack, and `npm ci` then refuses the lock file.
project.package.addPackageResolutions('unrs-resolver@1.12.2');

// jsii says at every start that Node 20 is past its end of life; it is the oldest version that we support.
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// An old lib/x.js shadows a new lib/x/index.js: compile from nothing.
project.compileTask.prependExec('node -e "fs.rmSync(\'lib\',{recursive:true,force:true})"');

// Snapshots are read in review; projen would mark them, and API.md alone is generated.
project.gitattributes.addAttributes('/API.md', 'linguist-generated');

// Scripts that are complete on a fresh clone: they install what they need.
const script = (name: string, description: string, exec: string) => {
  project.addTask(name, { description, exec, receiveArgs: true });
  project.package.setScript(name, `node tools/setup.js && projen ${name} --`.replace(/ --$/, ''));
};
script('demo', 'Synthesises the online shop into dist/ and prints what was hardened', 'ts-node -T tools/demo.ts');
script('verify', 'Everything that needs Node only: lint, layers, compile, tests, generated files', 'ts-node -T tools/verify.ts');
script('verify:cluster', 'Judges the output by a real control plane; needs Go', 'ts-node -T tools/verify-cluster.ts');
script('bench', 'Measures synthesis: App and HardenedApp in the same run', 'ts-node -T bench/main.ts');
script('generate', 'Makes every generated file that needs Node only', 'ts-node -T tools/generate.ts');

// Layers, sizes and habits (ARCHITECTURE.md). Proved to bite by test/architecture.
const eslint = project.eslint!;
eslint.addRules({
  'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  '@stylistic/max-len': ['error', { code: 150, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }],
  'import/order': ['error', { groups: ['builtin', 'external', 'parent', 'sibling', 'index'], alphabetize: { order: 'asc', caseInsensitive: true } }],
  // Addresses and quantities are BigInts, and their arithmetic is one of bits.
  'no-bitwise': 'off',
  'no-console': ['error'],
  'no-restricted-globals': ['error', 'process', 'Date', 'fetch'],
  'no-restricted-imports': ['error', {
    paths: ['fs', 'node:fs', 'os', 'node:os', 'path', 'node:path', 'child_process', 'node:child_process', 'http', 'https', 'net', 'process', 'node:process'],
  }],
});
eslint.addOverride({
  files: ['src/app/**', 'src/cli/**', 'tools/**', 'test/**', 'bench/**', 'examples/**', '.projenrc.ts'],
  rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': 'off', 'no-console': 'off' },
});
eslint.addOverride({
  files: ['test/**'],
  // A describe block is a list of cases, not a function to be kept in one head.
  rules: { 'max-lines-per-function': 'off' },
});
eslint.addOverride({ files: ['src/**/*.data.ts'], rules: { 'max-lines': 'off' } });
// Everything that is TypeScript but not the library is type-checked by one project (ts-jest and ts-node only strip types).
// Each folder has a file of its own as well, because lint and editors look for the nearest one.
const looseProject = (folder: string, ...folders: string[]) => new JsonFile(project, `${folder}/tsconfig.json`, {
  obj: {
    extends: '../tsconfig.json',
    compilerOptions: { noEmit: true, rootDir: '..', isolatedModules: true },
    include: ['**/*.ts', ...folders.map(other => `../${other}/**/*.ts`)],
  },
});
looseProject('tools', 'test', 'bench', 'examples');
looseProject('bench');
looseProject('examples');

project.synth();
