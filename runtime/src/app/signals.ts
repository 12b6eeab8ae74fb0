/** What asks the process for an orderly end. */
export type StopRequest = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'shutdown';

/**
 * Resolves at the first SIGTERM, SIGINT or SIGHUP, or when the parent says `shutdown` over its channel, with that name; a
 * second one exits at once. The message is pm2's (`shutdown_with_message`), and the only way on Windows, where a parent
 * that sends a signal ends the process unheard.
 */
export function untilSignal(): Promise<StopRequest> {
  return new Promise((resolve) => {
    let asked = false;
    const onRequest = (request: StopRequest): void => {
      if (asked) process.exit(130);
      asked = true;
      // The terminal may be gone: what cannot be shown there any more must not end an orderly stop.
      for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
      resolve(request);
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => onRequest(signal));
    }
    process.on('message', (message) => {
      if (message === 'shutdown') onRequest(message);
    });
  });
}
