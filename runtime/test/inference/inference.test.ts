import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LanguageModel } from '../../src/contracts/language-model.ts';
import { ModelError, type ModelErrorCode } from '../../src/contracts/model-error.ts';
import type { SharedCache } from '../../src/contracts/shared-cache.ts';
import { CancelledError } from '../../src/core/errors.ts';
import { createScriptedModel, type ScriptedModel, type ScriptedStep } from '../../src/models/index.ts';
import { createInference, type Inference, type InferenceOptions } from '../../src/stages/inference/index.ts';
import { createVirtualClock, type VirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestMeter, createViewer, requestOf, type TestMeter } from './inference-fixture.ts';

interface Rig {
  readonly inference: Inference;
  readonly clock: VirtualClock;
  readonly meter: TestMeter;
  /** Moves time until the work has ended. */
  finish<Result>(work: Promise<Result>): Promise<Result>;
}

function rig(
  models: (clock: VirtualClock) => readonly LanguageModel[],
  options: Partial<InferenceOptions> = {},
): Rig {
  const clock = createVirtualClock();
  const meter = createTestMeter();
  const inference = createInference({
    ...{ clock, meter, random: () => 0.5, models: { language: models(clock) } },
    ...options,
  });
  const finish = async <Result>(work: Promise<Result>): Promise<Result> => {
    let ended = false;
    const mark = (): void => {
      ended = true;
    };
    work.then(mark, mark);
    await clock.runUntil(() => ended);
    return work;
  };
  return { inference, clock, meter, finish };
}

const scripted = (
  clock: VirtualClock,
  script: (index: number) => ScriptedStep,
  name: LanguageModel['name'] = 'scripted:first',
): ScriptedModel => createScriptedModel({ name, clock, script: (_, index) => script(index) });
const failing = (code: ModelErrorCode, options = {}): ScriptedStep => ({
  error: new ModelError(code, options),
});
const local = { name: 'keywords', answer: () => ({ text: 'local answer', object: null }) };

