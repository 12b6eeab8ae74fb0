import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LlmEmulator, LlmFault } from '../../../emulators/src/llm/index.ts';
import type { ModelAnswer } from '../../src/contracts/language-model.ts';
import { type ModelErrorCode, modelFailures } from '../../src/contracts/model-error.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createModels } from '../../src/models/index.ts';
import { createInference, type Inference, type InferenceSettings } from '../../src/stages/inference/index.ts';
import { createTestMeter, requestOf, secretKey, startEmulator, type TestMeter } from './inference-fixture.ts';

let emulator: LlmEmulator;
const names = { embeddingModel: null, transcriptionModel: null, speechModel: null, moderationModel: null };
beforeAll(async () => {
  emulator = await startEmulator();
  // The first call loads the provider's SDK, which must not count as a slow provider.
  const access = { apiKey: secretKey, baseUrl: emulator.url };
  const { language } = createModels(
    { ...names, model: 'openai:first', fallbackModel: null },
    { openai: access, anthropic: access, clock: systemClock },
  );
  await language[0]?.generate(requestOf('warm up'));
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearFaults();
  emulator.clearRules();
  emulator.clearJournal();
});

/** Every fault with the code that it must become; the faults of answers are asked for an object. */
const faults: readonly (readonly [Omit<LlmFault, 'count'>, ModelErrorCode])[] = [
  [{ kind: 'status', status: 400 }, 'model_bad_request'],
  [{ kind: 'status', status: 404 }, 'model_not_found'],
  [{ kind: 'unauthorized' }, 'model_unauthorized'],
  [{ kind: 'quota' }, 'model_quota_exhausted'],
  [{ kind: 'rate-limited' }, 'model_rate_limited_by_provider'],
  [{ kind: 'rate-limited', retryAfterSeconds: 1 }, 'model_rate_limited_by_provider'],
  [{ kind: 'server-error' }, 'model_server_error'],
  [{ kind: 'overloaded' }, 'model_overloaded'],
  [{ kind: 'status', status: 529 }, 'model_overloaded'],
  [{ kind: 'hang' }, 'model_timeout'],
  [{ kind: 'slow' }, 'model_timeout'],
  [{ kind: 'stall' }, 'model_stalled'],
  [{ kind: 'cut-before' }, 'model_unreachable'],
  [{ kind: 'cut' }, 'model_stream_cut'],
  [{ kind: 'end-early' }, 'model_stream_cut'],
  [{ kind: 'error-in-stream' }, 'model_stream_error'],
  [{ kind: 'empty' }, 'model_empty_answer'],
  [{ kind: 'refusal' }, 'model_refusal'],
  [{ kind: 'length' }, 'model_length_cut'],
  [{ kind: 'malformed-json' }, 'model_malformed_json'],
  [{ kind: 'schema-mismatch' }, 'model_schema_mismatch'],
  [{ kind: 'garbage' }, 'model_garbage'],
];

const deadlineMs = 3_500;
const schema = z.object({ answer: z.string() });
type Answer = ModelAnswer<{ answer: string }>;

interface Rig {
  readonly inference: Inference;
  readonly meter: TestMeter;
  ask(text?: string): Promise<Answer>;
}

/** Only a fault of time needs short times; the others must not become one on a machine that is busy. */
function timesFor(code: ModelErrorCode): Partial<InferenceSettings> {
  if (code === 'model_timeout') return { attemptTimeoutMs: 300, stallMs: 300 };
  return { attemptTimeoutMs: 3_000, stallMs: code === 'model_stalled' ? 400 : 3_000 };
}

function open(code: ModelErrorCode, settings: Partial<InferenceSettings> = {}): Rig {
  const meter = createTestMeter();
  const access = { apiKey: secretKey, baseUrl: emulator.url };
  const models = createModels(
    { ...names, model: 'openai:first', fallbackModel: 'openai:second' },
    { openai: access, anthropic: access, clock: systemClock },
  );
  const inference = createInference({
    ...{ models, meter, random: () => 0.1, clock: systemClock },
    settings: {
      ...timesFor(code),
      ...{ retryBaseMs: 10, retryMaximumMs: 50, localReserveMs: 100 },
      ...{ userRequests: 0, breakerConsecutiveFailures: 100, breakerWindow: 100 },
      ...settings,
    },
  });
  const local = { name: 'keywords', answer: () => ({ text: 'local', object: { answer: 'local' } }) };
  const ask = async (text = 'one two three four five six seven eight'): Promise<Answer> => {
    const startedAt = performance.now();
    const request = { ...requestOf(text), deadlineAt: systemClock.now() + deadlineMs };
    const answer = await inference.generate({ ...request, schema, local });
    expect(performance.now() - startedAt).toBeLessThan(deadlineMs);
    expect(schema.parse(answer.object)).toEqual(answer.object);
    return answer;
  };
  return { inference, meter, ask };
}

