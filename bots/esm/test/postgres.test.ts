import { readdir, readFile } from 'node:fs/promises';
import { type Language, languages, type Statement } from 'opora';
import { createTestDatabase } from 'opora/testing';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type EsmState, esm } from '../src/index.ts';
import type { Participation } from '../src/joining/participation.ts';
import { countDecline } from '../src/postgres/count-decline.ts';
import { deleteAnswers } from '../src/postgres/delete-answers.ts';
import { deleteParticipant } from '../src/postgres/delete-participant.ts';
import { deleteResponses } from '../src/postgres/delete-responses.ts';
import { noteEdit } from '../src/postgres/note-edit.ts';
import { type AnswerRow, type SealedWords, saveAnswer } from '../src/postgres/save-answer.ts';
import { saveParticipant } from '../src/postgres/save-participant.ts';
import { saveResponse } from '../src/postgres/save-response.ts';
import { type ParticipantRow, selectParticipant } from '../src/postgres/select-participant.ts';
import { type StoredResponse, selectResponses } from '../src/postgres/select-responses.ts';
import { exportFiles } from '../src/privacy/export-files.ts';
import { openVault } from '../src/vault/open-vault.ts';
import { answerPlace } from '../src/vault/places.ts';
import { beginDialogue } from './fakes/script.ts';
import { fakeDataKey } from './fakes/study-rows.ts';

const at = Date.UTC(2026, 10, 21, 23, 59, 59, 125);
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;

/** All migrations of a direction, in the order in which they run. */
async function migration(direction: 'up' | 'down'): Promise<string> {
  const folder = esm.migrations ?? new URL('.', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith(`.${direction}.sql`)).sort();
  if (direction === 'down') files.reverse();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.join('\n');
}

async function run<Row>(statement: Statement): Promise<readonly Row[]> {
  const { rows } = await client.query({
    name: statement.name,
    text: statement.sql,
    values: [...statement.values],
  });
  return rows as Row[];
}

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.connectionString });
  await client.connect();
  await client.query(await migration('up'));
});

afterAll(async () => {
  await client?.end();
  await database?.drop();
});

beforeEach(async () => {
  await client.query('TRUNCATE esm_participants, esm_responses, esm_answers, esm_declines');
});

const survey: NonNullable<EsmState['survey']> = {
  ...{ responseId: 'r1', beepId: null, instrument: 'des-9', instrumentVersion: 1, startedAt: at },
  ...{ order: ['one', 'two', 'three'], position: 0, ticked: [], items: {} },
  ...{ kind: 'beep', localDate: '2026-11-22', zone: 'Europe/Kyiv', trainingDay: 2, beepNumber: 3 },
  ...{ wave: null, preview: false },
};
/** Any bytes stand for sealed words: the tables never open them. */
const words = (text: string): SealedWords => ({
  ...{ first: Buffer.from(`first ${text}`), final: Buffer.from(`final ${text}`) },
  ...{ characters: text.length, words: 1 },
});
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const answer: AnswerRow = {
  ...{ conversationId: '7', responseId: 'r1', itemId: 'one', position: 0, status: 'answered', value: null },
  ...{ sealed: words('one'), attempts: 1, sources: ['m1'], shownAt: at, answeredAt: at + 1500 },
  ...{ validation: null, probes: [], flags: [] },
};
const consent: NonNullable<EsmState['consent']> = {
  ...{ version: 1, language: 'uk', textHash: 'abc', agreedAt: at },
  parts: { takingPart: true, aiProvider: false, quotation: false },
};

const participation: Participation = {
  ...{ studyId: 'study', participantId: 'p', pseudonym: 'ABCDE23456', status: 'active', resumesAs: 'active' },
  settings: { zone: 'Europe/Kyiv', hours: { start: '10:00', end: '20:00' }, count: 4 },
  ...{ addressForm: 'formal', firstDate: '2026-11-22', planVersion: 2, protocolVersion: 1, refusals: 0 },
  ...{ plannedThrough: '2026-11-24', pause: null, consentOffered: 1, seenAt: at, pushover: null },
};
const unfinished = { survey, studyId: 'study', status: 'in_progress', completedAt: null } as const;

