import { type ModelAnswer, ModelError, silentLogger } from 'opora';
import { createMeter } from 'opora/app';
import { createVirtualClock } from 'opora/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAiValidator } from '../../src/ai/ai-validator.ts';
import type { Opinion } from '../../src/ai/opinion.ts';
import { activityOf } from '../../src/metrics/activity.ts';
import { createEsmMetrics } from '../../src/metrics/esm-metrics.ts';
import { esmMetrics } from '../../src/metrics/metric-declarations.ts';
import type { LocalValidator } from '../../src/validator/local-validator.ts';
import { type EsmDatabase, openEsmDatabase } from '../fakes/esm-database.ts';
import { accepted, addBeep, addPerson, addResponse } from '../fakes/figure-rows.ts';

const begin = Date.UTC(2025, 2, 1, 12);
const clock = createVirtualClock(begin);
const meter = createMeter({ declarations: esmMetrics });
let database: EsmDatabase;
let metrics: ReturnType<typeof createEsmMetrics>;
let rows = 0;

beforeAll(async () => {
  database = await openEsmDatabase();
  metrics = createEsmMetrics({
    ...{ clock, logger: silentLogger, meter, database },
    write: (statements) => database.write(statements),
  });
});

afterAll(() => database?.close());

const doubting: LocalValidator = {
  validate: () => ({
    ...{ verdict: 'accept', language: 'en', presupposition: null, phenomena: [], quality: 81 },
    classes: [{ id: 'speculation', confidence: 0.55, start: 0, end: 5 }],
    ...{ grade: 'excellent', source: 'local', durationMs: 0 },
  }),
};
const answer: ModelAnswer<Opinion | null> = {
  object: { verdict: 'accept', classes: [], phenomena: [], confidence: 0.6 },
  ...{ text: '', modelUsed: 'openai:gpt-4.1-mini', promptHash: '', promptVersion: '1', tokensIn: 1 },
  ...{ tokensOut: 1, costUsd: 0, latencyMs: 1, fromCache: false, attempts: 1, fallbackReason: null },
  ...{ tries: [], notice: null },
};
const failing = (code: 'model_timeout' | 'model_breaker_open') => () => Promise.reject(new ModelError(code));

const create = (ask: () => Promise<ModelAnswer<Opinion | null>>) =>
  createAiValidator({
    ...{ local: doubting, calls: { model: 'openai:gpt-4.1-mini', ask }, mayAsk: () => true },
    ...{ activity: activityOf(meter), clock },
  });
const answering = create(() => Promise.resolve(answer));

/** Judges a report that no cache knows. */
const judge = async (validator = answering): Promise<void> => {
  rows += 1;
  await clock.advance(7_000);
  await validator.validate(`Maybe ${rows}`, { userId: 'anna' });
};
const respond = async (judged: object = accepted, isTraining = false): Promise<void> => {
  rows += 1;
  await addResponse(database, {
    ...{ person: 1, responseId: `r${rows}`, startedAt: clock.now(), judged, isTraining },
  });
};
const beep = async (changes: object): Promise<void> => {
  rows += 1;
  const plannedAt = clock.now();
  await addBeep(database, { person: 1, beepId: `b${rows}`, plannedAt, ...changes });
  await clock.advance(60_000);
};
const join = async (changes: object): Promise<void> => {
  rows += 1;
  await addPerson(database, { id: rows, ...changes });
};

