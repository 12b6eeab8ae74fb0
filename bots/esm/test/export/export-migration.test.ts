import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esm } from '../../src/index.ts';
import { createTestRuntime, type TestRuntime } from '../fakes/bot-runtime.ts';

let runtime: TestRuntime;

beforeAll(async () => {
  runtime = await createTestRuntime();
});

afterAll(() => runtime?.close());

const migration = (direction: 'up' | 'down'): Promise<string> =>
  readFile(new URL(`000006_esm_exports.${direction}.sql`, esm.migrations), 'utf8');

test('the migration goes down and up again with exports in the table', async () => {
  await runtime.pool.query(
    `INSERT INTO esm_exports (export_id, study_id, requested_by, filters, status, created_at, expires_at)
    SELECT status, 's', 'tester', '{}', status, now(), now()
    FROM unnest(ARRAY['waiting', 'running', 'done', 'failed', 'expired']) AS status`,
  );
  await runtime.pool.query(await migration('down'));
  const read = () => runtime.pool.query('SELECT export_id, status FROM esm_exports ORDER BY export_id');
  const kept = (await read()).rows;
  expect(kept.map(({ export_id, status }) => `${export_id} ${status}`)).toEqual([
    ...['done done', 'expired failed', 'failed failed', 'running running', 'waiting waiting'],
  ]);
  await runtime.pool.query(await migration('up'));
  expect((await read()).rows).toEqual(kept);
});
