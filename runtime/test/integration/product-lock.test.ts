import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { esmPackage } from '../../../bots/esm/src/index.ts';
import { withDatabaseAlone } from '../../src/postgres/database-use.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { type ChildProduct, startChild } from './support/child-product.ts';
import { createModelBot } from './support/model-bot.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct } from './support/product-fixture.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';
import { openTalk } from './support/web-client.ts';

let folder: string;
let database: TestDatabase;
let pool: pg.Pool;
const children: ChildProduct[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-lock-'));
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
  pool.on('error', () => undefined);
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map(({ exited }) => exited));
  await pool?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The address of a product that would not be known by the name of its connections. */
const hiddenUrl = (): string => {
  const { connectionString } = database;
  return `${connectionString}${connectionString.includes('?') ? '&' : '?'}application_name=hidden`;
};
async function start(env: Readonly<Record<string, string>> = {}): Promise<ChildProduct> {
  const child = await startChild({ DATABASE_URL: hiddenUrl(), ...env });
  children.push(child);
  return child;
}

const bots = [{ bot: createProbeBot() }, { bot: createModelBot() }, esmPackage];
const opora = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runCommand(defineTestApp(bots), argv, {
    ...{ DATABASE_URL: database.connectionString, OPORA_DATA_DIR: folder },
    ...env,
  });
const file = (): string => join(folder, 'a.backup');
const restore = (): Promise<CommandResult> => opora(['restore', file(), '--yes']);
const count = async (sql: string): Promise<number> => (await pool.query(sql)).rowCount ?? 0;

test.each(['web', 'worker', 'all'])(
  'restore and migrate down are refused beside a product of the role %s, whatever its address names it',
  async (role) => {
    const child = await start({ OPORA_ROLE: role });
    expect((await opora(['backup', file(), '--no-verify'])).code).toBe(0);
    for (const argv of [
      ['restore', file(), '--yes'],
      ['migrate', 'down', '--set', 'esm', '--to', '0', '--yes'],
    ]) {
      const { code, stderr } = await opora(argv);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`opora-${role}`)]);
    }
    // Killed, it holds nothing any more.
    child.kill('SIGKILL');
    await child.exited;
    await until('the restore', async () => (await restore()).code === 0);
  },
  60_000,
);

test('a product that starts while a restore is at work waits for it, and begins with what it brought', async () => {
  const before = await start();
  const kept = openTalk(before.url, 'probe', 'kept');
  await kept.post('m1', 'hello');
  await until('the reply', async () => (await kept.replies()).length === 1);
  expect((await opora(['backup', file(), '--no-verify'])).code).toBe(0);
  await openTalk(before.url, 'probe', 'lost').post('m1', 'hello');
  before.kill('SIGTERM');
  await before.exited;

  // The restore cannot replace a table that somebody reads.
  const reader = new pg.Client({ connectionString: database.connectionString });
  onTestFinished(() => reader.end());
  await reader.connect();
  await reader.query('begin; lock table updates in access share mode');
  let restored: CommandResult | null = null;
  const restoring = restore().then((result) => {
    restored = result;
  });
  const waiting = `select 1 from pg_locks where not granted and relation = 'updates'::regclass`;
  await until('the restore is at work', async () => (await count(waiting)) > 0);

  const starting = start();
  const known = `select 1 from pg_stat_activity where application_name = 'hidden' and datname = '${database.name}'`;
  await until('the product is there', async () => (await count(known)) > 0);
  const next = await opora(['restore', file(), '--yes']);
  expect([next.code, next.stderr, restored]).toEqual([2, expect.stringContaining('opora restore'), null]);
  await reader.query('commit');
  await restoring;
  expect(restored).toMatchObject({ code: 0 });
  const child = await starting;
  expect(child.output()).toContain('waiting for opora restore');
  expect(await openTalk(child.url, 'probe', 'kept').replies()).toEqual(['echo 1: hello']);
  expect(await openTalk(child.url, 'probe', 'lost').replies()).toEqual([]);
  child.kill('SIGTERM');
  expect(await child.exited).toEqual({ code: 0, signal: null });
}, 60_000);

test('a product behind a pooler waits too, and is known by its name', async () => {
  // The server takes a moment to see that the connections of the product before are closed.
  const present = `select 1 from pg_stat_activity
    where application_name like 'opora-%' and datname = '${database.name}'`;
  await until('nobody else is there', async () => (await count(present)) === 0);
  const env = { OPORA_DATABASE_POOLER: 'true' };
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = false;
  const alone = { command: 'opora restore', refuse: (users: string) => new Error(users) };
  const holding = withDatabaseAlone(pool, alone, () => {
    begun = true;
    return ended;
  });
  await until('the command is at work', () => begun);
  const starting = openProduct({ bots, databaseUrl: database.connectionString, env });
  const asked = `select 1 from pg_stat_activity where application_name = 'opora-all'
    and query like '%ExclusiveLock%' and datname = '${database.name}'`;
  await until('the product asks', async () => (await count(asked)) > 0);
  end();
  await holding;
  const product = await starting;
  onTestFinished(() => product.stop());
  expect(product.logs).toContainEqual(expect.objectContaining({ command: 'opora restore' }));
  const beside = await opora(['restore', file(), '--yes'], env);
  expect([beside.code, beside.stderr]).toEqual([2, expect.stringContaining('opora-all')]);
}, 60_000);
