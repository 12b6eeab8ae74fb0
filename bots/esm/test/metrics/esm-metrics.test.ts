import { type LogFields, type Logger, silentLogger } from 'opora';
import { createMeter } from 'opora/app';
import { createVirtualClock } from 'opora/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createEsmMetrics, type EsmMetrics } from '../../src/metrics/esm-metrics.ts';
import { esmMetrics } from '../../src/metrics/metric-declarations.ts';
import { toFigureName } from '../../src/metrics/metric-name.ts';
import { type EsmDatabase, openEsmDatabase } from '../fakes/esm-database.ts';
import { accepted, addBeep, addPerson, addResponse } from '../fakes/figure-rows.ts';

const dayMs = 86_400_000;
/** Long past for the database's own clock, so that late changes are late. */
const noon = Date.UTC(2025, 2, 1, 12);
let database: EsmDatabase;
let lines: { readonly level: string; readonly message: string; readonly fields: LogFields }[] = [];

const logger: Logger = {
  ...silentLogger,
  info: (fields, message) => void lines.push({ level: 'info', fields, message }),
  warn: (fields, message) => void lines.push({ level: 'warn', fields, message }),
};

/** One process that counts; every call is another one. */
function open(now = noon, store: Pick<EsmDatabase, 'query' | 'write'> = database) {
  const clock = createVirtualClock(now);
  const meter = createMeter({ declarations: esmMetrics });
  const metrics: EsmMetrics = createEsmMetrics({
    ...{ clock, logger, meter, database: store },
    write: (statements) => store.write(statements),
  });
  const series = async (name: string): Promise<number | null> => {
    const line = (await meter.render()).split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? null : Number(line.slice(name.length + 1));
  };
  return { clock, metrics, series };
}

beforeAll(async () => {
  database = await openEsmDatabase();
});

afterAll(() => database?.close());

beforeEach(async () => {
  lines = [];
  await database.run(
    `TRUNCATE esm_participants, esm_responses, esm_answers, esm_beeps, esm_daily_figures, esm_stale_figures`,
  );
});

/** A small study: two days, five beeps, three responses. */
async function live(): Promise<void> {
  await addPerson(database, { id: 1, trainingCompleted: true });
  await addPerson(database, { id: 2, status: 'training' });
  await addPerson(database, { id: 3, status: 'withdrawn', droppedOut: true });
  const sent = { person: 1, sentAt: noon + 2_000, status: 'completed' };
  await addBeep(database, { ...sent, beepId: 'a', plannedAt: noon, openedAt: noon + 62_000 });
  await addBeep(database, { ...sent, beepId: 'b', plannedAt: noon + 1_000, status: 'expired' });
  await addBeep(database, { person: 1, beepId: 'c', plannedAt: noon - dayMs, status: 'missed' });
  await addBeep(database, { person: 2, beepId: 'd', plannedAt: noon, kind: 'interval' });
  await addBeep(database, { ...sent, beepId: 'e', plannedAt: noon, preview: true });
  await addResponse(database, { person: 1, responseId: 'r1', startedAt: noon, judged: accepted });
  await addResponse(database, {
    ...{ person: 1, responseId: 'r2', startedAt: noon - dayMs, isTraining: true },
    judged: {
      ...accepted,
      ...{ verdict: 'probe', quality: 50, phenomena: [] },
      classes: [{ id: 'speculation', confidence: 0.8, start: 0, end: 5 }],
      presupposition: { id: 'reading_voice', confidence: 0.9, start: 0, end: 5 },
    },
  });
  await addResponse(database, { person: 1, responseId: 'r3', startedAt: noon, status: 'partial' });
  const preview = { ...accepted, quality: 1 };
  await addResponse(database, {
    person: 1,
    responseId: 'r4',
    startedAt: noon,
    preview: true,
    judged: preview,
  });
}

