import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { createGuestPackage } from './support/guest-bot.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';

const definition = defineTestApp([createGuestPackage(), { bot: createProbeBot() }]);
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-bot-commands-'));
  database = await createTestDatabase();
});

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const opora = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runCommand(definition, argv, {
    OPORA_DATA_DIR: folder,
    DATABASE_URL: database.connectionString,
    GUEST_KEY: Buffer.alloc(32, 5).toString('base64'),
    ...env,
  });

describe('opora <bot>', () => {
  test('hands the whole rest of the line to the bot, options of the program included', async () => {
    const { code, stdout } = await opora(['guest', 'parts', '--version', '-h', '--json', '--', 'x']);
    expect([code, stdout]).toEqual([3, 'parts --version -h --json -- x\n']);
  });

  test('opora export hands its line to the exports of the bot', async () => {
    const { code, stdout } = await opora(['export', 'guest', '--to', 'x', '--help', '--json']);
    expect([code, stdout]).toEqual([3, 'export write --to x --help --json\n']);
    for (const bot of ['probe', 'geust']) {
      const none = await opora(['export', bot, '--to', 'x']);
      expect([none.code, none.stderr]).toEqual([
        2,
        expect.stringMatching(`no export of a bot "${bot}" \\(there are: guest\\)`),
      ]);
    }
    expect((await opora(['export'])).code).toBe(2);
  });

  test('is named in the help; a bot without commands has none', async () => {
    const { stdout } = await opora(['--help']);
    expect(stdout).toMatch(/^ {2}guest .*commands of the bot guest$/m);
    expect((await opora(['probe', 'list'])).code).toBe(2);
  });

  test('opens nothing while migrations are pending', async () => {
    const { code, stderr } = await opora(['guest', 'list']);
    expect(code).toBe(2);
    expect(stderr).toContain('migrations_pending');
    expect(stderr).toContain('opora migrate up');
  });

  test('opens a bot that runs, and no other', async () => {
    const { code, stderr } = await opora(['guest', 'list'], { OPORA_BOTS: 'probe' });
    expect(code).toBe(2);
    expect(stderr).toContain('bot_not_running');
  });

  test('reaches the tables and the Conversations of the bot without serving', async () => {
    expect((await opora(['migrate', 'up'])).code).toBe(0);
    const { code, stdout } = await opora(['guest', 'nudge', 'somebody'], {
      PUBLIC_URL: 'http://127.0.0.1:9',
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ notes: [], url: 'http://127.0.0.1:9', isDemo: true });
    const whyOf = async (...flags: readonly string[]) =>
      JSON.parse((await opora(['why', 'u1.1', '--json', ...flags])).stdout);
    expect(await whyOf()).toMatchObject({ conversation: { bot: 'guest', external_id: '[redacted]' } });
    expect(await whyOf('--reveal')).toMatchObject({ conversation: { external_id: 'somebody' } });
  });
});

describe('opora doctor --bot', () => {
  const checksOf = async (...argv: readonly string[]) => {
    const { code, stdout } = await opora(['doctor', '--json', ...argv]);
    const { checks } = JSON.parse(stdout) as { checks: readonly { name: string; status: string }[] };
    return { code, names: checks.map(({ name }) => name), checks };
  };

  test('shows the checks of that bot and of the runtime', async () => {
    expect((await checksOf()).names).toContain('guest-notes');
    const { names } = await checksOf('--bot', 'probe');
    expect(names).toContain('database');
    expect(names).not.toContain('guest-notes');
    expect((await checksOf('--bot', 'guest')).names).toContain('guest-notes');
  });

  test('judges no other bot', async () => {
    const insert = `insert into guest_notes (id, text) select n::text, '' from generate_series(1, 3) n`;
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    await client.query(insert).finally(() => client.end());
    const status = async (...argv: readonly string[]) =>
      (await checksOf(...argv)).checks.filter((check) => check.status !== 'healthy').map(({ name }) => name);
    expect(await status('--bot', 'guest')).toContain('guest-notes');
    expect(await status('--bot', 'probe')).not.toContain('guest-notes');
    expect((await checksOf('--bot', 'guest')).code).toBe(1);
  });

  test('finds a bot that cannot be opened', async () => {
    const broken = defineTestApp([
      {
        ...createGuestPackage(),
        open: () => {
          throw new Error('no paper');
        },
      },
    ]);
    const { code, stdout } = await runCommand(broken, ['doctor', '--bot', 'guest'], {
      OPORA_DATA_DIR: folder,
      DATABASE_URL: database.connectionString,
      GUEST_KEY: Buffer.alloc(32, 5).toString('base64'),
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/guest-live +Error: no paper/);
  });

  test('knows the bots that run', async () => {
    const { code, stderr } = await opora(['doctor', '--bot', 'geust']);
    expect(code).toBe(2);
    expect(stderr).toContain('there are: guest, probe');
  });
});

describe('opora eval', () => {
  test('judges the sets of a bot', async () => {
    const data = join(folder, 'words.jsonl');
    await writeFile(data, '{}\n{}\n');
    expect((await opora(['eval', 'guest-words', '--data', data])).code).toBe(0);
    await writeFile(data, '{}\n');
    expect((await opora(['eval', 'guest-words', '--data', data])).code).toBe(1);
    expect((await opora(['eval', '--help'])).stdout).toContain('guest-words  words of guests');
  });
});

test('the configuration names the secret of a bot that a shared database needs', async () => {
  const { code, stderr } = await opora(['config', 'check'], { GUEST_KEY: '' });
  expect(code).toBe(2);
  expect(stderr).toContain('GUEST_KEY is required because DATABASE_URL is set');
});
