import { type ModelAnswer, ModelError, silentMeter } from 'opora';
import { createVirtualClock } from 'opora/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { type AiValidatorOptions, createAiValidator } from '../../src/ai/ai-validator.ts';
import type { AiAsk } from '../../src/ai/ask-model.ts';
import type { Opinion } from '../../src/ai/opinion.ts';
import { createActivity } from '../../src/metrics/activity.ts';
import type { LocalValidator } from '../../src/validator/local-validator.ts';
import type { ReportValidation } from '../../src/validator/report.ts';

const minuteMs = 60_000;
let clock = createVirtualClock();
let asked: AiAsk[] = [];
let reply: (ask: AiAsk) => Promise<ModelAnswer<Opinion | null>>;

/** Rules that are in doubt about everything. */
const doubting = (confidence = 0.55): LocalValidator => ({
  validate: (text): ReportValidation => ({
    ...{ verdict: 'accept', language: 'en', presupposition: null, phenomena: [], quality: 81 },
    classes: [{ id: 'speculation', confidence, start: 0, end: Math.min(5, text.length) }],
    ...{ grade: 'excellent', source: 'local', durationMs: 0 },
  }),
});

const opinion: Opinion = { verdict: 'accept', classes: [], phenomena: [], confidence: 0.6 };

const answerOf = (changes: Partial<ModelAnswer<Opinion | null>> = {}): ModelAnswer<Opinion | null> => ({
  ...{ text: '', object: opinion, modelUsed: 'openai:gpt-4.1-mini', promptHash: '', promptVersion: '1' },
  ...{ tokensIn: 1, tokensOut: 1, costUsd: 0, latencyMs: 1, fromCache: false, attempts: 1 },
  ...{ fallbackReason: null, tries: [], notice: null },
  ...changes,
});

const create = (changes: Partial<AiValidatorOptions> = {}) =>
  createAiValidator({
    local: doubting(),
    calls: {
      model: 'openai:gpt-4.1-mini',
      ask(ask) {
        asked.push(ask);
        return reply(ask);
      },
    },
    mayAsk: () => true,
    clock,
    ...changes,
  });

beforeEach(() => {
  clock = createVirtualClock();
  asked = [];
  reply = () => Promise.resolve(answerOf());
});

describe('conditions', () => {
  const who = { userId: 'anna', trainingDay: 1 };

  test('a report the rules are in doubt about is judged by both', async () => {
    const validator = create();
    expect(await validator.validate('Maybe the window', who)).toMatchObject({
      source: 'ai',
      classes: [{ id: 'speculation', confidence: 0.22 }],
    });
    expect(validator.getUsageStats()).toEqual({
      ...{ provider: 'openai', cacheSize: 1, hits: 0, breaker: 'closed' },
    });
  });

  const unasked: readonly (readonly [string, Partial<AiValidatorOptions>])[] = [
    ['without a key', { calls: null }],
    ['when it is switched off', { enabled: false }],
    ['when study or participant did not agree', { mayAsk: () => false }],
    ['when nobody can say whether they agreed', { mayAsk: () => Promise.reject(new Error('no database')) }],
    ['when the rules are sure', { local: doubting(0.76) }],
    ['when the rules hardly suspect', { local: doubting(0.34) }],
  ];
  test.each(unasked)('%s nobody is asked', async (_, changes) => {
    const validation = await create(changes).validate('Maybe the window', who);
    expect(validation.source).toBe('local');
    expect(asked).toEqual([]);
  });

  test('only moment items are asked about', async () => {
    const validation = await create().validate('Maybe the window', { ...who, item: 'specific' });
    expect([validation.source, asked.length]).toEqual(['local', 0]);
  });

  test.each([0.35, 0.75])('doubt of %d is doubt', async (confidence) => {
    expect((await create({ local: doubting(confidence) }).validate('Maybe', who)).source).toBe('ai');
  });

  test('without a key it says so', () => {
    expect(create({ calls: null }).getUsageStats().provider).toBeNull();
  });
});

describe('what the model sees', () => {
  test('no personal data, no id of the user', async () => {
    await create().validate('Maybe I call Anna at +380 67 123 45 67 or anna@example.org', {
      userId: 'telegram/4711',
    });
    const prompt = JSON.stringify(asked[0]?.prompt);
    expect(prompt).toContain('[EMAIL_1]');
    expect(prompt).toContain('[PHONE_1]');
    for (const secret of ['4711', '123 45 67', 'example.org']) expect(prompt).not.toContain(secret);
  });

  test('the question, the day and what the rules found', async () => {
    await create().validate('Maybe', { userId: 'anna', question: 'What was there?', trainingDay: 2 });
    expect(asked[0]?.prompt.messages[0]?.text).toContain('"What was there?"');
    expect(asked[0]?.prompt.system).toContain('The training day is 2');
    expect(asked[0]?.prompt.system).toContain('speculation 0.55');
  });

  test('two examples of the library, chosen by text and language', async () => {
    const seen: unknown[] = [];
    const example = { text: 'Green.', classes: [], phenomena: [] };
    const validator = create({
      examplesFor: (text, language) => {
        seen.push([text, language]);
        return [example, example, example];
      },
    });
    await validator.validate('Мабуть', { userId: 'anna', language: 'uk' });
    expect(seen).toEqual([['Мабуть', 'en']]);
    expect(asked[0]?.prompt.messages[0]?.text.match(/"example_\d"/g)).toHaveLength(2);
  });
});

