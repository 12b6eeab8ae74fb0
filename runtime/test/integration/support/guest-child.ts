// The guest book in a process of its own: `opora <arguments>`.
import { runCommandLine } from '../../../src/app/command-line.ts';
import { createGuestPackage } from './guest-bot.ts';
import { testPages } from './pages.ts';

const definition = {
  bots: [createGuestPackage({ process: 'child' })],
  loadPages: () => Promise.resolve(testPages),
};
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(definition, process.argv.slice(2));
clearInterval(keepAlive);
process.exit();