describe('the chain', () => {
  it('answers with the first model and says so', async () => {
    const { inference, meter, clock, finish } = rig((clock) => [scripted(clock, () => ({ text: 'hello' }))]);
    const viewer = createViewer();
    const answer = await finish(inference.generate({ ...requestOf('hi', {}, clock), onPart: viewer.onPart }));
    expect(answer).toMatchObject({
      ...{ text: 'hello', modelUsed: 'scripted:first', attempts: 1, fromCache: false },
      ...{ fallbackReason: null, notice: null, promptHash: 'a'.repeat(64) },
      tries: [{ model: 'scripted:first', error: null }],
    });
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    expect(viewer.shown()).toBe('hello');
    expect(meter.read('opora_model_answers_total', { source: 'model' })).toBe(1);
  });

  it('retries, then asks the next model, and tells the whole story', async () => {
    const { inference, clock, meter, finish } = rig((clock) => [
      scripted(clock, () => failing('model_server_error')),
      scripted(clock, () => ({ text: 'second' }), 'scripted:second'),
    ]);
    const answer = await finish(
      inference.generate(requestOf('x', { deadlineAt: clock.now() + 30_000 }, clock)),
    );
    expect(answer).toMatchObject({
      ...{ text: 'second', modelUsed: 'scripted:second', attempts: 4, fallbackReason: 'model_server_error' },
    });
    expect(answer.tries.map(({ error }) => error)).toEqual([
      'model_server_error',
      'model_server_error',
      'model_server_error',
      null,
    ]);
    expect(meter.read('opora_model_retries_total', { model: 'scripted:first' })).toBe(2);
    expect(meter.read('opora_model_fallbacks_total', { reason: 'model_server_error' })).toBe(1);
    expect(meter.read('opora_model_answers_total', { source: 'fallback' })).toBe(1);
  });

  it.each<[ModelErrorCode, number, number]>([
    ['model_server_error', 3, 3],
    ['model_bad_request', 1, 3],
    ['model_length_cut', 1, 3],
    ['model_refusal', 1, 0],
  ])('%s: %i attempts at the first model, %i at the second', async (code, first, second) => {
    const models: ScriptedModel[] = [];
    const { inference, clock, finish } = rig((clock) => {
      models.push(scripted(clock, () => failing(code)));
      models.push(scripted(clock, () => failing('model_overloaded'), 'scripted:second'));
      return models;
    });
    const ask = { ...requestOf('x', { deadlineAt: clock.now() + 60_000 }, clock), local };
    const answer = await finish(inference.generate(ask));
    expect(models.map(({ calls }) => calls)).toEqual([first, second]);
    const last = second === 0 ? code : 'model_overloaded';
    expect(answer).toMatchObject({ modelUsed: 'local:keywords', fallbackReason: last, text: 'local answer' });
  });

  it('waits as long as Retry-After says, and not at all when that is past the deadline', async () => {
    const make = (retryAfterMs: number) =>
      rig((clock) => [
        scripted(clock, (index) =>
          index === 0 ? failing('model_rate_limited_by_provider', { retryAfterMs }) : { text: 'later' },
        ),
      ]);
    const patient = make(3_000);
    const started = patient.clock.now();
    const answer = await patient.finish(patient.inference.generate(requestOf('x', {}, patient.clock)));
    expect([answer.text, patient.clock.now() - started]).toEqual(['later', 3_000]);
    const hasty = make(60_000);
    const early = await hasty.finish(hasty.inference.generate({ ...requestOf('x', {}, hasty.clock), local }));
    expect(early).toMatchObject({ modelUsed: 'local:keywords', attempts: 1, latencyMs: 0 });
  });

  it('takes back what was shown of an answer that failed', async () => {
    const { inference, clock, finish, meter } = rig((clock) => [
      scripted(clock, (index) =>
        index === 0 ? { hang: true, after: 'half an ans' } : { text: 'whole answer' },
      ),
    ]);
    const viewer = createViewer();
    const request = requestOf('x', { onPart: viewer.onPart, deadlineAt: clock.now() + 30_000 }, clock);
    const answer = await finish(inference.generate(request));
    expect([answer.text, viewer.shown()]).toEqual(['whole answer', 'whole answer']);
    expect(answer.tries[0]?.error).toBe('model_stalled');
    expect(meter.read('opora_model_timeouts_total', { kind: 'stall' })).toBe(1);
  });

  it('keeps to the deadline with models that ignore everything, and leaves time for the local method', async () => {
    const hang: ScriptedStep = { hang: true, ignoreAbort: true };
    const { inference, clock, finish } = rig((clock) => [
      scripted(clock, () => hang),
      scripted(clock, () => hang, 'scripted:second'),
    ]);
    const started = clock.now();
    const answer = await finish(inference.generate({ ...requestOf('x', {}, clock), local }));
    expect(answer).toMatchObject({ modelUsed: 'local:keywords', fallbackReason: 'model_deadline' });
    expect(clock.now() - started).toBeLessThanOrEqual(4_000);
    expect(answer.tries.map(({ model }) => model)).toEqual(['scripted:first', 'scripted:second']);
  });

  it('throws without a local method; stops at once when the caller does', async () => {
    const { inference, clock, finish, meter } = rig((clock) => [scripted(clock, () => ({ hang: true }))]);
    await expect(finish(inference.generate(requestOf('x', {}, clock)))).rejects.toThrow(ModelError);
    const controller = new AbortController();
    const call = inference.generate({ ...requestOf('y', { signal: controller.signal }, clock), local });
    await clock.settle();
    controller.abort();
    await expect(call).rejects.toThrow(CancelledError);
    expect(meter.read('opora_model_answers_total', { source: 'failed' })).toBe(1);
    expect(meter.read('opora_model_answers_total', { source: 'cancelled' })).toBe(1);
    await clock.settle();
    expect([clock.pending, meter.read('opora_model_running')]).toEqual([0, 0]);
  });

  it('turns what no contract foresees into an error with a decision', async () => {
    const { inference, clock, finish } = rig((clock) => [
      scripted(clock, () => ({ error: new TypeError('undefined is not a function: secret prompt') })),
    ]);
    const answer = await finish(inference.generate({ ...requestOf('x', {}, clock), local }));
    expect(answer).toMatchObject({ modelUsed: 'local:keywords', fallbackReason: 'model_failed' });
  });

  it('without any model answers locally and says so', async () => {
    const { inference, clock, finish } = rig(() => []);
    const viewer = createViewer();
    const ask = { ...requestOf('x', {}, clock), local, onPart: viewer.onPart };
    expect(await finish(inference.generate(ask))).toMatchObject({
      ...{ modelUsed: 'local:keywords', fallbackReason: 'model_not_configured', attempts: 0 },
    });
    expect(viewer.shown()).toBe('local answer');
    expect(inference.check().models).toMatchObject({ status: 'healthy' });
  });
});

