import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { esmPackage } from '../../../bots/esm/src/index.ts';
import { migrationSets } from '../../src/app/storage.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { migrateUp } from '../../src/postgres/migrate/index.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';

const definition = defineTestApp([{ bot: createProbeBot() }, esmPackage]);
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-commands-'));
  database = await createTestDatabase();
});

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const opora = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runCommand(definition, argv, { OPORA_DATA_DIR: folder, ...env });
const onServer = (argv: readonly string[]): Promise<CommandResult> =>
  opora(argv, { DATABASE_URL: database.connectionString });

describe('config', () => {
  test('check names three faults at once, exits 2 and contacts nothing', async () => {
    const data = join(folder, 'untouched');
    const { code, stderr } = await opora(['config', 'check'], {
      PORT: '70000',
      HOST: '0.0.0.0',
      OPORA_TURN_CONCURENCY: '3',
      DATABASE_URL: 'postgres://user:hidden-password@192.0.2.1:1/none',
      OPORA_DATA_DIR: data,
    });
    expect(code).toBe(2);
    for (const name of ['PORT', 'OPORA_API_TOKEN', 'OPORA_OPERATOR_TOKEN', 'OPORA_TURN_CONCURENCY']) {
      expect(stderr).toContain(name);
    }
    expect(stderr).toContain('OPORA_TURN_CONCURRENCY');
    expect(stderr).not.toContain('hidden-password');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(existsSync(data)).toBe(false);
  });

  test('check exits 0 when all is right', async () => {
    const { code, stdout } = await opora(['config', 'check']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('probe, esm')]);
    const json = await opora(['config', 'check', '--json']);
    expect([json.code, JSON.parse(json.stdout)]).toEqual([
      0,
      { variables: expect.any(Number), bots: ['probe', 'esm'], warnings: expect.any(Array) },
    ]);
    const wrong = await opora(['config', 'check', '--json'], { PORT: '70000' });
    expect([wrong.code, wrong.stdout]).toEqual([2, '']);
  });

  test('print shows no secret', async () => {
    const secrets = {
      OPORA_API_TOKEN: 'token-one-4711-abcdef',
      OPORA_OPERATOR_TOKEN: 'token-two-4711-abcdef',
      DATABASE_URL: 'postgres://user:password-4711@192.0.2.1/none',
      ESM_TELEGRAM_BOT_TOKEN: '4711:telegram-token-abcdefghijklmnop',
      OPENAI_API_KEY: 'sk-4711-abcdefghijkl',
    };
    const { code, stdout, stderr } = await opora(['config', 'print'], secrets);
    expect(code).toBe(0);
    expect(stdout + stderr).not.toContain('4711');
    for (const name of Object.keys(secrets)) {
      expect(stdout).toMatch(new RegExp(`^${name}=\\[redacted\\]`, 'm'));
    }
    const json = await opora(['config', 'print', '--json'], secrets);
    expect(json.stdout).not.toContain('4711');
    expect(JSON.parse(json.stdout)).toContainEqual({
      ...{ name: 'OPENAI_API_KEY', value: '[redacted]', source: 'environment' },
    });
  });
});

test('start opens nothing when its port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const data = join(folder, 'never-opened');
  const { port } = other.address() as AddressInfo;
  const { code, stderr } = await opora(['start'], { PORT: String(port), OPORA_DATA_DIR: data });
  other.close();
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^opora: Cannot listen on .+port_unusable\]\n$/)]);
  expect(existsSync(data)).toBe(false);
});

