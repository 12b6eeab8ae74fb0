import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esmPackage } from '../../../bots/esm/src/index.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { testDataKey } from './support/data-key.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';

let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-confirm-'));
  database = await createTestDatabase();
  const env = { OPORA_DATA_DIR: folder, DATABASE_URL: database.connectionString };
  const app = defineTestApp([esmPackage]);
  expect((await runCommand(app, ['migrate', 'up'], env)).code).toBe(0);
  const client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  await client.query(`insert into dead_letters (conversation_id, kind, bot, reason, from_seq, through_seq)
    values (1, 'turn', 'esm', 'for this test', 1, 1)`);
  await client.end();
  expect((await runCommand(app, ['backup', join(folder, 'a.backup'), '--no-verify'], env)).code).toBe(0);
}, 60_000);

afterAll(async () => {
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const main = fileURLToPath(new URL('./support/child-main.ts', import.meta.url));
const flags = ['--conditions=opora-source', '--import', 'tsx'];
/** Gives a command a terminal of its own. */
const script = '/usr/bin/script';
const hasTerminal = process.platform === 'linux' && existsSync(script);

/** Runs a command in a process whose input is a terminal, and answers its question; null ends the input. */
async function answerAt(argv: readonly string[], answer: string | null) {
  const command = [process.execPath, ...flags, main, ...argv].map((word) => `'${word}'`).join(' ');
  // Without a terminal to be had the process takes its pipe for one.
  const pretend = ['--import', 'data:text/javascript,process.stdin.isTTY=true', ...flags, main, ...argv];
  // A question that is never answered ends with the process, not with the patience of the test.
  const options = { env: environment(), timeout: 15_000 };
  const child = hasTerminal
    ? spawn(script, ['-qec', command, '/dev/null'], options)
    : spawn(process.execPath, pretend, options);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (!said.includes('(yes/no)') && (said + text).includes('(yes/no)')) {
        if (answer !== null) child.stdin.write(`${answer}\n`);
        else if (hasTerminal) child.stdin.write('\u0004');
        else child.stdin.end();
      }
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, said };
}

const environment = (): NodeJS.ProcessEnv => ({
  ...{ PATH: process.env.PATH, HOME: process.env.HOME ?? folder, LOG_LEVEL: 'error', OPORA_BOTS: 'esm' },
  ...{ SHELL: '/bin/sh', TERM: 'xterm', OPORA_DATA_DIR: folder, DATABASE_URL: database.connectionString },
  ...testDataKey,
});

const down = ['migrate', 'down', '--set', 'esm', '--to', '0'];

test('the end of the input at a question is a no, and said so: exit code 1', async () => {
  for (const argv of [down, ['restore', join(folder, 'a.backup')]]) {
    const { code, said } = await answerAt(argv, null);
    expect([argv, code, said]).toEqual([
      argv,
      1,
      expect.stringMatching(/\(yes\/no\)[\s\S]*Nothing was changed\./),
    ]);
  }
}, 60_000);

test('a question takes yes and nothing else', async () => {
  for (const no of ['no', '', 'y']) {
    const { code, said } = await answerAt(down, no);
    expect([no, code, said]).toEqual([no, 1, expect.stringContaining('Nothing was changed.')]);
  }
  const { code, said } = await answerAt(down, 'yes');
  expect([code, said]).toEqual([0, expect.stringContaining('undid esm 1 ')]);
}, 60_000);
