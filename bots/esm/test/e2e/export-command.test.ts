import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from 'opora/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { readJsonLines, readZip } from '../export/read-zip.ts';
import type { TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy } from '../fakes/make-study.ts';
import { type OporaExit, startOpora } from '../fakes/start-opora.ts';

let database: TestDatabase;
let pool: pg.Pool;
let folder: string;
const key = generateDataKey();

const start = (argv: readonly string[]) =>
  startOpora(database.connectionString, argv, { ESM_DATA_KEY: key, OPORA_DATA_DIR: join(folder, 'data') });
const opora = (...argv: readonly string[]): Promise<OporaExit> => start(argv).exit;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'esm export '));
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString });
  pool.on('error', () => undefined);
  expect((await opora('migrate', 'up')).code).toBe(0);
  await makeStudy({ pool } as TestRuntime, { studyId: 'demo' });
  expect((await opora('esm', 'demo-data', '--participants', '2', '--days', '3')).code).toBe(0);
}, 120_000);

afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

test('opora export esm writes the words of participants to a file, opened with the data key', async () => {
  const file = join(folder, 'whole.zip');
  const words = ['--study', 'demo', '--texts', 'full', '--training', '--out', file, '--json'];
  const { code, stdout, stderr } = await opora('export', 'esm', ...words);
  expect([code, stderr]).toEqual([0, '']);
  const told = JSON.parse(stdout) as { readonly file: string; readonly items: number };
  expect(told.file).toBe(file);
  const items = readJsonLines((await readZip(file)).get('items.jsonl'));
  expect(items).toHaveLength(told.items);
  const moments = items.filter(({ item, status }) => item === 'moment_capture' && status === 'answered');
  expect(moments.length).toBeGreaterThan(0);
  for (const { final_text } of moments) expect(String(final_text)).toMatch(/\p{L}{2}/u);
});

test('Ctrl+C in the middle of an export leaves nothing behind, and exits with 1', async () => {
  const place = join(folder, 'stopped');
  const plain = join(folder, 'data', 'files', 'esm', 'exports');
  const client = await pool.connect();
  await client.query('BEGIN');
  // The export comes to a halt at the answers.
  await client.query('LOCK TABLE esm_answers IN ACCESS EXCLUSIVE MODE');
  const { child, exit } = start(['esm', 'export', 'write', '--study', 'demo', '--out', `${place}.zip`]);
  let said = '';
  child.stderr?.on('data', (text: string) => {
    said += text;
  });
  const isAt = (what: string, isTrue: () => unknown) =>
    expect.poll(isTrue, { message: what, timeout: 30_000, interval: 20 }).toBeTruthy();
  await isAt('plain files', async () =>
    (await readdir(plain).catch(() => [])).some((name) => name.startsWith('command.')),
  );
  child.kill('SIGINT');
  await isAt('the command hears the signal', () => said.includes('Stopping'));
  await client.query('ROLLBACK');
  client.release();
  const { code, signal, stdout, stderr } = await exit;
  expect({ code, signal, stdout }).toEqual({ code: 1, signal: null, stdout: '' });
  expect(stderr).toContain('Stopped; there is no file.');
  expect(await readdir(plain)).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([]);
}, 60_000);
