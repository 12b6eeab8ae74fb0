import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../src/study/seed-demo.ts';
import { openTestApi, type TestApi } from './support/test-api.ts';
import { makeBeep, makeParticipant, makeResponse } from './support/test-participant.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api?.close());

const folder = new URL('../../migrations/', import.meta.url);
const sql = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');

test('the tables of studies go down and up again with rows in all of them', async () => {
  await seedDemo(api.runtime);
  await makeParticipant(api.runtime, { conversationId: '1', studyId: 'demo' });
  const one = { conversationId: '1', studyId: 'demo' };
  await makeBeep(api.runtime, { ...one, id: 'b1', plannedAt: '2026-01-06T10:00:00Z' });
  await makeResponse(api.runtime, { ...one, id: 'r1', text: 'x' });
  await api.ask('owner', 'PUT responses/r1/annotations', { phenomena: {}, notes: 'n', version: 0 });
  await api.ask('owner', 'POST studies/demo/exports', {});
  await api.ask('owner', 'POST studies/demo/preview', { conversationId: 'web-1' });
  await api.ask(null, 'POST session', { token: api.tokens.owner });
  await api.ask('owner', 'POST link-codes');
  await api.runtime.rows(
    "INSERT INTO esm_deletion_notices (deletion_id, study_id, at) VALUES ('d', 'demo', now())",
  );
  await api.ask('owner', 'POST studies/demo/freeze');
  const made = (await sql('000002_esm_studies.up.sql')).matchAll(/CREATE TABLE (esm_\w+)/g);
  for (const [, table] of made) {
    expect(await api.runtime.rows(`SELECT 1 FROM ${table} LIMIT 1`), table).toHaveLength(1);
  }
  const files = (await readdir(folder))
    .filter((name) => name.endsWith('.down.sql') && name > '000002')
    .sort();
  for (const name of files.toReversed()) await api.runtime.rows(await sql(name));
  const left = await api.runtime.rows<{ table_name: string }>(
    "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'esm\\_%' ORDER BY 1",
  );
  expect(left.map((row) => row.table_name)).toEqual([
    ...['esm_answers', 'esm_declines', 'esm_participants', 'esm_responses'],
  ]);
  expect(await api.runtime.rows('SELECT status FROM esm_participants')).toEqual([{ status: 'active' }]);
  for (const name of files) await api.runtime.rows(await sql(name.replace('.down.', '.up.')));
  await seedDemo(api.runtime);
  expect(await api.runtime.rows('SELECT status FROM esm_studies')).toEqual([{ status: 'open' }]);
});

test('every table about a person leads its key with conversation_id', async () => {
  const keys = await api.runtime.rows<{ table: string }>(`SELECT c.relname AS table
    FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'conversation_id' AND NOT a.attisdropped
    WHERE c.relname LIKE 'esm\\_%' AND i.indkey[0] <> a.attnum`);
  expect(keys).toEqual([]);
});
