// A product in a process of its own: `opora <arguments>` with the probe bot, the oracle and the study.
import { esmPackage } from '../../../../bots/esm/src/index.ts';
import { runCommandLine } from '../../../src/app/command-line.ts';
import { createModelBot } from './model-bot.ts';
import { testPages } from './pages.ts';
import { createProbeBot } from './probe-bot.ts';

const definition = {
  bots: [{ bot: createProbeBot() }, { bot: createModelBot() }, esmPackage],
  loadPages: () => Promise.resolve(testPages),
};
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(definition, process.argv.slice(2));
clearInterval(keepAlive);
process.exit();
