import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillStudy } from '../../src/demo-data/fill-study.ts';
import { des9 } from '../../src/index.ts';
import { readParticipation, readRecentReports, readScaleCounts } from '../../src/patterns/read-feedback.ts';
import { readPatterns } from '../../src/patterns/read-patterns.ts';
import { meanRanks } from '../../src/patterns/spearman.ts';
import { createTestRuntime, noon, type TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy } from '../fakes/make-study.ts';

let runtime: TestRuntime;
let person = '';
const settings = { enablePatternDetection: true, minDataForPersonalization: 10 };

async function rows<Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await runtime.pool.query(sql, [...values])).rows as Row[];
}

beforeAll(async () => {
  runtime = await createTestRuntime(noon);
  await makeStudy(runtime, { studyId: 's' });
  await fillStudy(runtime, { studyId: 's', participants: 3, days: 7, sealText: (text) => Buffer.from(text) });
  const [first] = await rows<{ id: string }>(
    'SELECT conversation_id::text AS id FROM esm_participants ORDER BY participant_id LIMIT 1',
  );
  person = first?.id ?? '';
  // A preview of the same person counts for nothing.
  await rows(
    `INSERT INTO esm_responses (conversation_id, response_id, instrument, version, language, status, item_order, started_at,
      study_id, kind, preview) VALUES ($1, 'preview', 'des-9', 1, 'en', 'completed', '[]', now(), 's', 'beep', true)`,
    person,
  );
  await rows(
    `INSERT INTO esm_answers (conversation_id, response_id, item_id, position, status, value, attempts, shown_at)
    VALUES ($1, 'preview', 'mood', 0, 'answered', '7', 1, now())`,
    person,
  );
});

afterAll(() => runtime?.close());

