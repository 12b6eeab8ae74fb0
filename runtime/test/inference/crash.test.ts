import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LlmEmulator } from '../../../emulators/src/llm/index.ts';
import type { ModelAnswer } from '../../src/contracts/language-model.ts';
import type { EngineStore } from '../../src/contracts/store.ts';
import { systemClock } from '../../src/core/clock.ts';
import { createOpenAiModel } from '../../src/models/index.ts';
import { createPostgresSpendStore } from '../../src/postgres/statements/spend-budget.ts';
import { createPostgresRateStore } from '../../src/postgres/statements/take-rate.ts';
import {
  createInference,
  type Inference,
  parsePromptFile,
  renderPrompt,
} from '../../src/stages/inference/index.ts';
import { createPlatform } from '../../src/testing/platform.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';
import { foldBot, openEngine, update } from '../integration/engine-fixture.ts';
import { secretKey, startEmulator } from './inference-fixture.ts';

let emulator: LlmEmulator;
let database: EngineDatabase;
beforeAll(async () => {
  emulator = await startEmulator();
  database = await createEngineDatabase();
});
afterAll(async () => {
  await emulator.stop();
  await database.close();
});

const prompt = parsePromptFile('---\nversion: 7\n---\nYou are the shop.', 'answer');

/** A process: its Inference and its bot, whose Turn buys one answer as a step. */
function createProcess(store: () => EngineStore): { inference: Inference; bot: ReturnType<typeof foldBot> } {
  const inference = createInference({
    models: {
      language: [
        createOpenAiModel('gpt-4.1-mini', { apiKey: secretKey, baseUrl: emulator.url, clock: systemClock }),
      ],
    },
    random: Math.random,
    rateStore: { take: (...args) => createPostgresRateStore(store()).take(...args), sweep: async () => 0 },
    spendStore: createPostgresSpendStore({ query: (statement) => store().query(statement) }),
  });
  const bot = foldBot({
    turn: async (context, state) => {
      const answer: ModelAnswer = await context.step('answer', (signal) =>
        inference.generate({
          ...{ purpose: 'answer', bot: 'echo', user: context.conversation, signal },
          ...{ conversationId: context.conversationId, requestId: context.turnId },
          prompt: renderPrompt(prompt, { data: { question: 'What does it cost?' } }),
        }),
      );
      context.reply({ text: `${answer.modelUsed}: ${answer.text}` });
      return state;
    },
  });
  return { inference, bot };
}

it('a process killed after the step buys no second answer', async () => {
  emulator.addRule({ answer: { text: 'Ten euros.' } });
  const platform = createPlatform({ delivery: 'repeatable' });
  let dead = false;
  let died: () => void = () => undefined;
  const death = new Promise<void>((resolve) => {
    died = resolve;
  });
  // The first process dies between the step's commit and the Turn's: nothing that it does later takes effect.
  const first: ReturnType<typeof createProcess> = createProcess(() => engine.store);
  const engine = openEngine({
    ...{ database, bot: first.bot, platform, leaseMs: 500 },
    wrap: (store) => ({
      ...store,
      query: (statement) => store.query(statement),
      recordSteps: async (steps) => {
        if (dead) return new Promise(() => undefined);
        await store.recordSteps(steps);
        dead = true;
        died();
        return new Promise(() => undefined);
      },
      extendLeases: (...args) => (dead ? new Promise(() => undefined) : store.extendLeases(...args)),
      claim: (request) => (dead ? new Promise(() => undefined) : store.claim(request)),
      commit: (turns) => (dead ? new Promise(() => undefined) : store.commit(turns)),
      release: (...args) => (dead ? new Promise(() => undefined) : store.release(...args)),
      failAttempt: (...args) => (dead ? new Promise(() => undefined) : store.failAttempt(...args)),
    }),
  });
  engine.start();
  await engine.intake.accept(update('chat-1', 'm1'));
  await death;
  expect(emulator.ledger()).toMatchObject({ calls: 1, purchases: 1 });

  const second: ReturnType<typeof createProcess> = createProcess(() => other.store);
  const other = openEngine({ database, bot: second.bot, platform, leaseMs: 500 });
  other.start();
  const shown = (): readonly unknown[] => platform.textsOf('chat-1');
  for (let tries = 0; tries < 400 && shown().length === 0; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(JSON.stringify(shown())).toContain('openai:gpt-4.1-mini: Ten euros.');
  expect(emulator.ledger()).toMatchObject({ calls: 1, purchases: 1 });
  const { rows } = await database.pool.query('select result from steps');
  const results = rows.map(({ result }) => result);
  for (const result of results) {
    expect(result).toMatchObject({ promptHash: prompt.hash, promptVersion: '7', attempts: 1 });
  }
  await other.stop(2_000);
  await first.inference.close();
  void engine.stop(0);
});
