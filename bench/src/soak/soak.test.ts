import { silentLogger } from 'opora';
import { createRandom, migrateUp, migrationsFolder } from 'opora/app';
import { createTestDatabase, type TestDatabase } from 'opora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withPool } from '../bench-database.ts';
import { createSoakServer, type SoakLook } from './soak-server.ts';
import { openSteadyLoad } from './steady-load.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await withPool(database.connectionString, (pool) =>
    migrateUp(pool, [{ name: 'runtime', folder: migrationsFolder }], { logger: silentLogger }),
  );
});
afterAll(() => database.drop());

test('a process under a steady load answers each message once, in order, and forgets what is past retention', async () => {
  const ask = createSoakServer();
  const opened = await ask({ kind: 'open', connectionString: database.connectionString, keptMs: 500 });
  if (opened === null || !('port' in opened)) throw new Error('The server gave no address.');
  const load = await openSteadyLoad({
    ...{ port: opened.port, rate: 100, conversations: 20, random: createRandom(1) },
  });
  await load.run(7);
  load.close();
  await expect.poll(async () => (await ask({ kind: 'look' })) as SoakLook).toMatchObject({ unanswered: 0 });
  const look = (await ask({ kind: 'look' })) as SoakLook;
  await ask({ kind: 'close' });
  expect(load.refused).toBe(0);
  expect(load.accepted).toBeGreaterThan(500);
  expect(look.disordered, 'replies came twice or late').toBe(0);
  const { rows } = await withPool(database.connectionString, (pool) =>
    pool.query<{ numbered: number; turns: number; kept: number }>(
      `select sum(last_seq - turn_seq)::int as numbered, sum(turn_seq)::int as turns,
         (select count(*)::int from updates) as kept from conversations`,
    ),
  );
  expect(rows[0]).toMatchObject({ numbered: load.accepted, turns: look.replies });
  expect(rows[0]?.kept, 'retention deleted nothing').toBeLessThan(load.accepted);
});
