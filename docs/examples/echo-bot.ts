import { type Bot, defineBot } from 'opora';

export const echo: Bot<{ heard: number }> = defineBot({
  name: 'echo',
  title: { ru: 'Эхо', uk: 'Луна', en: 'Echo' },
  commands: [],
  burst: { quietMs: 800, capMs: 5_000, maximumParts: 10, maximumCharacters: 4_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'merge',
  initialState: () => ({ heard: 0 }),
  parseState: (stored) => stored as { heard: number },
  turn: async ({ burst, reply }, { heard }) => {
    reply({ text: `${heard + 1}: ${burst.map(({ text }) => text ?? '…').join(' / ')}` });
    return { heard: heard + burst.length };
  },
});
