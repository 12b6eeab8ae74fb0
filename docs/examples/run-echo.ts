import { defineApp, runCommandLine } from 'opora/app';
import { echo } from './echo-bot.ts';

const app = defineApp({
  bots: [{ bot: echo }],
  loadPages: async () => (await import('@opora/console')).loadConsole(),
});

// Timers of the runtime keep no process alive.
const alive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(app, process.argv.slice(2));
clearInterval(alive);
