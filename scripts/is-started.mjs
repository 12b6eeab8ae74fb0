// Tells a script that was started from one that was imported.
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Whether Node was started with the module of this `import.meta.url`, be it through a symbolic link. */
export function isStarted(url) {
  const started = process.argv[1];
  if (started === undefined || !existsSync(started)) return false;
  return realpathSync.native(started) === realpathSync.native(fileURLToPath(url));
}