describe('failures', () => {
  const local = { source: 'local', classes: [{ confidence: 0.55 }] };

  test('a model that hangs costs ten seconds for everything, then the rules answer', async () => {
    reply = () => new Promise(() => undefined);
    const running = create().validate('Maybe', { userId: 'anna' });
    await clock.advance(9_999);
    let settled = false;
    void running.then(() => {
      settled = true;
    });
    await clock.settle();
    expect(settled).toBe(false);
    await clock.advance(1);
    expect(await running).toMatchObject(local);
    expect(asked[0]?.signal.aborted).toBe(true);
    expect(asked[0]?.deadlineAt).toBe(clock.now());
  });

  test('the caller may allow less', async () => {
    reply = () => new Promise(() => undefined);
    const running = create().validate('Maybe', { userId: 'anna', timeoutMs: 300 });
    await clock.advance(300);
    expect(await running).toMatchObject({ ...local, durationMs: 300 });
  });

  test.each([
    'model_schema_mismatch',
    'model_overloaded',
    'model_breaker_open',
    'model_unauthorized',
  ] as const)('%s is answered by the rules and not kept', async (code) => {
    reply = () => Promise.reject(new ModelError(code));
    const validator = create();
    expect(await validator.validate('Maybe', { userId: 'anna' })).toMatchObject(local);
    expect(validator.getUsageStats()).toMatchObject({ cacheSize: 0, hits: 0 });
    expect(validator.getUsageStats().breaker).toBe(code === 'model_breaker_open' ? 'open' : 'closed');
    reply = () => Promise.resolve(answerOf());
    expect(await validator.validate('Maybe', { userId: 'anna' })).toMatchObject({ source: 'ai' });
    expect(validator.getUsageStats()).toMatchObject({ cacheSize: 1, breaker: 'closed' });
  });

  test('a local answer of the runtime is no opinion', async () => {
    const answer = { object: null, modelUsed: 'local:rules', fallbackReason: 'model_timeout' };
    reply = () => Promise.resolve(answerOf(answer));
    expect(await create().validate('Maybe', { userId: 'anna' })).toMatchObject(local);
  });
});

describe('cache', () => {
  test('the same report is asked about once, whoever wrote it', async () => {
    const validator = create();
    await validator.validate('Maybe', { userId: 'anna' });
    expect(await validator.validate('Maybe', { userId: 'boris' })).toMatchObject({ source: 'ai' });
    expect([asked.length, validator.getUsageStats()]).toMatchObject([1, { hits: 1, cacheSize: 1 }]);
  });

  test('text, question, language and day each make another question', async () => {
    const validator = create();
    const base = { userId: 'anna', question: 'What?', language: 'en', trainingDay: 1 } as const;
    await validator.validate('Maybe', base);
    await validator.validate('Perhaps', base);
    await validator.validate('Maybe', { ...base, question: 'And?' });
    await validator.validate('Maybe', { ...base, language: 'uk' });
    await validator.validate('Maybe', { ...base, trainingDay: 2 });
    expect([asked.length, validator.getUsageStats().cacheSize]).toEqual([5, 5]);
  });

  test('an opinion is kept for a day', async () => {
    const validator = create();
    await validator.validate('Maybe', { userId: 'anna' });
    await clock.advance(24 * 60 * minuteMs - 1);
    await validator.validate('Maybe', { userId: 'anna' });
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    await validator.validate('Maybe', { userId: 'anna' });
    expect(asked).toHaveLength(2);
  });
});

describe('scenario 15: the eleventh uncached check of a minute', () => {
  const ask = (validator: ReturnType<typeof create>, text: string, userId = 'anna') =>
    validator.validate(text, { userId });

  test('is local, with one notice, and recovers alone', async () => {
    const told: string[] = [];
    const validator = create({ onSimplified: (userId) => told.push(userId) });
    for (let index = 1; index <= 10; index += 1) {
      expect((await ask(validator, `Maybe ${index}`)).source).toBe('ai');
      await clock.advance(1_000);
    }
    expect((await ask(validator, 'Maybe 11')).source).toBe('local');
    expect((await ask(validator, 'Maybe 12')).source).toBe('local');
    expect(told).toEqual(['anna']);
    // What is kept already counts for nobody, and others have a window of their own.
    expect((await ask(validator, 'Maybe 3')).source).toBe('ai');
    expect((await ask(validator, 'Maybe 13', 'boris')).source).toBe('ai');
    await clock.advance(minuteMs - 10_000);
    expect((await ask(validator, 'Maybe 11')).source).toBe('ai');
    // The window slides: the second admission still counts.
    expect((await ask(validator, 'Maybe 14')).source).toBe('local');
    await clock.advance(1_000);
    expect((await ask(validator, 'Maybe 14')).source).toBe('ai');
  });
});

test('what was done is counted', async () => {
  const activity = createActivity(silentMeter);
  const validator = create({ activity });
  await validator.validate('Maybe', { userId: 'anna' });
  await validator.validate('Maybe', { userId: 'anna' });
  reply = () => Promise.reject(new ModelError('model_breaker_open'));
  await validator.validate('Perhaps', { userId: 'anna' });
  expect(activity.figures()).toMatchObject({
    ...{ validationRequests: 3, validationErrors: 1, validationTimeouts: 1, cacheHits: 1, cacheMisses: 2 },
    ...{ breakerState: 1, validations: { ai: { accept: 2 }, local: { accept: 1 } } },
    aiRequests: { openai: { answered: 2, 'breaker-open': 1 } },
  });
});
