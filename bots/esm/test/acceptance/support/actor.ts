import type { Language } from 'opora';
import type { MediaKind, TelegramEmulator } from '../../../../../emulators/src/telegram/index.ts';
import { participantTexts } from '../../../src/texts/parts/participant.ts';
import type { ParticipantTexts } from '../../../src/texts/parts/participant-shape.ts';
import { type Texts, texts } from '../../../src/texts/texts.ts';

/** A bubble of the bot as somebody sees it. */
export interface Bubble {
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly code: string }[];
}

/** What somebody can do in a chat; each resolves when the bot has nothing more to do. */
export interface ChatDoor {
  /** Name of the Conversation on its Channel. */
  readonly name: string;
  send(text: string): Promise<void>;
  press(code: string): Promise<void>;
  shown(): Promise<readonly Bubble[]>;
}

/** Somebody in a chat of the real product. */
export class Actor {
  readonly door: ChatDoor;
  readonly language: Language;
  private readonly settle: () => Promise<void>;

  constructor(door: ChatDoor, language: Language, settle: () => Promise<void>) {
    this.door = door;
    this.language = language;
    this.settle = settle;
  }

  get texts(): Texts {
    return texts[this.language];
  }

  get part(): ParticipantTexts {
    return participantTexts[this.language];
  }

  /** Says something and returns what came back. */
  say(...said: readonly string[]): Promise<string> {
    return this.act(async () => {
      for (const text of said) await this.door.send(text);
    });
  }

  /** Presses the newest button with this label. */
  async press(label: string): Promise<string> {
    const code = await this.codeOf(label);
    return this.act(() => this.door.press(code));
  }

  pressCode(code: string): Promise<string> {
    return this.act(() => this.door.press(code));
  }

  /** Does something and returns the texts that came of it. */
  async act(does: () => Promise<void>): Promise<string> {
    const before = (await this.door.shown()).length;
    await does();
    await this.settle();
    const all = await this.door.shown();
    // After an erasure the web chat shows only what came of it.
    return all
      .slice(all.length < before ? 0 : before)
      .map(({ text }) => text)
      .join('\n---\n');
  }

  async codeOf(label: string): Promise<string> {
    const all = (await this.door.shown()).flatMap(({ buttons }) => buttons);
    const found = all.findLast((button) => button.label === label);
    if (found === undefined)
      throw new Error(`No button "${label}" was ever shown: ${all.map((one) => one.label)}.`);
    return found.code;
  }

  /** Every text so far. */
  async heard(): Promise<readonly string[]> {
    return (await this.door.shown()).map(({ text }) => text);
  }

  /** How many bubbles begin like this text. */
  async count(text: string): Promise<number> {
    return (await this.heard()).filter((one) => one.startsWith(text.slice(0, 20))).length;
  }

  /** Joins by a code, agrees, lives in `zone` and keeps the usual hours. */
  async join(code: string, zone = 'Europe/Kyiv'): Promise<void> {
    await this.say(`/start ${code}`);
    await this.press(this.texts.languageName);
    await this.press(this.texts.agree);
    await this.say(zone);
    const last = (await this.door.shown()).at(-1);
    if (last?.buttons.some(({ label }) => label === this.part.keepHours) === true)
      await this.press(this.part.keepHours);
  }

  /** Answers the open `des-9` from its first question on. */
  async answerAll(moment: string): Promise<string> {
    const closing = ['4', '4', '4', '4', '4', '4'];
    await this.say(moment);
    for (const value of closing) await this.press(value);
    await this.say('washing a cup');
    return this.say('alone');
  }
}

/** Where a product serves; it may come back elsewhere. */
export interface Serving {
  readonly url: string;
}

/** The door of the web chat. */
export class WebDoor implements ChatDoor {
  readonly name: string;
  private readonly serving: Serving;
  private sent = 0;

  constructor(serving: Serving, name: string) {
    this.serving = serving;
    this.name = name;
  }

  send(text: string): Promise<void> {
    return this.hand({ text });
  }

  press(button: string): Promise<void> {
    return this.hand({ button });
  }

  /** Hands in a message as it is. */
  async hand(content: object): Promise<void> {
    this.sent += 1;
    const response = await this.post(content, `${this.name}-${this.sent}`);
    if (response.status !== 202) throw new Error(`Not taken: ${response.status} ${await response.text()}.`);
  }

  /** The bare request; the same `messageId` again is a redelivery. */
  post(content: object, messageId: string): Promise<Response> {
    return fetch(`${this.serving.url}/esm/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ conversationId: this.name, messageId, ...content }),
    });
  }

  async shown(): Promise<readonly Bubble[]> {
    const path = `/esm/api/conversations/${this.name}/messages`;
    const bubbles: Bubble[] = [];
    let after = '';
    for (;;) {
      const response = await fetch(`${this.serving.url}${path}?limit=500${after}`);
      if (response.status === 404) return bubbles;
      const page = (await response.json()) as WebPage;
      for (const { direction, text, buttons } of page.messages) {
        if (direction === 'out') bubbles.push({ text: text ?? '', buttons: (buttons ?? []).flat() });
      }
      if (page.messages.length < 500) return bubbles;
      after = `&after=${encodeURIComponent(page.cursor)}`;
    }
  }
}

interface WebPage {
  readonly cursor: string;
  readonly messages: readonly {
    readonly direction: string;
    readonly text: string | null;
    readonly buttons?: readonly (readonly { readonly label: string; readonly code: string }[])[] | null;
  }[];
}

/** The door of Telegram. */
export class TelegramDoor implements ChatDoor {
  readonly id: number;
  readonly emulator: TelegramEmulator;
  private readonly languageCode: string;
  private forged = 0;

  constructor(emulator: TelegramEmulator, id: number, languageCode: string) {
    this.emulator = emulator;
    this.id = id;
    this.languageCode = languageCode;
  }

  get name(): string {
    return String(this.id);
  }

  get place(): { readonly person: { readonly id: number; readonly languageCode: string } } {
    return { person: { id: this.id, languageCode: this.languageCode } };
  }

  async send(text: string): Promise<void> {
    this.emulator.write(this.place, text);
  }

  async press(code: string): Promise<void> {
    const from = this.emulator.messages(this.id).filter((one) => one.from === 'bot');
    const holder = from.findLast(({ buttons }) => buttons.flat().some(({ data }) => data === code));
    if (holder === undefined) this.forge(code);
    else this.emulator.press(this.place, holder.messageId, code);
  }

  /** A press that no client of Telegram makes: of a button that this chat was never shown. */
  private forge(data: string): void {
    const { id, languageCode } = this;
    this.forged += 1;
    const chat = { id, type: 'private', first_name: `Person ${id}` };
    this.emulator.push('callback_query', {
      id: `forged-${id}-${this.forged}`,
      from: { id, is_bot: false, first_name: `Person ${id}`, language_code: languageCode },
      message: { message_id: 1, date: 0, chat },
      chat_instance: String(id),
      data,
    });
  }

  async sendMedia(kind: MediaKind, caption?: string): Promise<void> {
    this.emulator.sendFile(this.place, { kind, content: Buffer.from('content'), caption });
  }

  async shown(): Promise<readonly Bubble[]> {
    return this.emulator
      .messages(this.id)
      .filter(({ from, deleted }) => from === 'bot' && !deleted)
      .map(({ text, buttons }) => ({
        text,
        buttons: buttons.flat().map((one) => ({ label: one.text, code: one.data ?? '' })),
      }));
  }
}
