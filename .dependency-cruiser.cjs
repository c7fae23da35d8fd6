/**
 * The import law: who may import whom. One description of a cache is read by constructs, client and twin, and that only stays
 * true while the pure parts depend on nothing and the client depends on no infrastructure code.
 */
const NODE_AND_NPM = '^(node_modules|(node:)?[a-z_/]+$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'contract-imports-nothing',
      severity: 'error',
      from: { path: '^lib/contract/' },
      to: { pathNot: '^lib/contract/' },
    },
    { name: 'model-imports-nothing', severity: 'error', from: { path: '^lib/model/' }, to: { pathNot: '^lib/model/' } },
    {
      name: 'constructs-import-cdk-and-the-pure-parts',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/(contract|model|lambda)/' },
      to: { pathNot: ['^lib/(?!lambda/)', '^node_modules/(aws-cdk-lib|constructs)/', '^(node:)?(path|fs|crypto)$'] },
    },
    {
      name: 'lambdas-stand-alone',
      severity: 'error',
      from: { path: '^lib/lambda/' },
      to: {
        pathNot: [
          '^lib/lambda/',
          '^lib/contract/',
          '^node_modules/@aws-sdk/',
          '^node_modules/@types/aws-lambda/',
          NODE_AND_NPM,
        ],
      },
    },
    {
      name: 'client-imports-the-contract-and-its-driver',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: ['^(lib/(?!contract/)|local/|bin/|examples/)', '^node_modules/(aws-cdk-lib|constructs)/'] },
    },
    {
      name: 'client-loads-the-aws-sdk-lazily',
      severity: 'error',
      from: { path: '^client/src/' },
      to: { path: '^node_modules/@aws-sdk/', dependencyTypesNot: ['type-only'], dynamic: false },
    },
    {
      name: 'twin-imports-model-and-contract',
      severity: 'error',
      from: { path: '^local/src/' },
      to: {
        path: ['^lib/(?!(contract|model)/)', '^(client|bin|examples)/', '^node_modules/(aws-cdk-lib|constructs)/'],
      },
    },
    {
      name: 'apps-use-public-entry-points',
      severity: 'error',
      from: { path: '^(bin|examples)/' },
      to: { path: '^(lib|client/src|local/src)/', pathNot: '^(lib|client/src|local/src)/index\\.ts$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
