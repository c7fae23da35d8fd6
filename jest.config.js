// Real engines are started by many of these tests, so two workers is what two cores carry without starving the engines.
// An unhandled rejection fails the test during which it happens: that is Jest's own behaviour, nothing here may turn it off.
/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/temporary-folder.js',
  globalTeardown: '<rootDir>/test/temporary-folder-removed.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^@elasticache-kit/constructs$': '<rootDir>/lib/index.ts',
    '^@elasticache-kit/client$': '<rootDir>/client/src/index.ts',
    '^@elasticache-kit/local$': '<rootDir>/local/src/index.ts',
  },
};
