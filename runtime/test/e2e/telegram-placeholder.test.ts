import { createTelegramEmulator, type TelegramEmulator, type TelegramFaultKind } from '@opora/emulators';
import { type Bot, defineBot } from 'opora';
import type { AppDefinition } from 'opora/app';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import app from '../../../opora.config.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { createPerson } from './support/telegram.ts';

/** Answers once, at most; so only a send that can be repeated safely reaches the person after a fault. */
const echo: Bot<{ readonly count: number }> = defineBot({
  name: 'echo',
  title: { ru: 'Эхо', uk: 'Луна', en: 'Echo' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 20, maximumCharacters: 1_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  telegramMode: 'placeholder',
  initialState: () => ({ count: 0 }),
  parseState: (stored) => stored as { readonly count: number },
  turn: async (context, state) => {
    for (const update of context.burst) context.reply({ text: `You said: ${update.text}` });
    return { count: state.count + 1 };
  },
});
const definition: AppDefinition = { bots: [{ bot: echo as unknown as Bot }], loadPages: app.loadPages };

let database: E2eDatabase;
let telegram: TelegramEmulator;
let product: RunningProduct;

beforeAll(async () => {
  database = await createE2eDatabase();
  telegram = createTelegramEmulator({ bots: [{ token: '77:echo', username: 'echo_bot' }] });
  await telegram.start();
  const env = {
    DATABASE_URL: database.url,
    TELEGRAM_API_ROOT: telegram.url,
    ECHO_TELEGRAM_BOT_TOKEN: '77:echo',
  };
  product = await startTestProduct(env, definition);
});
afterAll(async () => {
  await product?.stop();
  await telegram?.stop();
  await database?.drop();
});

describe.concurrent('a bot in placeholder mode', () => {
  it.each<[TelegramFaultKind, string, number]>([
    ['accepted-then-cut', 'editMessageText', 501],
    ['error-after-accept', 'editMessageText', 502],
    ['garbage', 'editMessageText', 503],
    ['cut-before', 'editMessageText', 504],
    ['accepted-then-cut', 'sendMessage', 505],
  ])(
    'shows content once under %s of %s',
    async (kind, method, id) => {
      const person = createPerson(telegram, id);
      telegram.addFault({ kind, method, chat: id });
      person.say('one');
      await person.hears('You said: one', 30_000);
      person.say('two');
      await person.hears('You said: two', 30_000);
      const shown = person.replies().filter((text) => text !== '…');
      expect(shown).toEqual(['You said: one', 'You said: two']);
      // Only a placeholder whose own answer was lost may be left behind.
      expect(person.replies().length - shown.length).toBe(method === 'sendMessage' ? 1 : 0);
    },
    60_000,
  );
});
