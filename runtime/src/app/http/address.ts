import { createServer } from 'node:net';
import { ConfigError } from '../../core/errors.ts';
import type { Config } from '../config.ts';

type Address = Pick<Config, 'host' | 'port'>;

/**
 * Listens for a moment, so that an address that is taken is known before anything is opened or changed.
 * @throws ConfigError `port_unusable`
 */
export async function assertCanListen({ host, port }: Address): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen({ host, port }, error)));
    server.listen({ host, port }, () => server.close(() => resolve()));
  });
}

/** The error for an address that is taken, not allowed or not of this machine. */
export function cannotListen({ host, port }: Address, cause: unknown): ConfigError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
  const advice = code === 'EADDRINUSE' ? 'something listens there already' : `the system says ${code}`;
  return new ConfigError('port_unusable', `Cannot listen on ${host}:${port}: ${advice}. Set PORT or HOST.`, {
    cause,
  });
}