async function saveAll(conversationId: string, language: Language): Promise<void> {
  await run(
    saveParticipant({
      ...{ conversationId, language, consent, channel: 'http', at },
      participation: { ...participation, participantId: `p${conversationId}`, pseudonym: conversationId },
      chatSealed: new Uint8Array([1, 2, 3]),
    }),
  );
  await run(saveResponse({ ...unfinished, conversationId, language }));
  await run(saveAnswer({ ...answer, conversationId }));
}

test('the migration goes up, down and up again with data in the tables', async () => {
  await saveAll('7', 'ru');
  await run(countDecline(at));
  await client.query(await migration('down'));
  const { rows } = await client.query("SELECT 1 FROM pg_tables WHERE tablename LIKE 'esm\\_%'");
  expect(rows).toEqual([]);
  await client.query(await migration('up'));
  await saveAll('7', 'ru');
});

test('every table with a conversation_id leads its key with it', async () => {
  const { rows } = await client.query(`SELECT c.relname AS table, a.attname AS column
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
    WHERE i.indisprimary AND c.relname LIKE 'esm\\_%' AND EXISTS (
      SELECT 1 FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'conversation_id'
    ) ORDER BY 1`);
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const row of rows) expect(row).toEqual({ table: row.table, column: 'conversation_id' });
});

test('writes are idempotent; the first text is immutable and the final one beside it', async () => {
  for (const language of languages) {
    await saveAll('7', language);
    await saveAll('7', language);
  }
  await run(
    saveAnswer({ ...answer, sealed: words('later'), sources: ['m2'], attempts: 2, answeredAt: at + 9000 }),
  );
  await run(saveAnswer({ ...answer, itemId: 'two', position: 1, sealed: words('4'), value: 4, sources: [] }));
  await run(
    saveAnswer({ ...answer, itemId: 'two', position: 1, status: 'skipped', sealed: null, sources: [] }),
  );
  await run(
    saveResponse({
      conversationId: '7',
      survey,
      language: 'en',
      ...{ status: 'partial', studyId: 'study' },
      completedAt: at + 20_000,
    }),
  );
  const [participant, ...others] = await run<ParticipantRow>(selectParticipant('7'));
  expect(others).toEqual([]);
  expect(participant).toMatchObject({
    ...{ language: 'en', status: 'active', consent_version: 1, consent_language: 'uk' },
    ...{ agreed_at: '2026-11-21T23:59:59.125Z', consent_parts: consent.parts },
  });
  const responses = await run<StoredResponse>(selectResponses('7', 1_000_000));
  expect(responses).toMatchObject([
    {
      ...{ response_id: 'r1', beep_id: null, instrument: 'des-9', version: 1, language: 'en', total: 1 },
      ...{ status: 'partial', item_order: ['one', 'two', 'three'], duration_s: 20 },
      ...{ started: '2026-11-21T23:59:59.125Z', completed: '2026-11-22T00:00:19.125Z' },
      answers: [
        {
          ...{ item: 'one', status: 'answered', value: null, first_text: null, final_text: null },
          ...{ first_sealed: base64('first one'), final_sealed: base64('final later') },
          ...{ attempts: 2, edits: 0, latency_ms: 9000 },
          ...{ shown: '2026-11-21T23:59:59.125Z', answered: '2026-11-22T00:00:08.125Z' },
        },
        {
          ...{ item: 'two', status: 'skipped', value: null },
          ...{ first_sealed: base64('first 4'), final_sealed: null },
          ...{ attempts: 1, edits: 0, latency_ms: 1500 },
          ...{ shown: '2026-11-21T23:59:59.125Z', answered: '2026-11-22T00:00:00.625Z' },
        },
      ],
    },
  ]);
  const json = JSON.parse(exportFiles(participant ?? null, responses).json);
  expect(json.responses[0].items.map((item: { value: unknown }) => item.value)).toEqual([null, -99, -97]);
});

