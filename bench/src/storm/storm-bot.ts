import { type Bot, defineBot, type PromptFile, parsePromptFile, renderPrompt } from 'opora';

export const stormBotName = 'storm';

const prompt: PromptFile = parsePromptFile('---\nversion: 1\n---\nYou answer questions of a storm.', 'storm');

/** A bot that hands every message to a model, and repeats it by itself when none answers. */
export const stormBot: Bot<null> = defineBot<null>({
  name: stormBotName,
  title: { ru: 'Буря', uk: 'Буря', en: 'Storm' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  initialState: () => null,
  parseState: () => null,
  async turn(context, state) {
    for (const { text = '', externalId } of context.burst) {
      const answer = await context.models.generate(`answer:${externalId}`, {
        prompt: renderPrompt(prompt, { data: { question: text } }),
        local: { name: 'repeat', answer: () => ({ text: `local: ${text}`, object: null }) },
      });
      context.reply({ text: answer.text, modelUsed: answer.modelUsed });
    }
    return state;
  },
});
