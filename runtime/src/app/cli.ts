#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommandLine } from './command-line.ts';
import type { AppDefinition } from './definition.ts';

/** Where the definition of an installation is looked for, below the working folder. */
const places = ['dist/opora.config.js', 'opora.config.js', 'opora.config.mjs'];

async function loadDefinition(): Promise<AppDefinition> {
  const place = places.map((path) => resolve(path)).find((path) => existsSync(path));
  if (place === undefined) {
    process.stderr.write(
      `opora: no definition found here (${places.join(', ')}). Run it in an installation.\n`,
    );
    process.exit(2);
  }
  return ((await import(pathToFileURL(place).href)) as { default: AppDefinition }).default;
}

// A reader may go away before the end of the answer, as `head` does; what is open is still closed in good order.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

// Work in flight may hold unreferenced timers only; the exit code is set when it is done.
const keepAlive = setInterval(() => undefined, 60_000);
process.exitCode = await runCommandLine(await loadDefinition(), process.argv.slice(2));
clearInterval(keepAlive);
process.exit();
