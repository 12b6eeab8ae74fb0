import { fileURLToPath } from 'node:url';
import { type Bot, defineBot, loadPrompt, noticeText, renderPrompt } from 'opora';
import { z } from 'zod';

const prompt = await loadPrompt(fileURLToPath(new URL('./answer.prompt.md', import.meta.url)));
const shape = z.object({ text: z.string(), known: z.boolean() });
const hours = { text: 'We are open from 9 to 18, Monday to Friday.', known: true };

/** What the bot can say by itself: without a key, past a budget, while a provider is away. */
const answerByWords = (question: string): z.infer<typeof shape> =>
  /open|hours|when/i.test(question) ? hours : { text: 'I do not know that yet.', known: false };

export const answerBot: Bot<null> = defineBot<null>({
  name: 'answer',
  title: { ru: 'Справка', uk: 'Довідка', en: 'Answers' },
  commands: [],
  burst: { quietMs: 800, capMs: 5_000, maximumParts: 10, maximumCharacters: 4_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'merge',
  initialState: () => null,
  parseState: () => null,
  async turn({ burst, models, reply, handoff }, state) {
    const question = burst.map(({ text }) => text ?? '').join('\n');
    const answer = await models.generate('answer', {
      prompt: renderPrompt(prompt, { values: { company: 'Lampa' }, data: { question } }),
      schema: shape,
      local: { name: 'words', answer: () => ({ text: '', object: answerByWords(question) }) },
    });
    const notice = noticeText(answer.notice, 'en');
    if (notice !== null) reply({ text: notice });
    reply({ text: answer.object.text, modelUsed: answer.modelUsed });
    if (!answer.object.known) handoff('the bot does not know');
    return state;
  },
});
