import type { JsonObject, ShownMessage, StoredFile, StoredMessage, TelegramPerson } from './types.ts';
import type { EmulatedBot, EmulatedChat, World } from './world.ts';

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** `User` of a bot. */
export function toBotUser(bot: EmulatedBot): JsonObject {
  return { id: bot.id, is_bot: true, first_name: bot.username, username: bot.username };
}

/** `User` of a person. */
export function toUser(person: TelegramPerson): JsonObject {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName ?? `Person ${person.id}`,
    ...(person.username === undefined ? {} : { username: person.username }),
    ...(person.languageCode === undefined ? {} : { language_code: person.languageCode }),
  };
}

/** `Chat`. */
export function toChat(chat: EmulatedChat): JsonObject {
  if (chat.type === 'private') return { id: chat.id, first_name: chat.title, type: 'private' };
  return { id: chat.id, title: chat.title, type: 'group', all_members_are_administrators: true };
}

/** `Message`. */
export function toMessage(
  world: World,
  bot: EmulatedBot,
  chat: EmulatedChat,
  message: StoredMessage,
): JsonObject {
  const { text, media, replyMarkup, extra } = message.content;
  const person = message.author === undefined ? undefined : world.people.get(message.author);
  const textField = media === undefined ? 'text' : 'caption';
  return {
    message_id: message.id,
    from: person === undefined ? toBotUser(bot) : toUser(person),
    chat: toChat(chat),
    date: seconds(message.at),
    ...(message.editedAt === undefined ? {} : { edit_date: seconds(message.editedAt) }),
    ...(text === '' ? {} : { [textField]: text }),
    ...(media === undefined ? {} : toMedia(media)),
    ...(replyMarkup?.inline_keyboard === undefined ? {} : { reply_markup: replyMarkup }),
    ...extra,
  };
}

/** `File`. */
export function toFile(file: StoredFile): JsonObject {
  return {
    file_id: file.id,
    file_unique_id: file.id.replaceAll('-', ''),
    file_size: file.content.length,
    file_path: file.path,
  };
}

function toMedia(media: NonNullable<StoredMessage['content']['media']>): JsonObject {
  const { file, kind } = media;
  const base = {
    file_id: file.id,
    file_unique_id: file.id.replaceAll('-', ''),
    file_size: file.content.length,
  };
  const duration = media.durationSeconds ?? 1;
  switch (kind) {
    case 'photo':
      return {
        photo: [
          { ...base, file_size: Math.ceil(base.file_size / 4), width: 90, height: 60 },
          { ...base, width: 800, height: 533 },
        ],
      };
    case 'sticker':
      return {
        sticker: {
          ...base,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '👍',
        },
      };
    case 'voice':
      return { voice: { ...base, duration, mime_type: file.mimeType } };
    case 'audio':
      return { audio: { ...base, duration, mime_type: file.mimeType, file_name: file.name } };
    case 'video':
      return {
        video: { ...base, duration, width: 640, height: 360, mime_type: file.mimeType, file_name: file.name },
      };
    case 'document':
      return { document: { ...base, mime_type: file.mimeType, file_name: file.name } };
  }
}

/** A line of the ledger. */
export function toShown(
  world: World,
  bot: EmulatedBot,
  chat: EmulatedChat,
  message: StoredMessage,
): ShownMessage {
  const { text, media, replyMarkup } = message.content;
  const person = message.author === undefined ? undefined : world.people.get(message.author);
  const inline = (replyMarkup?.inline_keyboard ?? []) as {
    text: string;
    callback_data?: string;
    url?: string;
  }[][];
  const keyboard = (replyMarkup?.keyboard ?? []) as { text: string }[][];
  return {
    bot: bot.username,
    chat: chat.id,
    messageId: message.id,
    from: message.author === undefined ? 'bot' : 'person',
    author: person?.firstName ?? bot.username,
    at: new Date(message.at).toISOString(),
    kind: media?.kind ?? 'text',
    text,
    buttons: inline.map((row) =>
      row.map((button) => ({
        text: button.text,
        ...(button.callback_data === undefined ? {} : { data: button.callback_data }),
        ...(button.url === undefined ? {} : { url: button.url }),
      })),
    ),
    keyboard: keyboard.map((row) => row.map((button) => button.text)),
    ...(media === undefined
      ? {}
      : {
          file: {
            id: media.file.id,
            name: media.file.name,
            mimeType: media.file.mimeType,
            sizeBytes: media.file.content.length,
          },
        }),
    ...(message.editedAt === undefined ? {} : { editedAt: new Date(message.editedAt).toISOString() }),
    deleted: message.deleted,
    revisions: message.revisions.map((revision) => ({
      at: new Date(revision.at).toISOString(),
      text: revision.text,
    })),
  };
}
