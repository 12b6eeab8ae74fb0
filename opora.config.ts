import { esmPackage } from '@opora/esm';
import { type AppDefinition, defineApp, untilSignal } from 'opora/app';

/** What this installation runs. */
const app: AppDefinition = defineApp({
  bots: [esmPackage],
  loadPages: async () => (await import('@opora/console')).loadConsole(),
  emulators: {
    telegram: async () => {
      const { runTelegramEmulator } = await import('@opora/emulators');
      return async (argv) => {
        if ((await runTelegramEmulator(argv)) !== null) await untilSignal();
        return 0;
      };
    },
    llm: async () => {
      const { runLlmEmulator } = await import('@opora/emulators');
      return async (argv) => {
        if ((await runLlmEmulator(argv)) !== null) await untilSignal();
        return 0;
      };
    },
  },
  bench: async () => (await import('@opora/bench')).runBench,
});

export default app;
