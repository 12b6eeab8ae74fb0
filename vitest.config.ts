import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config';
import notOnWindows from './scripts/not-on-windows.json' with { type: 'json' };

const config: ViteUserConfig = defineConfig({
  resolve: { conditions: ['opora-source', 'node', 'default'] },
  ssr: { resolve: { conditions: ['opora-source', 'node', 'default'] } },
  test: {
    include: [
      'runtime/src/**/*.test.ts',
      'runtime/test/**/*.test.ts',
      'bots/*/{src,test}/**/*.test.ts',
      'console/{src,test}/**/*.test.ts',
      'emulators/{src,test}/**/*.test.ts',
      'bench/src/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: [...configDefaults.exclude, ...(process.platform === 'win32' ? Object.keys(notOnWindows) : [])],
    setupFiles: ['runtime/src/testing/vitest-setup.ts'],
    globalSetup: ['runtime/src/testing/vitest-global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is polled for may take long on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // Files of one worker share its loaded modules, which saves a tenth of the time: what a test changes in them it undoes.
    isolate: false,
    passWithNoTests: false,
  },
});

export default config;
