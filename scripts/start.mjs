// `npm start`: everything from a bare checkout to a running product. Arguments go to `opora start`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, root } from './prepare.mjs';

const given = process.argv.slice(2);
const force = given.includes('--build');
await prepare({ force });
process.argv.splice(2, process.argv.length, 'start', ...given.filter((argument) => argument !== '--build'));
await import(pathToFileURL(join(root, 'runtime/dist/cli.js')).href);
