// The floors of the house (ARCHITECTURE.md): imports go down, folders of floor 3 never meet.
const tests = '(\\.test\\.ts$|^[^/]+/test/|^bots/[^/]+/test/|/testing/)';
const floor3 = ['stages', 'channels', 'models', 'postgres', 'redis', 'memory', 'ops'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'floor-1-core',
      severity: 'error',
      comment: 'core/ knows nothing above it',
      from: { path: '^runtime/src/core/', pathNot: tests },
      to: { path: '^runtime/src/(?!core/)' },
    },
    {
      name: 'floor-1-resilience',
      severity: 'error',
      from: { path: '^runtime/src/resilience/', pathNot: tests },
      to: { path: '^runtime/src/(?!core/|resilience/)' },
    },
    {
      name: 'floor-2-contracts',
      severity: 'error',
      from: { path: '^runtime/src/contracts/', pathNot: tests },
      to: { path: '^runtime/src/(?!core/|contracts/)' },
    },
    ...floor3.map((folder) => ({
      name: `floor-3-${folder}`,
      severity: 'error',
      comment: 'folders of floor 3 meet through contracts only',
      from: { path: `^runtime/src/${folder}/`, pathNot: tests },
      to: { path: `^runtime/src/(?!core/|resilience/|contracts/|${folder}/)` },
    })),
    {
      name: 'one-channel-knows-no-other',
      severity: 'error',
      from: { path: '^runtime/src/channels/([^/]+)/', pathNot: tests },
      to: { path: '^runtime/src/channels/', pathNot: '^runtime/src/channels/$1/' },
    },
    {
      name: 'floor-5-public-face-only',
      severity: 'error',
      comment: 'bots, console and bench reach the runtime only through its exports',
      from: { path: '^(bots|console|emulators|bench)/' },
      to: { path: '^runtime/src/', pathNot: '^runtime/src/(index|app/index|testing/index)\\.ts$' },
    },
    {
      name: 'bots-know-no-bench-or-emulator',
      severity: 'error',
      from: { path: '^bots/[^/]+/src/' },
      to: { path: '^(console|emulators|bench)/' },
    },
    {
      name: 'sdk-of-telegram',
      severity: 'error',
      from: { path: '^runtime/src/', pathNot: '^runtime/src/channels/telegram/' },
      to: { path: 'node_modules/grammy' },
    },
    {
      name: 'driver-in-postgres',
      severity: 'error',
      comment: 'only postgres/ (and app/, which wires it, by type) knows the driver',
      from: { path: '^runtime/src/', pathNot: ['^runtime/src/(postgres|testing)/', tests] },
      to: { path: 'node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'driver-in-redis',
      severity: 'error',
      from: { path: '^runtime/src/', pathNot: '^runtime/src/redis/' },
      to: { path: 'node_modules/ioredis' },
    },
    {
      name: 'sdks-of-models',
      severity: 'error',
      from: { path: '^runtime/src/', pathNot: '^runtime/src/models/' },
      to: { path: 'node_modules/@ai-sdk' },
    },
    {
      name: 'testing-only-in-tests',
      severity: 'error',
      from: {
        path: '^(runtime|console|emulators|bench|bots/[^/]+)/src/',
        pathNot: [tests, '^runtime/src/testing/'],
      },
      to: { path: '^runtime/src/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|^bench/peers/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['opora-source', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
