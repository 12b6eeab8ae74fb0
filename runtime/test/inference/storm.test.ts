import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/contracts/model-error.ts';
import { createRandom } from '../../src/core/random.ts';
import { createScriptedModel, type ScriptedStep } from '../../src/models/index.ts';
import { createInference } from '../../src/stages/inference/index.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestMeter, requestOf } from './inference-fixture.ts';

const chats = 30;
const healthyMs = 60_000;
const stormMs = 180_000;
const everyMs = 10_000;

interface Reply {
  readonly askedAt: number;
  readonly tookMs: number;
  readonly modelUsed: string;
  readonly attempts: number;
}

describe.each<[string, ScriptedStep]>([
  ['failing', { error: new ModelError('model_server_error'), delayMs: 50 }],
  ['hanging', { hang: true }],
])('a storm: 30 chats, the provider %s for 3 minutes', (kind, trouble) => {
  it('opens the breaker, answers locally in under 2 s, probes one at a time, and recovers', async () => {
    const clock = createVirtualClock();
    const meter = createTestMeter();
    const start = clock.now();
    const isStorm = (at: number): boolean => at >= healthyMs && at < healthyMs + stormMs;
    const calls: number[] = [];
    const model = createScriptedModel({
      clock,
      script: () => {
        calls.push(clock.now() - start);
        return isStorm(clock.now() - start) ? trouble : { text: 'from the model', delayMs: 300 };
      },
    });
    const inference = createInference({
      clock,
      meter,
      random: createRandom(7),
      models: { language: [model] },
    });
    const replies: Reply[] = [];
    const endAt = healthyMs + stormMs + 60_000;
    const chat = async (number: number): Promise<void> => {
      for (let turn = 0; clock.now() - start < endAt; turn += 1) {
        const askedAt = clock.now() - start;
        const answer = await inference.generate({
          ...requestOf(`chat ${number}, turn ${turn}`, { user: `u${number}` }, clock),
          deadlineAt: clock.now() + 45_000,
          local: { name: 'keywords', answer: () => ({ text: 'from the local method', object: null }) },
        });
        const { modelUsed, attempts } = answer;
        replies.push({ askedAt, tookMs: clock.now() - start - askedAt, modelUsed, attempts });
        await new Promise<void>((resolve) => clock.after(everyMs - 137 * (number % 7), resolve));
      }
    };
    let running = chats;
    for (let number = 0; number < chats; number += 1) {
      clock.after(number * 331, () => void chat(number).finally(() => (running -= 1)));
    }
    await clock.runUntil(() => running === 0);

    const opened = replies.filter(({ modelUsed }) => modelUsed === 'local:keywords');
    expect(opened.length).toBeGreaterThan(chats * 10);
    // From the moment at which the first calls have failed and the breaker is open.
    const settledAt = healthyMs + (kind === 'hanging' ? 25_000 : 10_000);
    const stormEnd = healthyMs + stormMs;
    const during = replies.filter(({ askedAt }) => askedAt > settledAt && askedAt < stormEnd);
    const unlucky = during.filter(({ attempts }) => attempts > 0);
    for (const { tookMs, attempts, modelUsed } of during) {
      expect(modelUsed).toBe('local:keywords');
      // Only the one Probe every 30 s waits for the provider.
      if (attempts === 0) expect(tookMs).toBeLessThan(2_000);
      else expect(attempts).toBe(1);
    }
    const callsDuring = calls.filter((at) => at > settledAt && at < stormEnd);
    expect(callsDuring.length).toBe(unlucky.length);
    expect(callsDuring.length).toBeLessThanOrEqual(Math.ceil((stormEnd - settledAt) / 30_000));
    expect(callsDuring.length).toBeGreaterThan(1);
    for (const [index, at] of callsDuring.entries()) {
      if (index > 0) expect(at - (callsDuring[index - 1] ?? 0)).toBeGreaterThanOrEqual(30_000);
    }

    const after = replies.filter(({ askedAt }) => askedAt > stormEnd + 41_000);
    expect(after.length).toBeGreaterThan(chats);
    expect(after.every(({ modelUsed }) => modelUsed === 'scripted:model')).toBe(true);
    expect(meter.read('opora_model_breaker_state', { model: 'scripted:model' })).toBe(0);
    expect(meter.read('opora_model_breaker_changes_total', { to: 'closed' })).toBe(1);
    expect(meter.read('opora_model_breaker_rejections_total')).toBeGreaterThan(chats);
    // Nothing is lost: every question has one answer.
    expect(meter.read('opora_model_answers_total')).toBe(replies.length);
    expect(inference.check().models.status).toBe('healthy');
    expect(clock.pending).toBe(0);
  });
});
