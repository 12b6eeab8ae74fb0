import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

test('a server that ends idle connections gets every message all the same', async () => {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body: string) => seen.add(body));
    request.on('end', () => {
      response.writeHead(202, { 'content-length': 2 }).end('{}');
      // As after an idle time, but at once: the client learns of it by its next message.
      if (seen.size % 3 === 0) response.on('finish', () => request.socket.destroySoon());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const load = await openSteadyLoad({ port, rate: 300, conversations: 20, random: createRandom(2) });
  await load.run(1);
  load.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(seen.size).toBeGreaterThan(200);
  expect({ accepted: load.accepted, refused: load.refused }).toEqual({ accepted: seen.size, refused: 0 });
});

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