/** For every metric one thing that happens and moves it. */
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  esm_validation_requests_total: () => judge(),
  esm_validation_errors_total: () => judge(create(failing('model_timeout'))),
  esm_validation_timeouts_total: () => judge(create(failing('model_timeout'))),
  esm_validation_duration_avg_ms: () =>
    judge(
      create(async () => {
        await clock.advance(250);
        return answer;
      }),
    ),
  esm_validation_seconds: () => judge(),
  esm_validations_total: () => judge(),
  esm_ai_requests_total: () => judge(),
  esm_rate_limited_total: async () => {
    for (let index = 0; index < 11; index += 1) {
      await answering.validate(`Perhaps ${index}`, { userId: 'boris' });
    }
  },
  esm_cache_hits_total: async () => {
    await answering.validate('Twice', { userId: 'anna' });
    await answering.validate('Twice', { userId: 'anna' });
  },
  esm_cache_misses_total: () => judge(),
  esm_breaker_state: () => judge(create(failing('model_breaker_open'))),
  esm_responses_total: () => respond(),
  esm_response_quality_avg: () => respond({ ...accepted, quality: 40 }),
  esm_training_quality_avg: () => respond({ ...accepted, quality: 66 }, true),
  esm_training_completions_total: () => join({ trainingCompleted: true }),
  esm_training_dropouts_total: () => join({ status: 'withdrawn', droppedOut: true }),
  esm_illusions_detected_total: () =>
    respond({ ...accepted, presupposition: { id: 'reading_voice', confidence: 0.9, start: 0, end: 1 } }),
  esm_classes_total: () =>
    respond({ ...accepted, classes: [{ id: 'vague', confidence: 0.7, start: 0, end: 1 }] }),
  esm_phenomena_detected_total: () => respond(),
  esm_beeps_total: () => beep({ status: 'missed' }),
  esm_beep_lag_seconds: () => beep({ status: 'sent', sentAt: clock.now() + 800 }),
  esm_open_latency_seconds: () =>
    beep({ status: 'opened', sentAt: clock.now(), openedAt: clock.now() + 30_000 }),
  esm_compliance_ratio: () => beep({ status: 'completed', sentAt: clock.now() }),
  esm_active_participants: () => join({ status: 'training' }),
  esm_deletions_total: () =>
    database.run(`INSERT INTO esm_audit (at, actor, action, detail)
      VALUES (now(), 'participant', 'deletion', '{"deletionId": "f3"}')`),
  uptime_seconds: () => clock.advance(60_000),
};

const shown = async (name: string): Promise<readonly string[]> => {
  await metrics.getMetrics();
  const lines = (await meter.render()).split('\n');
  return lines.filter((line) => new RegExp(`^${name}(_bucket|_sum|_count)?[ {]`).test(line));
};

test('every metric that is declared has something that moves it, and nothing else has', () => {
  expect(Object.keys(acts).sort()).toEqual(esmMetrics.map(({ name }) => name).sort());
});

describe('is moved by what it counts:', () => {
  test.each(Object.entries(acts))('%s', async (name, act) => {
    const before = await shown(name);
    await act();
    const after = await shown(name);
    expect(after.length).toBeGreaterThan(0);
    expect(after).not.toEqual(before);
  });
});

test('names, kinds and labels are as they are promised', () => {
  const promised = [
    'esm_validation_requests_total esm_validation_errors_total esm_validation_timeouts_total',
    'esm_validation_duration_avg_ms esm_response_quality_avg esm_training_completions_total',
    'esm_training_dropouts_total esm_illusions_detected_total esm_cache_hits_total esm_cache_misses_total',
    'esm_responses_total uptime_seconds esm_validation_seconds{source} esm_validations_total{source,verdict}',
    'esm_classes_total{class} esm_phenomena_detected_total{phenomenon} esm_ai_requests_total{provider,outcome}',
    'esm_rate_limited_total esm_breaker_state esm_beeps_total{kind,status} esm_beep_lag_seconds',
    'esm_open_latency_seconds esm_compliance_ratio esm_active_participants esm_training_quality_avg',
    'esm_deletions_total',
  ].flatMap((line) => line.split(' '));
  const declared = esmMetrics.map(({ name, labels }) => {
    const names = Object.keys(labels ?? {});
    return names.length === 0 ? name : `${name}{${names.join(',')}}`;
  });
  expect(declared.sort()).toEqual(promised.sort());
  for (const { name, help } of esmMetrics) expect([name, help]).toEqual([name, expect.stringMatching(/\.$/)]);
});