describe('migrate', () => {
  test('plans, applies, lists, undoes and applies again', async () => {
    const dry = await onServer(['migrate', 'up', '--dry-run', '--json']);
    const { steps: planned } = JSON.parse(dry.stdout) as { steps: readonly { set: string }[] };
    expect(new Set(planned.map(({ set }) => set))).toEqual(new Set(['runtime', 'esm']));
    expect((await onServer(['migrate', 'status'])).code).toBe(1);

    expect((await onServer(['migrate', 'up'])).stdout).toMatch(/^applied runtime/m);
    const status = await onServer(['migrate', 'status', '--json']);
    expect(status.code).toBe(0);
    const { schema: rows } = JSON.parse(status.stdout) as { schema: readonly { state: string }[] };
    expect(rows.every(({ state }) => state === 'applied')).toBe(true);
    expect(rows).toHaveLength(planned.length);
    expect((await onServer(['migrate', 'up'])).stdout).not.toMatch(/^applied/m);

    const down = await onServer(['migrate', 'down', '--set', 'esm', '--to', '0', '--dry-run']);
    expect(down.stdout).toMatch(/^would undo esm/m);
    expect((await onServer(['migrate', 'status'])).code).toBe(0);
    for (const set of ['esm', 'runtime']) {
      expect((await onServer(['migrate', 'down', '--set', set, '--to', '0'])).code).toBe(0);
    }
    expect((await onServer(['migrate', 'status'])).code).toBe(1);
    expect((await onServer(['migrate', 'up'])).code).toBe(0);
  });

  test('down says what it needs', async () => {
    const targets = ['x', '', ' ', '1e1', '0x0', '-1', '1.5'].map((to) => ['--set', 'runtime', '--to', to]);
    for (const argv of [[], ['--set', 'runtime'], ...targets]) {
      const { code, stderr } = await onServer(['migrate', 'down', ...argv]);
      expect([argv, code, stderr]).toEqual([argv, 2, expect.stringContaining('--set runtime --to 0')]);
    }
    expect((await onServer(['migrate', 'status'])).code).toBe(0);
  });

  test('down takes no data away unasked, and nothing beside a running product', async () => {
    const down = ['migrate', 'down', '--set', 'esm', '--to', '0'];
    const product = new pg.Client({
      connectionString: database.connectionString,
      application_name: 'opora-worker',
    });
    await product.connect();
    await product.query(`insert into dead_letters (conversation_id, kind, bot, reason, from_seq, through_seq)
      values (1, 'turn', 'esm', 'for this test', 1, 1)`);
    const beside = await onServer([...down, '--yes']);
    expect([beside.code, beside.stderr]).toEqual([2, expect.stringContaining('running on this database')]);
    expect((await onServer([...down, '--dry-run'])).stdout).toMatch(/^would undo esm/m);
    await product.end();

    const asked = await onServer(down);
    expect([asked.code, asked.stdout, asked.stderr]).toEqual([1, '', expect.stringContaining('--yes')]);
    expect((await onServer(['migrate', 'status'])).code).toBe(0);
    const done = await onServer([...down, '--yes']);
    expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/^undid esm 1 /m)]);
    expect((await onServer(['migrate', 'up'])).code).toBe(0);
    expect((await onServer(['deadletters', 'drop', '1'])).code).toBe(0);
  });

  describe('on an empty database', () => {
    let empty: TestDatabase;
    beforeEach(async () => {
      empty = await createTestDatabase();
    });
    afterEach(() => empty.drop());
    const onEmpty = (argv: readonly string[]): Promise<CommandResult> =>
      opora(argv, { DATABASE_URL: empty.connectionString });

    test('up applies nothing with a wrong option', async () => {
      for (const wrong of [
        ['--batch', 'x'],
        ['--batch', ''],
        ['--only', 'unknown'],
      ]) {
        expect([wrong, (await onEmpty(['migrate', 'up', ...wrong])).code]).toEqual([wrong, 2]);
      }
      const { stdout } = await onEmpty(['migrate', 'status']);
      expect(stdout).not.toContain('applied');
    });

    test('status lists everything as pending, and as done once it is applied', async () => {
      const text = await onEmpty(['migrate', 'status']);
      expect([text.code, text.stderr]).toEqual([1, '']);
      expect(text.stdout).toMatch(/^pending +runtime 1 /m);
      expect(text.stdout).toMatch(/^pending +esm golden-standard-fields: 0 of 0 rows$/m);
      const json = await onEmpty(['migrate', 'status', '--json']);
      expect([json.code, JSON.parse(json.stdout)]).toMatchObject([1, { data: [{ state: 'pending' }] }]);

      // As `start` does it: the schema alone.
      const pool = new pg.Pool({ connectionString: empty.connectionString });
      await migrateUp(pool, migrationSets(definition.bots), { logger: silentLogger });
      await pool.end();
      const fresh = await onEmpty(['migrate', 'status']);
      expect([fresh.code, fresh.stdout]).toEqual([0, expect.stringMatching(/^done +esm golden/m)]);
    });
  });
});

