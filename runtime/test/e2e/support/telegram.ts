import {
  createTelegramEmulator,
  type MediaKind,
  type PersonAct,
  type ShownMessage,
  type TelegramEmulator,
} from '@opora/emulators';
import { waitFor } from './wait.ts';

/** Token and name of the bot in every test. */
export const account = { token: '4242:e2e-secret', username: 'esm_e2e_bot' } as const;

/** A started emulator with one bot. */
export async function startTelegram(): Promise<TelegramEmulator> {
  const emulator = createTelegramEmulator({
    bots: [account],
    webhook: { retryBaseMs: 100, retryCapMs: 500 },
  });
  await emulator.start();
  return emulator;
}

/** Settings that connect a product's esm bot to the emulator. */
export const telegramEnvironment = (emulator: TelegramEmulator): Readonly<Record<string, string>> => ({
  TELEGRAM_API_ROOT: emulator.url,
  ESM_TELEGRAM_BOT_TOKEN: account.token,
});

/** A person in Telegram. */
export interface Person {
  readonly id: number;
  say(text: string): PersonAct;
  edit(messageId: number, text: string): void;
  send(kind: MediaKind, caption?: string): void;
  block(blocked: boolean): void;
  /** Presses the button of this label on the newest message that has it. */
  press(label: string): PersonAct;
  /** Waits until the newest message of the bot holds `text`. */
  hears(text: string, limitMs?: number): Promise<ShownMessage>;
  /** Texts of the bot, in order. */
  replies(): readonly string[];
  /** Joins in the person's language, up to the recorded agreement. */
  join(): Promise<void>;
}

const words = {
  en: { language: 'English', consent: 'Taking part', agree: 'I agree', agreed: 'Your agreement is recorded' },
  ru: { language: 'Русский', consent: 'Участие:', agree: 'Соглашаюсь', agreed: 'Ваше согласие записано' },
  uk: { language: 'Українська', consent: 'Участь:', agree: 'Погоджуюся', agreed: 'Вашу згоду записано' },
} as const;

export function createPerson(
  emulator: TelegramEmulator,
  id: number,
  languageCode: 'en' | 'ru' | 'uk' = 'en',
): Person {
  const place = { person: { id, languageCode, firstName: `Person ${id}` } };
  const fromBot = (): readonly ShownMessage[] =>
    emulator.messages(id).filter((message) => message.from === 'bot' && !message.deleted);
  const person: Person = {
    id,
    say: (text) => emulator.write(place, text),
    edit: (messageId, text) => {
      emulator.edit(place, messageId, text);
    },
    send: (kind, caption) => {
      emulator.sendFile(place, { kind, content: Buffer.from('content'), caption });
    },
    block: (blocked) => {
      emulator.block(place, blocked);
    },
    press(label) {
      for (const message of fromBot().toReversed()) {
        const button = message.buttons.flat().find(({ text }) => text === label);
        if (button?.data !== undefined) return emulator.press(place, message.messageId, button.data);
      }
      throw new Error(`No button "${label}" in: ${person.replies().join(' | ')}`);
    },
    hears: (text, limitMs) =>
      waitFor(
        `"${text}" to ${id}; last: ${person.replies().at(-1)}`,
        () =>
          fromBot().findLast(
            (message, index, all) => index === all.length - 1 && message.text.includes(text),
          ),
        limitMs,
      ),
    replies: () => fromBot().map((message) => message.text),
    async join() {
      const { language, consent, agree, agreed } = words[languageCode];
      person.say('/start');
      await person.hears('Please choose a language.');
      person.press(language);
      await person.hears(consent);
      person.press(agree);
      await person.hears(agreed);
      person.say('Europe/Berlin');
      await person.hears('Europe/Berlin');
    },
  };
  return person;
}