const figures = {
  ...{ responses: 2, responseQualityAvg: 75, trainingQualityAvg: 50, illusionsDetected: 1 },
  ...{ trainingCompletions: 1, trainingDropouts: 1, activeParticipants: 2, complianceRatio: 0.5 },
  classes: { pristine: 1, speculation: 1 },
  phenomenaDetected: { innerSpeech: 1, feeling: 0 },
  beeps: {
    signal: { planned: 3, sent: 2, opened: 1, completed: 1, expired: 1, missed: 1, failed: 0 },
    interval: { planned: 1, sent: 0 },
  },
  beepLagSeconds: { count: 2, sum: 3 },
  openLatencySeconds: { count: 1, sum: 60 },
};

describe('getMetrics', () => {
  test('has every metric under its name in camel case, and computed', async () => {
    const { metrics } = open();
    const names = [...esmMetrics.map(({ name }) => toFigureName(name)), 'computed'];
    expect(Object.keys(await metrics.getMetrics()).sort()).toEqual(names.sort());
  });

  test('tells of the studies what their rows say; previews are left out', async () => {
    await live();
    const { metrics } = open(noon + 60_000);
    expect(await metrics.getMetrics()).toMatchObject({
      ...figures,
      computed: {
        ...{ trainingCompletionRate: 0.5, averageResponseQuality: 75 },
        ...{ validationSuccessRate: null, cacheHitRate: null },
        topPhenomena: [{ phenomenon: 'innerSpeech', count: 1 }],
      },
    });
  });

  test('survives a restart, and days that are long over', async () => {
    await live();
    await open(noon + 60_000).metrics.getMetrics();
    expect(await open(noon + 20 * dayMs).metrics.getMetrics()).toMatchObject(figures);
    // After thirty days the averages have nothing recent to go by; totals stay.
    const { responses, responseQualityAvg, complianceRatio } = await open(
      noon + 40 * dayMs,
    ).metrics.getMetrics();
    expect({ responses, responseQualityAvg, complianceRatio }).toEqual({
      ...{ responses: 2, responseQualityAvg: null, complianceRatio: null },
    });
  });

  test('counts an empty installation as nothing, without averages', async () => {
    expect(await open().metrics.getMetrics()).toMatchObject({
      ...{ responses: 0, responseQualityAvg: null, complianceRatio: null, activeParticipants: 0 },
      computed: { trainingCompletionRate: null, averageResponseQuality: null, topPhenomena: [] },
    });
  });

  test('forgets what was deleted, however old', async () => {
    await live();
    const { metrics, clock } = open(noon + 60_000);
    await metrics.getMetrics();
    await clock.advance(10 * dayMs);
    await metrics.getMetrics();
    await database.run('DELETE FROM esm_answers');
    await database.run('DELETE FROM esm_responses');
    await database.run('DELETE FROM esm_beeps');
    expect(await metrics.getMetrics()).toMatchObject({
      ...{ responses: 0, classes: { pristine: 0 }, beeps: { signal: { sent: 0 } } },
    });
  });

  test('sees what changes in a day that was over', async () => {
    await live();
    const { metrics, clock } = open(noon + 60_000);
    await metrics.getMetrics();
    await clock.advance(10 * dayMs);
    await metrics.getMetrics();
    await database.run(`UPDATE esm_responses SET status = 'completed' WHERE response_id = 'r3'`);
    await database.run(`UPDATE esm_beeps SET status = 'skipped' WHERE beep_id = 'b'`);
    expect(await metrics.getMetrics()).toMatchObject({
      ...{ responses: 3, beeps: { signal: { skipped: 1, expired: 0 } } },
    });
    expect(await database.run('SELECT 1 FROM esm_stale_figures')).toEqual([]);
  });

  test('calls at the same time, in two processes, agree', async () => {
    await live();
    const [one, other] = [open(noon + 60_000), open(noon + 60_000)];
    const all = await Promise.all(
      [1, 2, 3].flatMap(() => [one.metrics.getMetrics(), other.metrics.getMetrics()]),
    );
    for (const each of all) expect(each).toMatchObject(figures);
  });
});

