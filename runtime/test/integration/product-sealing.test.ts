import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { createGuestPackage } from './support/guest-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';
import { ask, openTalk, postJson } from './support/web-client.ts';

const keyOf = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const secret = 'the cat sleeps on the sill';
const definition = defineTestApp([createGuestPackage({ isSealed: true })]);
let database: TestDatabase;
let product: TestProduct;

const start = (key: string): Promise<TestProduct> =>
  openProduct({
    bots: definition.bots,
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  product = await start(keyOf(1));
  const talk = openTalk(product.url, 'guest', 'anna');
  await talk.post('m1', secret);
  await until('the reply', async () => (await talk.replies()).length === 1);
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

const opora = (argv: readonly string[], key = keyOf(1)) =>
  runCommand(definition, argv, { DATABASE_URL: database.connectionString, GUEST_KEY: key });

/** Names of Conversations as they stand in both tables. */
async function namesOf({ storage }: TestProduct): Promise<readonly string[]> {
  const { rows } = await storage.pool.query<{ name: string }>(
    `select external_id as name from conversations union select external_id from conversation_names`,
  );
  return rows.map(({ name }) => name);
}

test('doctor says what a start with another key says, and notes no key', async () => {
  const judge = async (key: string): Promise<readonly [number, unknown]> => {
    const { code, stdout } = await opora(['doctor', '--json'], key);
    const { checks } = JSON.parse(stdout) as { checks: readonly { name: string }[] };
    return [code, checks.find(({ name }) => name === 'sealing')];
  };
  expect(await judge(keyOf(1))).toEqual([expect.any(Number), expect.objectContaining({ status: 'healthy' })]);
  const notes = 'select count(*)::int as count from keys';
  const before = (await product.storage.pool.query(notes)).rows;
  for (const key of [keyOf(2), `k2:${keyOf(2)},k3:${keyOf(3)}`]) await judge(key);
  expect(await judge(keyOf(2))).toEqual([
    2,
    expect.objectContaining({ status: 'unhealthy', message: expect.stringContaining('is not the one') }),
  ]);
  expect((await product.storage.pool.query(notes)).rows).toEqual(before);
});

test('people read in the web chat what no table says', async () => {
  const talk = openTalk(product.url, 'guest', 'anna');
  expect(await talk.replies()).toEqual([`hello, ${secret}, nap 20`]);
  expect((await postJson(`${product.url}/guest/api/nudge/anna`, {})).status).toBe(202);
  await until('the second reply', async () => (await talk.replies()).length === 2);
  expect((await talk.replies()).at(-1)).toBe('hello, guest.nudge {"by":"test"}, nap 20');
  for (const table of [
    ...['updates', 'turns', 'steps', 'deliveries', 'dead_letters', 'conversations', 'conversation_names'],
  ]) {
    const { rows } = await product.storage.pool.query(`select * from ${table}`);
    expect(JSON.stringify(rows), table).not.toContain('cat sleeps');
    expect(JSON.stringify(rows), table).not.toContain('anna');
  }
  expect(JSON.stringify(product.logs)).not.toContain('cat sleeps');
});

test('Operators are told why, and a replay comes out the same', async () => {
  const why = await ask(`${product.url}/api/operator/why/t1.1`, { headers: product.operator });
  expect(why.text).toContain(secret);
  expect(why.text).toContain('"external_id":"[redacted]"');
  expect(why.text).not.toContain('anna');
  const revealed = await ask(`${product.url}/api/operator/why/t1.1?reveal=true`, {
    headers: product.operator,
  });
  expect(revealed.text).toContain('"external_id":"anna"');
  expect((await opora(['why', 't1.1'])).stdout).toContain(secret);
  const replay = await opora(['replay', 't1.1']);
  expect([replay.code, replay.stdout]).toEqual([0, 't1.1: the same outcome\n']);
});

test('without the key an Operator sees that it is sealed', async () => {
  const { stdout } = await opora(['why', 't1.1', '--json'], keyOf(2));
  expect(stdout).toContain('$sealed');
  expect(stdout).not.toContain('cat sleeps');
});

test('a start with another key is refused, with both keys it goes on', async () => {
  await expect(start(keyOf(2))).rejects.toMatchObject({ code: 'sealing_key_wrong' });
  const changed = await start(`2:${keyOf(2)},1:${keyOf(1)}`);
  const talk = openTalk(changed.url, 'guest', 'anna');
  expect((await talk.replies())[0]).toBe(`hello, ${secret}, nap 20`);
  expect(await namesOf(changed)).toEqual([expect.stringMatching(/^sealed\.1\.guest\.2\./)]);
  await changed.stop();
});

test('a start seals the names of a time before', async () => {
  const { pool } = product.storage;
  await pool.query(`update conversations set external_id = 'anna'`);
  await pool.query(`update conversation_names set external_id = 'anna'`);
  await pool.query(`delete from keys where name = 'sealed-names:guest'`);
  const started = await start(keyOf(1));
  expect(await namesOf(started)).toEqual([expect.stringMatching(/^sealed\.1\.guest\.1\./)]);
  expect((await openTalk(started.url, 'guest', 'anna').replies()).length).toBeGreaterThan(0);
  await started.stop();
});

test('a start without a key is refused', async () => {
  const { bot } = createGuestPackage({ isSealed: true });
  const unset = openProduct({ bots: [{ bot }], databaseUrl: database.connectionString });
  await expect(unset).rejects.toMatchObject({
    code: 'sealing_key_missing',
    message: expect.stringContaining('GUEST_KEY'),
  });
});