test('taking part is counted, previews left out', async () => {
  const [expected] = await rows(
    `SELECT count(*) FILTER (WHERE sent_at IS NOT NULL)::int AS sent,
      count(*) FILTER (WHERE sent_at IS NOT NULL AND status = 'completed')::int AS completed,
      count(*) FILTER (WHERE status = 'expired')::int AS expired, count(*) FILTER (WHERE kind = 'event')::int AS events
    FROM esm_beeps WHERE conversation_id = $1`,
    person,
  );
  const participation = await readParticipation(runtime.database, person, true);
  expect(participation).toMatchObject({ ...(expected as object), trainingCompleted: true, recent_sent: 20 });
  const [surveys] = await rows<{ all: number; later: number; days: number }>(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE NOT is_training)::int AS later,
      count(DISTINCT local_date)::int AS days
    FROM esm_responses WHERE conversation_id = $1 AND status = 'completed' AND NOT preview`,
    person,
  );
  expect([participation.surveys, participation.after_training, participation.days]).toEqual([
    ...[surveys?.all, surveys?.later, surveys?.days],
  ]);
  expect(JSON.parse(JSON.stringify(participation))).toEqual(participation);
});

test('the newest twenty signals that are over are counted apart', async () => {
  await rows(
    `UPDATE esm_beeps SET status = 'expired' WHERE conversation_id = $1 AND beep_id IN (
    SELECT beep_id FROM esm_beeps WHERE conversation_id = $1 AND kind = 'signal' AND sent_at IS NOT NULL
    ORDER BY sent_at DESC LIMIT 15)`,
    person,
  );
  const { recent_sent, recent_completed } = await readParticipation(runtime.database, person, true);
  expect(recent_sent).toBe(20);
  expect(recent_completed).toBeLessThanOrEqual(5);
});

test('somebody of whom nothing is stored took part in nothing', async () => {
  const participation = await readParticipation(runtime.database, '424242', false);
  expect(new Set(Object.values(participation))).toEqual(new Set([0, false]));
  expect(await readScaleCounts(runtime.database, '424242', des9)).toEqual([]);
  expect(await readRecentReports(runtime.database, '424242', des9)).toEqual([]);
});

test('scales are counted value by value, of this version and after training', async () => {
  const counts = await readScaleCounts(runtime.database, person, des9);
  const expected = await rows<{ item: string; value: number }>(
    `SELECT a.item_id AS item, a.value::float8 AS value FROM esm_answers a
    JOIN esm_responses r USING (conversation_id, response_id)
    WHERE conversation_id = $1 AND r.status = 'completed' AND NOT is_training AND NOT preview AND a.status = 'answered'
      AND a.item_id IN ('challenge', 'skill', 'concentration', 'mood', 'energy', 'stress')`,
    person,
  );
  expect(counts.reduce((sum, { times }) => sum + times, 0)).toBe(expected.length);
  for (const { item, value, times } of counts) {
    expect(expected.filter((row) => row.item === item && row.value === value)).toHaveLength(times);
  }
  expect(await readScaleCounts(runtime.database, person, { ...des9, version: 2 })).toEqual([]);
});

test('recent reports name the classes that count, newest first, ten at most', async () => {
  const reports = await readRecentReports(runtime.database, person, des9);
  expect(reports).toHaveLength(10);
  const stored = await rows<{ classes: readonly { id: string; confidence: number }[] }>(
    `SELECT a.first_validation->'classes' AS classes FROM esm_answers a JOIN esm_responses r USING (conversation_id, response_id)
    WHERE conversation_id = $1 AND r.status = 'completed' AND NOT is_training AND NOT preview
      AND a.item_id = 'moment_capture' AND a.status = 'answered'
    ORDER BY r.started_at DESC LIMIT 10`,
    person,
  );
  expect(reports).toEqual(
    stored.map(({ classes }) => classes.filter((one) => one.confidence >= 0.6).map(({ id }) => id)),
  );
});

test('patterns of stored responses: means, pairs, blocks and confirmations are those of the rows', async () => {
  const patterns = await readPatterns(runtime.database, person, des9, settings);
  if (patterns === null) throw new Error('a week of answers has patterns');
  const stored = await rows<{ item: string; response: string; value: number }>(
    `SELECT a.item_id AS item, a.response_id AS response, a.value::float8 AS value FROM esm_answers a
    JOIN esm_responses r USING (conversation_id, response_id)
    WHERE conversation_id = $1 AND r.status = 'completed' AND NOT is_training AND NOT preview AND a.status = 'answered'
      AND jsonb_typeof(a.value) = 'number'`,
    person,
  );
  const moods = stored.filter(({ item }) => item === 'mood').map(({ value }) => value);
  const mood = patterns.scales.find(({ item }) => item === 'mood');
  expect(mood?.n).toBe(moods.length);
  expect(mood?.mean).toBeCloseTo(moods.reduce((sum, value) => sum + value, 0) / moods.length, 10);
  for (const pair of patterns.pairs) {
    const [one, other] = pair.items.map(
      (id) => new Map(stored.filter(({ item }) => item === id).map((row) => [row.response, row.value])),
    );
    const both = [...(one ?? [])].filter(([response]) => other?.has(response));
    expect(pair.n).toBe(both.length);
    expect(pair.n).toBeGreaterThanOrEqual(20);
    const ranks = meanRanks(both.map(([, value]) => value));
    const otherRanks = meanRanks(both.map(([response]) => other?.get(response) ?? 0));
    const mean = (both.length + 1) / 2;
    const sum = (f: (index: number) => number) => both.reduce((total, _, index) => total + f(index), 0);
    const [x, y] = [
      (index: number) => (ranks[index] ?? 0) - mean,
      (index: number) => (otherRanks[index] ?? 0) - mean,
    ];
    expect(pair.rho).toBeCloseTo(
      sum((i) => x(i) * y(i)) / Math.sqrt(sum((i) => x(i) ** 2) * sum((i) => y(i) ** 2)),
      10,
    );
  }
  const [sent] = await rows<{ count: number }>(
    `SELECT count(*)::int FROM esm_beeps WHERE conversation_id = $1 AND kind = 'signal' AND sent_at IS NOT NULL`,
    person,
  );
  expect(patterns.compliance.map(({ block }) => block)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(patterns.compliance.reduce((sum, block) => sum + block.sent, 0)).toBe(sent?.count);
  const [coded] = await rows<{ count: number }>(
    `SELECT count(*)::int FROM esm_annotations WHERE conversation_id = $1`,
    person,
  );
  for (const { of, times } of patterns.confirmed) {
    expect(of).toBe(coded?.count);
    expect(times).toBeLessThanOrEqual(of);
  }
  expect(
    await readPatterns(runtime.database, person, des9, { ...settings, enablePatternDetection: false }),
  ).toBeNull();
  expect(
    await readPatterns(runtime.database, person, des9, { ...settings, minDataForPersonalization: 1000 }),
  ).toBeNull();
});
