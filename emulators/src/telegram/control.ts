import { toShown } from './bot-api-objects.ts';
import type { FaultScript, TelegramFault } from './faults.ts';
import type { Journal, JournalEntry, JournalFilter } from './journal.ts';
import {
  block,
  edit,
  type PersonAct,
  type PersonMedia,
  type Place,
  press,
  sendFile,
  write,
} from './people.ts';
import type { JsonObject, ShownMessage, StoredFile, TelegramPerson } from './types.ts';
import type { World } from './world.ts';

/** A chat as its person sees it. */
export interface ChatView {
  readonly version: number;
  readonly typing: boolean;
  readonly blocked: boolean;
  readonly commands: readonly JsonObject[];
  readonly messages: readonly ShownMessage[];
}

/** What the emulator holds, for an overview. */
export interface EmulatorState {
  readonly bots: readonly {
    readonly id: number;
    readonly username: string;
    readonly pendingUpdates: number;
    readonly receiving: 'polling' | 'webhook' | 'none';
    readonly chats: readonly { readonly id: number; readonly title: string; readonly blocked: boolean }[];
  }[];
  readonly people: readonly TelegramPerson[];
}

/** The person's side of the emulator, and its records. */
export interface TelegramEmulatorControl {
  addPerson(person: TelegramPerson): TelegramPerson;
  /** Writes a text or a `/command`; `extra` adds fields of a Bot API message (contact, location ...). */
  write(place: Place, text: string, extra?: JsonObject): PersonAct;
  edit(place: Place, messageId: number, text: string): PersonAct;
  /** Presses the inline button whose `callback_data` is `data`. */
  press(place: Place, messageId: number, data: string): PersonAct;
  sendFile(place: Place, media: PersonMedia): PersonAct;
  /** Blocks (or, with false, unblocks) the bot; the update's id, or undefined when nothing changed. */
  block(place: Place, blocked: boolean): number | undefined;
  /** Hands the bot an update of any kind, as it is. */
  push(kind: string, payload: JsonObject, bot?: string): number | undefined;
  addFault(fault: TelegramFault): void;
  clearFaults(): void;
  faults(): readonly (TelegramFault & { readonly seen: number })[];
  journal(filter?: JournalFilter): readonly JournalEntry[];
  /** The ledger: every message a chat was shown, from both sides, in order, deleted ones included. */
  messages(chat: number, bot?: string): readonly ShownMessage[];
  /** Texts that the bot shows in the chat now. */
  shownTexts(chat: number, bot?: string): readonly string[];
  chat(chat: number, bot?: string): ChatView;
  file(id: string): StoredFile | undefined;
  /** Unconfirmed updates of a bot. */
  pendingUpdates(bot?: string): number;
  state(): EmulatorState;
}

/** Joins the parts behind one face. */
export function createControl(world: World, script: FaultScript, journal: Journal): TelegramEmulatorControl {
  const messages = (id: number, username?: string): readonly ShownMessage[] => {
    const bots = username === undefined ? world.bots : [world.bot(username)];
    return bots.flatMap((bot) => {
      const chat = bot.chats.get(id);
      return chat === undefined
        ? []
        : [...chat.messages.values()].map((message) => toShown(world, bot, chat, message));
    });
  };
  return {
    addPerson: (person) => world.addPerson(person),
    write: (place, text, extra) => write(world, place, text, extra),
    edit: (place, messageId, text) => edit(world, place, messageId, text),
    press: (place, messageId, data) => press(world, place, messageId, data),
    sendFile: (place, media) => sendFile(world, place, media),
    block: (place, blocked) => block(world, place, blocked),
    push: (kind, payload, bot) => world.bot(bot).updates.push(kind, payload),
    addFault: (fault) => script.add(fault),
    clearFaults: () => script.clear(),
    faults: () => script.list(),
    journal: (filter) => journal.list(filter),
    messages,
    shownTexts: (id, bot) =>
      messages(id, bot)
        .filter((message) => message.from === 'bot' && !message.deleted)
        .map((message) => message.text),
    chat: (id, bot) => chatView(world, id, messages(id, world.bot(bot).username), bot),
    file: (id) => world.files.get(id),
    pendingUpdates: (bot) => world.bot(bot).updates.size,
    state: () => stateOf(world),
  };
}

function chatView(world: World, id: number, messages: readonly ShownMessage[], username?: string): ChatView {
  const bot = world.bot(username);
  const chat = bot.chats.get(id);
  const language = world.people.get(id)?.languageCode?.slice(0, 2) ?? '';
  return {
    version: world.version,
    typing: (chat?.typingUntil ?? 0) > world.clock.now(),
    blocked: chat?.blocked ?? false,
    commands: bot.commands.get(`default|${language}`) ?? bot.commands.get('default|') ?? [],
    messages,
  };
}

function stateOf(world: World): EmulatorState {
  return {
    bots: world.bots.map((bot) => ({
      id: bot.id,
      username: bot.username,
      pendingUpdates: bot.updates.size,
      receiving: bot.webhook.target !== undefined ? 'webhook' : bot.poll !== undefined ? 'polling' : 'none',
      chats: [...bot.chats.values()].map(({ id, title, blocked }) => ({ id, title, blocked })),
    })),
    people: [...world.people.values()],
  };
}
