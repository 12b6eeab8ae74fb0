/** Resolves at the first SIGTERM, SIGINT or SIGHUP with its name; a second one exits at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let signalled = false;
    const onSignal = (signal: NodeJS.Signals): void => {
      if (signalled) process.exit(130);
      signalled = true;
      // The terminal may be gone: what cannot be shown there any more must not end an orderly stop.
      for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
      resolve(signal);
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