describe('bulkhead', () => {
  it('gives way to the next model when too many calls run', async () => {
    const { inference, clock, finish, meter } = rig(
      (clock) => [
        scripted(clock, () => ({ text: 'slow', delayMs: 2_500 })),
        scripted(clock, () => ({ text: 'spare' }), 'scripted:second'),
      ],
      { settings: { bulkheadRunning: 2, bulkheadWaiting: 1, userRequests: 0 } },
    );
    const calls = Array.from({ length: 5 }, (_, n) => inference.generate(requestOf(`${n}`, {}, clock)));
    const answers = await finish(Promise.all(calls));
    const counts = answers.map(({ text }) => text).sort();
    expect(counts).toEqual(['slow', 'slow', 'spare', 'spare', 'spare']);
    expect(meter.read('opora_model_bulkhead_rejections_total', { model: 'scripted:first' })).toBe(3);
  });
});

describe('the cache', () => {
  const count = (meter: TestMeter, result: string): number =>
    meter.read('opora_model_cache_total', { result });

  it('buys an answer once, for 24 h, and joins those who ask meanwhile', async () => {
    const models: ScriptedModel[] = [];
    const { inference, clock, finish, meter } = rig((clock) => {
      models.push(scripted(clock, (index) => ({ text: `answer ${index}`, delayMs: 100 })));
      return models;
    });
    const ask = () => inference.generate(requestOf('same', {}, clock));
    const together = await finish(Promise.all([ask(), ask(), ask()]));
    expect(together.map(({ fromCache }) => fromCache)).toEqual([false, true, true]);
    const hit = await finish(ask());
    expect(hit).toMatchObject({ text: 'answer 0', fromCache: true, costUsd: 0, tokensIn: 0, attempts: 0 });
    expect([count(meter, 'miss'), count(meter, 'joined'), count(meter, 'hit')]).toEqual([1, 2, 1]);
    expect(inference.status().cache).toMatchObject({ entries: 1, hitRate: 0.75 });
    await clock.advance(86_400_001);
    expect((await finish(ask())).text).toBe('answer 1');
    const fresh = await finish(inference.generate(requestOf('same', { fresh: true }, clock)));
    expect(fresh.text).toBe('answer 2');
  });

  it('tells everything that decides the answer apart', async () => {
    const models: ScriptedModel[] = [];
    const { inference, clock, finish } = rig((clock) => {
      models.push(scripted(clock, () => ({ text: '{"n":1}' })));
      return models;
    });
    const base = requestOf('x', {}, clock);
    const variants = [
      base,
      { ...base, temperature: 0.5 },
      { ...base, maximumOutputTokens: 5 },
      { ...base, prompt: { ...base.prompt, system: 'Other.' } },
      { ...base, prompt: { ...base.prompt, hash: 'b' } },
      { ...base, prompt: { ...base.prompt, version: '2' } },
      { ...base, prompt: { ...base.prompt, messages: [{ role: 'assistant' as const, text: 'x' }] } },
    ];
    for (const variant of variants) expect((await finish(inference.generate(variant))).fromCache).toBe(false);
    const one = z.object({ n: z.number() });
    const typed = await finish(inference.generate({ ...requestOf('x', {}, clock), schema: one }));
    const again = await finish(inference.generate({ ...requestOf('x', {}, clock), schema: one }));
    expect([typed.fromCache, again.fromCache, again.object]).toEqual([false, true, { n: 1 }]);
    const other = requestOf('x', { user: 'u2', conversationId: '9', requestId: 'r9' }, clock);
    expect((await finish(inference.generate(other))).fromCache).toBe(true);
    expect(models[0]?.calls).toBe(variants.length + 1);
  });

  it('keeps neither failures nor the answers of a fallback, and checks hits against the schema that asks', async () => {
    let down = true;
    const { inference, clock, finish } = rig((clock) => [
      scripted(clock, () => (down ? failing('model_bad_request') : { text: '{"n":1}' })),
      scripted(clock, () => ({ text: '{"n":2}' }), 'scripted:second'),
    ]);
    const ask = (schema: z.ZodType<{ n: number }>) =>
      finish(inference.generate({ ...requestOf('x', {}, clock), schema }));
    const strict = z.object({ n: z.number() });
    expect((await ask(strict)).object).toEqual({ n: 2 });
    down = false;
    expect(await ask(strict)).toMatchObject({ object: { n: 1 }, fromCache: false });
    // The same JSON Schema, but a refinement that the kept text does not pass.
    const picky = z.object({ n: z.number().refine((n) => n > 1) });
    expect(await ask(picky)).toMatchObject({ object: { n: 2 }, fallbackReason: 'model_schema_mismatch' });
  });

  it('starts its own call when the one it joined had less time or was stopped', async () => {
    const models: ScriptedModel[] = [];
    const { inference, clock, finish } = rig((clock) => {
      models.push(scripted(clock, (index) => (index === 0 ? { hang: true } : { text: 'mine' })));
      return models;
    });
    const hasty = inference.generate(requestOf('x', { deadlineAt: clock.now() + 500 }, clock));
    const patient = inference.generate(requestOf('x', {}, clock));
    await expect(finish(hasty)).rejects.toMatchObject({ code: 'model_deadline' });
    expect((await finish(patient)).text).toBe('mine');
  });

  it('shares answers by a second level whose death changes nothing but speed', async () => {
    const stored = new Map<string, string>();
    let state: 'up' | 'dead' | 'hanging' = 'up';
    const act = <Result>(work: () => Result): Promise<Result> => {
      if (state === 'hanging') return new Promise(() => undefined);
      return state === 'up' ? Promise.resolve(work()) : Promise.reject(new Error('connection lost'));
    };
    const sharedCache: SharedCache = {
      get: (key) => act(() => stored.get(key) ?? null),
      set: (key, value) => act(() => void stored.set(key, value)),
      delete: (keys) =>
        act(() => {
          for (const key of keys) stored.delete(key);
        }),
      available: true,
      close: () => Promise.resolve(),
    };
    const open = () => {
      const made = rig((clock) => [scripted(clock, () => ({ text: 'bought' }))], { sharedCache });
      const ask = (text: string) =>
        made.finish(made.inference.generate(requestOf(text, { user: text }, made.clock)));
      return { ...made, ask };
    };
    const [one, two] = [open(), open()];
    expect((await one.ask('a')).fromCache).toBe(false);
    expect((await two.ask('a')).fromCache).toBe(true);
    expect(count(two.meter, 'shared')).toBe(1);
    for (const next of ['dead', 'hanging'] as const) {
      state = next;
      const started = two.clock.now();
      for (const text of ['b', 'c', 'd', 'e']) {
        expect(await two.ask(`${next} ${text}`)).toMatchObject({ text: 'bought', fallbackReason: null });
      }
      expect(two.clock.now() - started).toBeLessThanOrEqual(1_000);
      expect((await two.ask('a')).fromCache).toBe(true);
    }
    expect(two.inference.status().cache.shared).toBe('down');
    state = 'up';
    await two.clock.advance(10_000);
    await two.ask('f');
    expect(two.inference.status().cache.shared).toBe('up');
  });
});

