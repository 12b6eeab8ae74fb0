import type { ChildProcess } from 'node:child_process';

/**
 * Asks a product in a process of its own for an orderly end: by SIGTERM, and on Windows, where a signal would end it
 * unheard, by the message `shutdown`. The process needs a channel (`ipc` among its `stdio`).
 */
export function requestStop(child: ChildProcess, platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') child.kill('SIGTERM');
  // One that has ended meanwhile hears nothing, as with a signal.
  else child.send('shutdown', () => undefined);
}
