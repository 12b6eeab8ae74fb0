import app from '../../../../opora.config.ts';
import { runCommandLine } from '../../../src/app/command-line.ts';

// The command line from source: what `npx opora` runs, without a build.
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(app, process.argv.slice(2));
clearInterval(keepAlive);
process.exit();
