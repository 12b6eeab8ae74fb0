import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LlmEmulator } from '../../../emulators/src/llm/index.ts';
import type { Json } from '../../src/contracts/json.ts';
import type { TurnModels } from '../../src/contracts/turn-models.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createModels, createScriptedModel } from '../../src/models/index.ts';
import { createInference, createModelBinder, type Inference } from '../../src/stages/inference/index.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';
import { createTestMeter, promptOf, secretKey, startEmulator } from './inference-fixture.ts';

let emulator: LlmEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());

interface Step {
  readonly name: string;
  readonly journal: string | undefined;
  readonly result: Json;
}

/** Models bound to a Turn whose journal is a list; a name that is in it is read from there. */
function bind(inference: Inference, endsAt: number, steps: Step[] = []): TurnModels {
  return createModelBinder(() => inference)({
    ...{
      bot: 'sales',
      channel: 'telegram',
      conversation: '42',
      conversationId: '7',
      requestId: 'r-1',
      endsAt,
    },
    async step(name, run, options) {
      const stored = steps.find((step) => step.name === name);
      if (stored !== undefined) return stored.result as never;
      const result = await run(new AbortController().signal);
      steps.push({ name, journal: options?.journal, result });
      return result;
    },
  });
}

it('journals a call of each kind under its name, as plain JSON, and buys nothing on a rerun', async () => {
  const access = { apiKey: secretKey, baseUrl: emulator.url };
  const names = {
    ...{ model: 'openai:gpt-4.1-mini', fallbackModel: null, embeddingModel: 'openai:text-embedding-3-small' },
    ...{ transcriptionModel: 'openai:whisper-1', speechModel: 'openai:tts-1' },
    moderationModel: 'openai:omni-moderation-latest',
  };
  const models = createModels(names, { openai: access, anthropic: access, clock: systemClock });
  const inference = createInference({ models, random: () => 0, clock: systemClock });
  const steps: Step[] = [];
  const ask = async (): Promise<Json[]> => {
    const turn = bind(inference, systemClock.now() + 30_000, steps);
    return [
      await turn.generate('say', { prompt: promptOf('What?') }),
      await turn.embed('find', { texts: ['lamp'] }),
      await turn.speak('tell', { text: 'Good evening' }),
      await turn.transcribe('hear', { audio: new Uint8Array([1, 2, 3]), mediaType: 'audio/ogg' }),
      await turn.moderate('judge', { text: 'Good evening' }),
    ];
  };
  const first = await ask();
  expect(steps.map(({ name, journal }) => [name, journal])).toEqual(
    ['say', 'find', 'tell', 'hear', 'judge'].map((name) => [name, 'first']),
  );
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  expect(first.map((answer) => (answer as { modelUsed: string }).modelUsed)).toEqual([
    ...['openai:gpt-4.1-mini', 'openai:text-embedding-3-small', 'openai:tts-1', 'openai:whisper-1'],
    'openai:omni-moderation-latest',
  ]);
  const { calls } = emulator.ledger();
  expect(calls).toBe(5);
  expect(new Set(emulator.journal().map(({ requestId }) => requestId))).toEqual(new Set(['r-1']));
  expect(await ask()).toEqual(first);
  expect(emulator.ledger().calls).toBe(5);
});

it('journals the answer of a local method with the commit where no model of the kind is configured', async () => {
  const clock = createVirtualClock();
  const model = createScriptedModel({ clock, script: () => ({ text: 'bought' }) });
  const meter = createTestMeter();
  const inference = createInference({ models: { language: [model] }, random: () => 0, clock, meter });
  const steps: Step[] = [];
  const turn = bind(inference, clock.now() + 30_000, steps);
  await turn.generate('say:m1', { prompt: promptOf('What?') });
  await turn.embed('find', {
    texts: ['lamp'],
    local: { name: 'none', answer: () => ({ vectors: [[0]] }) },
    purpose: 'search',
  });
  expect(steps.map(({ journal }) => journal)).toEqual(['first', 'with-commit']);
  // The purpose is the step's name without what differs from one message to the next.
  expect(meter.read('opora_model_answers_total', { purpose: 'say', source: 'model' })).toBe(1);
  expect(meter.read('opora_model_answers_total', { purpose: 'search', source: 'local' })).toBe(1);
});

it('leaves the last second of the Turn to its commit, whatever the deadline of the call', async () => {
  const clock = createVirtualClock();
  const model = createScriptedModel({ clock, script: () => ({ hang: true }) });
  const inference = createInference({ models: { language: [model] }, random: () => 0, clock });
  const startedAt = clock.now();
  const turn = bind(inference, startedAt + 6_000);
  let endedAt = 0;
  const answer = turn
    .generate('say', {
      prompt: promptOf('What?'),
      deadlineAt: startedAt + 60_000,
      local: { name: 'quick', answer: () => ({ text: 'local', object: null }) },
    })
    .then((result) => {
      endedAt = clock.now();
      return result;
    });
  await clock.runUntil(() => endedAt > 0);
  expect(await answer).toMatchObject({ modelUsed: 'local:quick', fallbackReason: 'model_deadline' });
  expect(endedAt - startedAt).toBeLessThanOrEqual(5_000);
  expect(endedAt - startedAt).toBeGreaterThan(3_000);
});
