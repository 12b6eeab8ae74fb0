import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { type ChildProduct, startChild } from './support/child-product.ts';
import { ask, openTalk } from './support/web-client.ts';

let database: TestDatabase;
let child: ChildProduct | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await child?.exited;
  await database?.drop();
});

const start = async (): Promise<ChildProduct> => {
  child = await startChild({ DATABASE_URL: database.connectionString, OPORA_BOTS: 'probe' });
  return child;
};

// SIGHUP: the terminal was closed.
test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s stops it in order', async (signal) => {
  const { kill, exited, output } = await start();
  kill(signal);
  expect(await exited).toEqual({ code: 0, signal: null });
  expect(output()).toContain(`${signal} received`);
});

test('a second signal ends it at once, whichever it is', async () => {
  const { url, kill, exited, output } = await start();
  await openTalk(url, 'probe', 'naps').post('m1', 'nap 6000');
  await until('the Turn runs', async () =>
    /^opora_turn_attempts_total [1-9]/m.test((await ask(`${url}/metrics`)).text),
  );
  kill('SIGTERM');
  await until('the first signal', () => output().includes('SIGTERM received'));
  kill('SIGINT');
  expect((await exited).code).toBe(130);
});
