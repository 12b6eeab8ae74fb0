// The command line in a checkout: prepares it if needed, then runs the built `opora`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

await prepare();
await import(pathToFileURL(join(root, 'runtime/dist/cli.js')).href);