describe.each(faults)('%j → %s', (fault, code) => {
  const { next, unwell } = modelFailures[code];
  const bought = { object: { answer: 'sample' } };

  it('retry: repeats what is worth it and nothing else', async () => {
    const { ask, meter } = open(code);
    emulator.addFault({ ...fault, model: 'first', count: 1 });
    const answer = await ask();
    const retried = meter.read('opora_model_retries_total', { model: 'openai:first', reason: code });
    expect(retried).toBe(next === 'retry' ? 1 : 0);
    expect(answer.tries[0]?.error).toBe(code);
    expect(meter.read('opora_model_attempts_total', { outcome: code })).toBe(1);
    if (next === 'retry') expect(answer).toMatchObject({ ...bought, modelUsed: 'openai:first', attempts: 2 });
  });

  it('fallback: asks the next model, unless no model should answer', async () => {
    const { ask, meter } = open(code);
    emulator.addFault({ ...fault, model: 'first', count: 0 });
    const answer = await ask();
    expect(answer.fallbackReason).toBe(code);
    expect(answer.modelUsed).toBe(next === 'give-up' ? 'local:keywords' : 'openai:second');
    expect(meter.read('opora_model_fallbacks_total', { model: 'openai:first', reason: code })).toBe(1);
    expect(
      meter.read('opora_model_answers_total', { source: next === 'give-up' ? 'local' : 'fallback' }),
    ).toBe(1);
  });

  it('local method: answers when no model does', async () => {
    const { ask, meter } = open(code);
    emulator.addFault({ ...fault, count: 0 });
    expect(await ask()).toMatchObject({ modelUsed: 'local:keywords', object: { answer: 'local' } });
    expect(meter.read('opora_model_answers_total', { source: 'local' })).toBe(1);
  });

  it('timeout: ends what would hang, and only that', async () => {
    const { ask, meter } = open(code);
    emulator.addFault({ ...fault, model: 'first', count: 1 });
    await ask();
    const kind = { model_timeout: 'first', model_stalled: 'stall' }[code as string];
    expect(meter.read('opora_model_timeouts_total')).toBe(kind === undefined ? 0 : 1);
    if (kind !== undefined) expect(meter.read('opora_model_timeouts_total', { kind })).toBe(1);
  });

  it('breaker: opens for a provider that is unwell, and asks it no more', async () => {
    const { ask, meter, inference } = open(code, { breakerConsecutiveFailures: 2, attempts: 2 });
    emulator.addFault({ ...fault, model: 'first', count: 0 });
    for (const text of ['a', 'b', 'c']) await ask(text);
    const state = inference.status().models[0]?.breaker.state;
    expect(state).toBe(unwell ? 'open' : 'closed');
    expect(meter.read('opora_model_breaker_state', { model: 'openai:first' })).toBe(unwell ? 1 : 0);
    expect(meter.read('opora_model_breaker_rejections_total') > 0).toBe(unwell);
    const before = emulator.journal({ model: 'first' }).length;
    await ask('d');
    expect(emulator.journal({ model: 'first' }).length > before).toBe(!unwell);
    expect(inference.check().models.status).toBe(unwell ? 'degraded' : 'healthy');
    expect(inference.resetBreaker('openai:first')).toBe(true);
    expect(inference.check().models.status).toBe('healthy');
  });

  it('bulkhead: gives every place back', async () => {
    const { ask, inference, meter } = open(code, { bulkheadRunning: 1, attempts: 1 });
    emulator.addFault({ ...fault, count: 0 });
    await Promise.all([ask('a'), ask('b')]);
    emulator.clearFaults();
    expect(inference.status().models.every(({ running, waiting }) => running + waiting === 0)).toBe(true);
    expect(meter.read('opora_model_running')).toBe(0);
    expect((await ask('c')).modelUsed).toBe('openai:first');
  });

  it('cache: keeps no failure', async () => {
    const { ask, meter, inference } = open(code, { attempts: 1 });
    emulator.addFault({ ...fault, count: 0 });
    await ask('same');
    expect(inference.status().cache.entries).toBe(0);
    emulator.clearFaults();
    expect(await ask('same')).toMatchObject({ ...bought, fromCache: false });
    expect(await ask('same')).toMatchObject({ ...bought, fromCache: true, costUsd: 0 });
    expect(meter.read('opora_model_cache_total', { result: 'hit' })).toBe(1);
  });

  it('budget: charges what was written, whatever became of it', async () => {
    const { ask, inference, meter } = open(code, { attempts: 1 });
    emulator.addFault({ ...fault, count: 0 });
    await ask();
    const charged = inference.status().budget.today.tokens;
    const written: readonly ModelErrorCode[] = [
      ...(['model_stream_cut', 'model_stream_error', 'model_empty_answer', 'model_refusal'] as const),
      ...(['model_length_cut', 'model_malformed_json', 'model_schema_mismatch'] as const),
    ];
    // An attempt that timed out may have been charged by the provider; nobody can tell.
    expect(charged > 0).toBe(written.includes(code));
    expect(meter.read('opora_model_tokens_total')).toBe(charged);
  });
});