test('words that an earlier version kept plain stay the first ones; new ones are only sealed', async () => {
  await saveAll('7', 'en');
  await client.query("UPDATE esm_answers SET first_text = 'old', final_text = 'old', first_sealed = NULL");
  await run(saveAnswer({ ...answer, sealed: words('later') }));
  const { rows } = await client.query(
    'SELECT first_text, final_text, first_sealed, final_sealed FROM esm_answers',
  );
  expect(rows).toEqual([
    { first_text: 'old', final_text: null, first_sealed: null, final_sealed: words('later').final },
  ]);
});

test('an edit counts once, on the answer its message made, of this Conversation only', async () => {
  await saveAll('7', 'en');
  await saveAll('8', 'en');
  await run(saveAnswer({ ...answer, sealed: words('later'), sources: ['m2'] }));
  for (const [of, seq] of [
    ['m1', 10],
    ['m1', 10],
    ['m2', 11],
    ['m3', 12],
  ] as const) {
    await run(noteEdit({ conversationId: '7', of, seq, at }));
  }
  const { rows } = await client.query('SELECT edits, first_sealed FROM esm_answers ORDER BY conversation_id');
  expect(rows).toEqual([
    { edits: 2, first_sealed: answer.sealed?.first },
    { edits: 0, first_sealed: answer.sealed?.first },
  ]);
});

test('deletion erases one Conversation everywhere and nothing else', async () => {
  await saveAll('7', 'en');
  await saveAll('8', 'en');
  for (const remove of [deleteAnswers, deleteResponses, deleteParticipant]) await run(remove('7'));
  for (const table of ['esm_answers', 'esm_responses', 'esm_participants']) {
    const { rows } = await client.query(`SELECT conversation_id FROM ${table}`);
    expect(rows).toEqual([{ conversation_id: '8' }]);
  }
});

test('refusals are counted by day and hold no person', async () => {
  for (const when of [at, at, at + 1000]) await run(countDecline(when));
  const { rows } = await client.query('SELECT day::text, count::int FROM esm_declines ORDER BY day');
  expect(rows).toEqual([
    { day: '2026-11-21', count: 2 },
    { day: '2026-11-22', count: 1 },
  ]);
});

test('the export reads the newest responses within the limit, at least one', async () => {
  for (let number = 0; number < 20; number += 1) {
    const responseId = `r${String(number).padStart(2, '0')}`;
    const one = { ...survey, responseId, startedAt: at + number * 1000 };
    await run(
      saveResponse({
        conversationId: '7',
        survey: one,
        language: 'en',
        ...{ status: 'completed', studyId: 'study' },
        completedAt: at,
      }),
    );
    await run(saveAnswer({ ...answer, responseId, sealed: words('я'.repeat(500)) }));
  }
  const some = await run<StoredResponse>(selectResponses('7', 10_000));
  expect(some.map((row) => row.response_id)).toEqual(['r19', 'r18', 'r17', 'r16']);
  expect(some[0]?.total).toBe(20);
  expect(await run<StoredResponse>(selectResponses('7', 1))).toHaveLength(1);
});

test('what a whole dialogue writes is accepted and read back', async () => {
  const dialogue = await beginDialogue('uk', 'survey');
  const acts = [
    'холод чашки\ud800\0',
    '12',
    '4',
    { press: '5' },
    '/back',
    '6',
    '/skip',
    '7',
    '1',
    '2',
    '=x',
    '/skip',
    '/skip',
    '/export',
  ];
  const turns = [];
  for (const act of acts) turns.push(await dialogue.say(act));
  const before = await beginDialogue('uk', 'nothing');
  turns.unshift(await before.say('/start', 'uk', { press: 'Погоджуюся' }), await before.say('/survey'));
  for (const write of turns.flatMap((turn) => turn.writes)) await run(write);
  const [response] = await run<StoredResponse>(selectResponses('1', 1_000_000));
  expect(response?.status).toBe('completed');
  const vault = openVault({ dataKey: fakeDataKey });
  const opened = response?.answers.map(({ item, final_sealed: final }) => {
    const place = answerPlace('1', response.response_id, item, 'final_sealed');
    return final == null ? null : vault.open(Buffer.from(final, 'base64'), place);
  });
  expect(opened).toEqual([...['холод чашки\ufffd\ufffd', '4', '6', null, '7', '1', '2', '=x', null]]);
});
