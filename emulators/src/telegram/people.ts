import { badRequest, forbidden } from './bot-api-error.ts';
import { toBotUser, toChat, toMessage, toUser } from './bot-api-objects.ts';
import type { JsonObject, MediaKind, MessageContent, StoredMessage, TelegramPerson } from './types.ts';
import type { EmulatedBot, EmulatedChat, World } from './world.ts';

/** Where a person writes. */
export interface Place {
  /** Username of the bot; the first one when omitted. */
  readonly bot?: string | undefined;
  readonly person: TelegramPerson;
  /** Id (below zero) of a group that the person and the bot are in; the private chat when omitted. */
  readonly group?: number | undefined;
}

/** A file that a person sends. */
export interface PersonMedia {
  readonly kind: MediaKind;
  readonly content: Buffer;
  readonly name?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly caption?: string | undefined;
  readonly durationSeconds?: number | undefined;
}

/** What a person's act gave: the message and the update made of it. */
export interface PersonAct {
  readonly messageId: number;
  /** Undefined when the bot does not take this kind of update. */
  readonly updateId: number | undefined;
}

const DEFAULT_MEDIA: Readonly<Record<MediaKind, { readonly name: string; readonly mimeType: string }>> = {
  voice: { name: 'voice.oga', mimeType: 'audio/ogg' },
  audio: { name: 'audio.mp3', mimeType: 'audio/mpeg' },
  document: { name: 'document.bin', mimeType: 'application/octet-stream' },
  photo: { name: 'photo.jpg', mimeType: 'image/jpeg' },
  sticker: { name: 'sticker.webp', mimeType: 'image/webp' },
  video: { name: 'video.mp4', mimeType: 'video/mp4' },
};

/** Writes text, a command, or anything a message may carry beyond text (`extra`: contact, location ...). */
export function write(world: World, place: Place, text: string, extra: JsonObject = {}): PersonAct {
  const entities = commandEntities(text);
  return say(world, place, { text, extra: { ...(entities === undefined ? {} : { entities }), ...extra } });
}

/** Sends a file. */
export function sendFile(world: World, place: Place, media: PersonMedia): PersonAct {
  const defaults = DEFAULT_MEDIA[media.kind];
  const file = world.addFile(
    {
      name: media.name ?? defaults.name,
      mimeType: media.mimeType ?? defaults.mimeType,
      content: media.content,
    },
    media.kind === 'audio' ? 'music' : `${media.kind}s`,
  );
  const durationSeconds = media.durationSeconds;
  return say(world, place, {
    text: media.caption ?? '',
    media: { kind: media.kind, file, ...(durationSeconds === undefined ? {} : { durationSeconds }) },
  });
}

/** Changes the text of an own message. */
export function edit(world: World, place: Place, messageId: number, text: string): PersonAct {
  const { bot, chat, person } = enter(world, place);
  const message = messageOf(chat, messageId);
  if (message.author !== person.id) throw forbidden('only own messages can be edited');
  const entities = commandEntities(text);
  const { extra: _, ...rest } = message.content;
  world.changeMessage(message, { ...rest, text, ...(entities === undefined ? {} : { extra: { entities } }) });
  return { messageId, updateId: bot.updates.push('edited_message', toMessage(world, bot, chat, message)) };
}

/** Presses an inline button, named by its data, on a message that is shown. */
export function press(world: World, place: Place, messageId: number, data: string): PersonAct {
  const { bot, chat, person } = enter(world, place);
  const message = messageOf(chat, messageId);
  const rows = (message.content.replyMarkup?.inline_keyboard ?? []) as { callback_data?: string }[][];
  if (!rows.flat().some((button) => button.callback_data === data))
    throw badRequest('the message has no such button');
  const id = `${person.id}${String(world.version++).padStart(8, '0')}${messageId}`;
  bot.presses.add(id);
  const updateId = bot.updates.push('callback_query', {
    id,
    from: toUser(person),
    message: toMessage(world, bot, chat, message),
    chat_instance: String(chat.id),
    data,
  });
  return { messageId, updateId };
}

/** Blocks or unblocks the bot in the private chat; returns the id of the `my_chat_member` update. */
export function block(world: World, place: Place, blocked: boolean): number | undefined {
  const { bot, chat, person } = enter(world, place);
  if (chat.blocked === blocked) return undefined;
  chat.blocked = blocked;
  world.version += 1;
  const member = (status: string): JsonObject => ({
    user: toBotUser(bot),
    status,
    ...(status === 'kicked' ? { until_date: 0 } : {}),
  });
  return bot.updates.push('my_chat_member', {
    chat: toChat(chat),
    from: toUser(person),
    date: Math.floor(world.clock.now() / 1000),
    old_chat_member: member(blocked ? 'member' : 'kicked'),
    new_chat_member: member(blocked ? 'kicked' : 'member'),
  });
}

function say(world: World, place: Place, content: MessageContent): PersonAct {
  const { bot, chat, person } = enter(world, place);
  if (chat.blocked && chat.type === 'private') block(world, place, false);
  const message = world.addMessage(bot, chat, person.id, content);
  return {
    messageId: message.id,
    updateId: bot.updates.push('message', toMessage(world, bot, chat, message)),
  };
}

function enter(world: World, place: Place): { bot: EmulatedBot; chat: EmulatedChat; person: TelegramPerson } {
  const bot = world.bot(place.bot);
  const person = world.addPerson(place.person);
  const group = place.group;
  if (group !== undefined && group >= 0) throw badRequest('the id of a group is below zero');
  const title = group === undefined ? (person.firstName ?? `Person ${person.id}`) : `Group ${-group}`;
  return { bot, person, chat: world.openChat(bot, group ?? person.id, title) };
}

function messageOf(chat: EmulatedChat, messageId: number): StoredMessage {
  const message = chat.messages.get(messageId);
  if (message === undefined || message.deleted) throw badRequest('message not found');
  return message;
}

function commandEntities(text: string): readonly JsonObject[] | undefined {
  const command = /^\/[a-z0-9_]{1,32}(@\w+)?(?=\s|$)/i.exec(text);
  return command === null ? undefined : [{ type: 'bot_command', offset: 0, length: command[0].length }];
}
