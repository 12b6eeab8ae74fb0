// `opora <argv>` with the esm bot in a process of its own, so that it can be killed.
import { runCommandLine } from 'opora/app';
import { esmPackage } from '../../src/index.ts';

const pages = {
  ...{ chatPage: () => '', homePage: () => '', files: new Map() },
  contentSecurityPolicy: "default-src 'none'",
};
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(
  { bots: [esmPackage], loadPages: () => Promise.resolve(pages) },
  process.argv.slice(2),
);
clearInterval(keepAlive);
// As the command itself does.
process.exit();
