import { BotApiError, badRequest } from './bot-api-error.ts';
import { RateLimiter, type TelegramRateLimits } from './rate-limits.ts';
import type {
  EmulatorClock,
  JsonObject,
  StoredFile,
  StoredMessage,
  TelegramBotAccount,
  TelegramPerson,
} from './types.ts';
import { UpdateQueue } from './update-queue.ts';
import { WebhookSender, type WebhookTimes } from './webhook-sender.ts';

/** A chat between a bot and a person, or a group. */
export interface EmulatedChat {
  readonly id: number;
  readonly type: 'private' | 'group';
  readonly title: string;
  /** The person blocked the bot, or the bot is no longer in the group. */
  blocked: boolean;
  /** Until when the person sees "typing", ms. */
  typingUntil: number;
  readonly messages: Map<number, StoredMessage>;
}

/** A bot and everything that belongs to it. */
export interface EmulatedBot extends TelegramBotAccount {
  readonly id: number;
  readonly chats: Map<number, EmulatedChat>;
  /** By scope and language. */
  readonly commands: Map<string, readonly JsonObject[]>;
  /** Presses not yet answered, by query id. */
  readonly presses: Set<string>;
  readonly updates: UpdateQueue;
  readonly webhook: WebhookSender;
  readonly limiter: RateLimiter | undefined;
  /** The running long poll. */
  poll: AbortController | undefined;
  nextMessageId: number;
}

export interface WorldOptions {
  readonly clock: EmulatorClock;
  readonly bots: readonly TelegramBotAccount[];
  /** Register any well-formed token that comes along. */
  readonly openRegistration: boolean;
  readonly rateLimits: TelegramRateLimits | undefined;
  readonly webhook: WebhookTimes;
}

/** Bots, people, chats and files. */
export class World {
  readonly clock: EmulatorClock;
  readonly bots: EmulatedBot[] = [];
  readonly people: Map<number, TelegramPerson> = new Map();
  readonly files: Map<string, StoredFile> = new Map();
  readonly #options: WorldOptions;
  #nextFile = 1;
  /** Rises with every change that a person could see. */
  version = 1;

  constructor(options: WorldOptions) {
    this.clock = options.clock;
    this.#options = options;
    for (const bot of options.bots) this.register(bot);
  }

  /** Adds a bot; its id is the number in front of the token's colon. */
  register(account: TelegramBotAccount): EmulatedBot {
    const number = Number(account.token.split(':')[0]);
    const updates = new UpdateQueue(this.clock, 700_000_001 + this.bots.length * 10_000_000);
    const limits = this.#options.rateLimits;
    const bot: EmulatedBot = {
      ...account,
      id: Number.isSafeInteger(number) && number > 0 ? number : 9_000_000 + this.bots.length,
      chats: new Map(),
      commands: new Map(),
      presses: new Set(),
      updates,
      webhook: new WebhookSender({ clock: this.clock, updates, times: this.#options.webhook }),
      limiter: limits === undefined ? undefined : new RateLimiter(limits),
      poll: undefined,
      nextMessageId: 1,
    };
    this.bots.push(bot);
    return bot;
  }

  /** The bot of a token; 401 for an unknown one, 404 for one that is not a token at all. */
  authorise(token: string): EmulatedBot {
    const bot = this.bots.find((candidate) => candidate.token === token);
    if (bot !== undefined) return bot;
    if (!/^\d+:[\w-]{3,}$/.test(token)) throw new BotApiError(404, 'Not Found');
    const username = `bot_${token.split(':')[0]}`;
    const taken = this.bots.some((known) => known.username === username);
    if (taken || !this.#options.openRegistration) throw new BotApiError(401, 'Unauthorized');
    return this.register({ token, username });
  }

  /** The bot of a username; the first one when none is named. */
  bot(username?: string): EmulatedBot {
    const bot =
      username === undefined ? this.bots[0] : this.bots.find((candidate) => candidate.username === username);
    if (bot === undefined) throw badRequest(`the emulator has no bot ${username ?? ''}`);
    return bot;
  }

  /** Adds a person or completes what is known of one. */
  addPerson(person: TelegramPerson): TelegramPerson {
    const known = { firstName: `Person ${person.id}`, ...this.people.get(person.id), ...person };
    this.people.set(person.id, known);
    return known;
  }

  /** The chat `id` of a bot, opened when it is new. */
  openChat(bot: EmulatedBot, id: number, title: string): EmulatedChat {
    const known = bot.chats.get(id);
    if (known !== undefined) return known;
    const type = id < 0 ? 'group' : 'private';
    const chat: EmulatedChat = { id, type, title, blocked: false, typingUntil: 0, messages: new Map() };
    bot.chats.set(id, chat);
    return chat;
  }

  addMessage(
    bot: EmulatedBot,
    chat: EmulatedChat,
    author: number | undefined,
    content: StoredMessage['content'],
  ): StoredMessage {
    const id = bot.nextMessageId++;
    const at = this.clock.now();
    const message: StoredMessage = {
      id,
      at,
      author,
      content,
      editedAt: undefined,
      deleted: false,
      revisions: [],
    };
    chat.messages.set(id, message);
    this.version += 1;
    return message;
  }

  changeMessage(message: StoredMessage, content: StoredMessage['content']): void {
    const at = this.clock.now();
    message.revisions.push({ at: message.editedAt ?? message.at, text: message.content.text });
    message.content = content;
    message.editedAt = at;
    this.version += 1;
  }

  addFile(
    file: { readonly name: string; readonly mimeType: string; readonly content: Buffer },
    folder: string,
  ): StoredFile {
    const number = this.#nextFile++;
    const extension = /\.[a-z0-9]{1,5}$/i.exec(file.name)?.[0] ?? '';
    const stored = { ...file, id: `FILE${number}-${folder}`, path: `${folder}/file_${number}${extension}` };
    this.files.set(stored.id, stored);
    return stored;
  }
}
