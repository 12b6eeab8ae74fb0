import { systemClock, type TurnContext } from 'opora';
import { createScriptedModel, createTestModels, type ScriptedStep } from 'opora/testing';
import { expect, test } from 'vitest';
import { answerBot } from '../../../docs/examples/answer-bot.ts';

/** Runs one Turn of the bot over `question`; the model does what `script` says, or there is none. */
async function ask(question: string, script?: ScriptedStep) {
  const replies: { text: string; modelUsed?: string }[] = [];
  const handoffs: string[] = [];
  const model = createScriptedModel({ clock: systemClock, script: () => script ?? { hang: true } });
  const models = createTestModels(script === undefined ? {} : { language: [model] });
  const thread = { bot: 'answer', channel: 'test', conversation: 'anna', conversationId: '1' };
  const context = {
    ...thread,
    burst: [{ text: question }],
    models: models({
      ...{ ...thread, requestId: 'r1', endsAt: systemClock.now() + 5_000 },
      step: (_name, run) => run(new AbortController().signal),
    }),
    reply: (message: { text: string }) => replies.push(message),
    handoff: (reason: string) => handoffs.push(reason),
  };
  await answerBot.turn(context as unknown as TurnContext, null);
  return { replies, handoffs };
}

test('says what the model knows, and who said it', async () => {
  const { replies, handoffs } = await ask('Do you repair lamps?', { text: '{"text":"Yes.","known":true}' });
  expect(replies).toEqual([{ text: 'Yes.', modelUsed: 'scripted:model' }]);
  expect(handoffs).toEqual([]);
});

test('answers by itself without a model, and when the model writes nonsense', async () => {
  for (const script of [undefined, { text: 'nonsense' }]) {
    const { replies } = await ask('When are you open?', script);
    expect(replies).toEqual([
      { text: 'We are open from 9 to 18, Monday to Friday.', modelUsed: 'local:words' },
    ]);
  }
});

test('hands over what nobody knows', async () => {
  const { replies, handoffs } = await ask('What is the meaning of life?');
  expect(replies[0]?.text).toBe('I do not know that yet.');
  expect(handoffs).toEqual(['the bot does not know']);
});