test('a database that is away is no fault of the configuration: exit code 1', async () => {
  const { code, stderr } = await opora(['deadletters', 'list', '--json'], {
    DATABASE_URL: 'postgres://127.0.0.1:1/none',
    LOG_LEVEL: 'error',
  });
  expect([code, stderr]).toEqual([1, expect.stringContaining('[database_unreachable]')]);
}, 30_000);

test('backup tells of a place that cannot be written to in one line', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  const { code, stderr } = await onServer(['backup', join(file, 'x', 'y.backup')]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^opora: .+ \[backup_write_failed\]\n$/)]);
});

describe('doctor', () => {
  test('exits 0 on a healthy installation and 1 when something wants a look', async () => {
    // A study on a server without a backup would want a look.
    const healthy = await onServer(['doctor', '--bot', 'probe']);
    expect([healthy.code, healthy.stdout]).toEqual([0, expect.stringContaining('database')]);
    // Outside demo mode a product without a backup is degraded.
    const env = { OPORA_API_TOKEN: 'a-token-of-sixteen-signs', DATABASE_URL: database.connectionString };
    const degraded = await opora(['doctor', '--json'], env);
    expect([degraded.code, JSON.parse(degraded.stdout)]).toEqual([
      1,
      expect.objectContaining({ status: 'degraded' }),
    ]);
  });

  test('exits 2 with advice when the schema is not there, and when the database is away', async () => {
    const empty = await createTestDatabase();
    try {
      const bare = await opora(['doctor'], { DATABASE_URL: empty.connectionString });
      expect([bare.code, bare.stdout]).toEqual([2, expect.stringContaining('opora migrate up')]);
      // One cause is said once, in words for people.
      expect(bare.stdout).toContain('the same: sealing, turns, deliveries, dead-letters');
      expect(bare.stdout.match(/column or function is missing/g)).toHaveLength(1);
      expect(bare.stdout).toMatch(/the same: .*esm-database/);
      expect(bare.stdout).not.toMatch(/\w+Error:/);
    } finally {
      await empty.drop();
    }
    const away = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const text = await opora(['doctor'], away);
    expect([text.code, text.stdout]).toEqual([2, expect.stringContaining('DATABASE_URL')]);
    expect(text.stdout).toContain('ECONNREFUSED');
    const json = await opora(['doctor', '--json'], away);
    expect([json.code, JSON.parse(json.stdout)]).toEqual([
      2,
      expect.objectContaining({ status: 'unhealthy' }),
    ]);
  }, 60_000);
});

test.each([
  ["update opora_migrations set checksum = 'other' where set_name = 'esm' and version = 1", 'changed since'],
  [
    `insert into opora_migrations (set_name, version, name, checksum, breaking)
       values ('runtime', 999, 'future', 'x', true)`,
    'runtime/999_future is breaking',
  ],
])('doctor is unhealthy where a start is refused: %s', async (change, told) => {
  const other = await createTestDatabase();
  const env = { DATABASE_URL: other.connectionString };
  try {
    expect((await opora(['migrate', 'up'], env)).code).toBe(0);
    const client = new pg.Client({ connectionString: other.connectionString });
    await client.connect();
    await client.query(change);
    await client.end();
    const { code, stdout } = await opora(['doctor'], env);
    expect([code, stdout]).toEqual([2, expect.stringContaining(told)]);
    expect((await opora(['migrate', 'up'], env)).code).toBe(2);
  } finally {
    await other.drop();
  }
});

test('does not wait for a database that will not let it in', async () => {
  const startedAt = performance.now();
  const env = { DATABASE_URL: database.connectionString.replace(database.name, 'gone') };
  const { code, stderr } = await opora(['migrate', 'status'], env);
  expect([code, stderr]).toEqual([2, expect.stringContaining('[database_access_refused]')]);
  expect((await opora(['doctor'], env)).stdout).toContain('no database of that name');
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});

test('leaves nothing of a short-lived embedded database running', async () => {
  const env = { OPORA_DATA_DIR: join(folder, 'embedded') };
  expect((await opora(['migrate', 'up'], env)).code).toBe(0);
  expect((await opora(['doctor'], env)).code).toBeLessThan(2);
  await expect(stat(join(folder, 'embedded/postgres/cluster/postmaster.pid'))).rejects.toThrow();
});
