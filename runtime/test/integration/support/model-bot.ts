import type { Bot, Update } from '../../../src/index.ts';
import { type PromptFile, parsePromptFile, renderPrompt } from '../../../src/index.ts';

/** The prompt of the bot below; its hash has to be found in the journal. */
export const askPrompt: PromptFile = parsePromptFile(
  '---\nversion: 3\n---\nYou answer in one sentence.',
  'ask',
);

export interface ModelBotOptions {
  readonly name?: string;
  /** Without, a call that no model answers fails the Turn. Default true. */
  readonly local?: boolean;
  readonly turnDeadlineMs?: number;
}

/**
 * A bot for tests of the product. `ask <question>` asks a model and replies with its answer; `linger <question>`
 * thinks for a second between the answer and the reply, so that a process can be killed there; anything else is
 * repeated without asking anybody.
 */
export function createModelBot({ name = 'oracle', local = true, ...rest }: ModelBotOptions = {}): Bot<null> {
  return {
    name,
    title: { ru: 'Оракул', uk: 'Оракул', en: 'Oracle' },
    commands: [],
    burst: { quietMs: 0, capMs: 1_000, maximumParts: 20, maximumCharacters: 50_000 },
    unknownDelivery: 'at-most-once',
    newerMessage: 'next',
    ...rest,
    initialState: () => null,
    parseState: () => null,
    async turn(context, state) {
      for (const update of context.burst) {
        const { word, question } = split(update);
        if (word !== 'ask' && word !== 'linger') {
          context.reply({ text: `you said: ${question}` });
          continue;
        }
        const answer = await context.models.generate(`answer:${update.externalId}`, {
          prompt: renderPrompt(askPrompt, { data: { question } }),
          ...(local
            ? { local: { name: 'echo', answer: () => ({ text: `locally: ${question}`, object: null }) } }
            : {}),
        });
        if (word === 'linger') await new Promise((resolve) => setTimeout(resolve, 1_000));
        context.reply({ text: answer.text, modelUsed: answer.modelUsed });
      }
      return state;
    },
  };
}

function split({ text = '' }: Update): { readonly word: string; readonly question: string } {
  const [word = '', ...question] = text.split(' ');
  return { word, question: question.join(' ') };
}