describe('for Prometheus', () => {
  test('a new process begins with the totals of the database', async () => {
    await live();
    const { metrics, series } = open(noon + 60_000);
    await metrics.getMetrics();
    expect(await series('esm_responses_total')).toBe(2);
    expect(await series('esm_beeps_total{kind="signal",status="planned"}')).toBe(3);
    expect(await series('esm_response_quality_avg')).toBe(75);
    await metrics.getMetrics();
    expect(await series('esm_responses_total')).toBe(2);
  });

  test('a counter never falls, and counts on once its total has been passed', async () => {
    await live();
    const { metrics, series } = open(noon + 60_000);
    await metrics.getMetrics();
    await database.run(`DELETE FROM esm_responses WHERE response_id IN ('r1', 'r2')`);
    await metrics.getMetrics();
    expect(await series('esm_responses_total')).toBe(2);
    for (const id of ['n1', 'n2', 'n3']) {
      await addResponse(database, { person: 1, responseId: id, startedAt: noon });
    }
    await metrics.getMetrics();
    expect(await series('esm_responses_total')).toBe(3);
  });

  test('lags and latencies are measured once each, when they have settled', async () => {
    const { metrics, clock, series } = open(noon - 60_000);
    await live();
    await clock.advance(60_000 + 5_000);
    await metrics.getMetrics();
    expect(await series('esm_beep_lag_seconds_count')).toBe(0);
    await clock.advance(10_000);
    await metrics.getMetrics();
    await metrics.getMetrics();
    expect(await series('esm_beep_lag_seconds_count')).toBe(2);
    expect(await series('esm_beep_lag_seconds_sum')).toBe(3);
    await clock.advance(120_000);
    await metrics.getMetrics();
    expect(await series('esm_open_latency_seconds_sum')).toBe(60);
  });
});

describe('the log', () => {
  const summary = 'Summary of the metrics.';

  test('has a summary every hour and one at the end', async () => {
    await live();
    const { metrics, clock } = open(noon);
    metrics.startPeriodicLogging();
    await clock.advance(59 * 60_000);
    expect(lines).toEqual([]);
    await clock.advance(60_000);
    await expect.poll(() => lines.length).toBe(1);
    await clock.advance(60 * 60_000);
    await expect.poll(() => lines.length).toBe(2);
    expect(lines[0]).toMatchObject({
      level: 'info',
      message: summary,
      fields: { metrics: { responses: 2 } },
    });
    await metrics.stop();
    await metrics.stop();
    expect(lines).toHaveLength(3);
    await clock.advance(120 * 60_000);
    expect(lines).toHaveLength(3);
  });

  test('the time between summaries can be chosen', async () => {
    const { metrics, clock } = open(noon);
    metrics.startPeriodicLogging(60);
    metrics.startPeriodicLogging(5);
    await clock.advance(5 * 60_000);
    await expect.poll(() => lines.length).toBe(1);
    await metrics.stop();
  });

  test('says when the database is away and what the process knows itself', async () => {
    const away = () => Promise.reject(new Error('connection refused'));
    const { metrics } = open(noon, { query: away, write: away });
    await metrics.logStats();
    expect(lines[0]).toMatchObject({
      ...{ level: 'warn', message: 'Summary of the metrics; the database could not be read.' },
      fields: { metrics: { validationRequests: 0 } },
    });
    await expect(metrics.getMetrics()).rejects.toThrow('connection refused');
  });
});

test('the migration of the figures goes down and up again with data in the tables', async () => {
  const { readFile } = await import('node:fs/promises');
  const file = (direction: string): Promise<string> =>
    readFile(new URL(`../../migrations/000005_esm_figures.${direction}.sql`, import.meta.url), 'utf8');
  await live();
  await open(noon + 60_000).metrics.getMetrics();
  await database.run(await file('down'));
  await database.run("UPDATE esm_responses SET status = 'completed' WHERE response_id = 'r3'");
  await database.run('DELETE FROM esm_beeps');
  await database.run(await file('up'));
  expect(await open(noon + 60_000).metrics.getMetrics()).toMatchObject({
    responses: 3,
    trainingCompletions: 1,
  });
});
