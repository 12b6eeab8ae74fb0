import { TEST_SERVER_VARIABLE } from './test-database.ts';
import { openTestServer } from './test-server.ts';

/**
 * Vitest's global setup: opens the door of the run's test database and tells the workers its port. The
 * returned function stops the server, if any test asked for it, and removes its data.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await openTestServer();
  process.env[TEST_SERVER_VARIABLE] = String(server.port);
  return server.stop;
}