describe('an erased Conversation', () => {
  it('takes its answers out of both levels, also those that somebody else was given too', async () => {
    const stored = new Map<string, string>();
    const sharedCache: SharedCache = {
      get: (key) => Promise.resolve(stored.get(key) ?? null),
      set: (key, value) => Promise.resolve(void stored.set(key, value)),
      async delete(keys) {
        for (const key of keys) stored.delete(key);
      },
      available: true,
      close: () => Promise.resolve(),
    };
    const made = rig((clock) => [scripted(clock, () => ({ text: 'bought' }))], { sharedCache });
    const ask = (text: string, conversationId: string) =>
      made.finish(made.inference.generate(requestOf(text, { conversationId }, made.clock)));
    await ask('own', '1');
    await ask('alike', '2');
    expect((await ask('alike', '1')).fromCache).toBe(true);
    await ask('of others', '2');
    await made.inference.forget('1');
    expect([made.inference.status().cache.entries, stored.size]).toEqual([1, 1]);
    expect((await ask('own', '3')).fromCache).toBe(false);
    expect((await ask('of others', '3')).fromCache).toBe(true);
  });
});

describe('limits', () => {
  it('lets a user buy 10 answers a minute, cached ones aside, and tells once', async () => {
    const { inference, clock, finish, meter } = rig((clock) => [scripted(clock, () => ({ text: 'ok' }))]);
    const ask = (text: string, user = 'u1') =>
      finish(inference.generate({ ...requestOf(text, { user }, clock), local }));
    const answers = [];
    for (let n = 0; n < 13; n += 1) answers.push(await ask(`${n}`));
    for (let n = 0; n < 5; n += 1) expect((await ask('0')).fromCache).toBe(true);
    expect(answers.filter(({ modelUsed }) => modelUsed === 'scripted:first')).toHaveLength(10);
    expect(answers.slice(10).map(({ notice }) => notice)).toEqual(['model_rate_limited', null, null]);
    expect((await ask('z', 'u2')).modelUsed).toBe('scripted:first');
    expect(meter.read('opora_model_limited_total', { limit: 'user-rate' })).toBe(3);
    await clock.advance(60_000);
    expect((await ask('y')).modelUsed).toBe('scripted:first');
  });

  it('answers locally past the budget, and degrades the health report', async () => {
    const { inference, clock, finish, meter } = rig(
      (clock) => [scripted(clock, () => ({ text: 'x'.repeat(400) }))],
      { settings: { budgetAll: { tokens: 205, costUsd: null } } },
    );
    const ask = (text: string) => finish(inference.generate({ ...requestOf(text, {}, clock), local }));
    const used = [];
    for (const text of ['a', 'b', 'c', 'd']) used.push((await ask(text)).modelUsed);
    expect(used).toEqual(['scripted:first', 'scripted:first', 'scripted:first', 'local:keywords']);
    expect(meter.read('opora_model_limited_total', { limit: 'budget-all' })).toBe(1);
    expect(meter.read('opora_model_budget_alerts_total', { scope: 'all' })).toBe(1);
    expect(inference.check().budget).toMatchObject({ status: 'degraded' });
    expect(inference.status().budget).toMatchObject({ alert: true, store: 'local' });
  });

  it('charges failed attempts too', async () => {
    const usage = { tokensIn: 40, tokensOut: 10 };
    const { inference, clock, finish } = rig((clock) => [
      scripted(clock, (index) =>
        index < 2 ? failing('model_schema_mismatch', { usage }) : { text: 'fine' },
      ),
    ]);
    const answer = await finish(inference.generate(requestOf('x', {}, clock)));
    expect(answer).toMatchObject({ tokensIn: 81, tokensOut: 21, attempts: 3 });
    expect(inference.status().budget.today.tokens).toBe(102);
  });
});
