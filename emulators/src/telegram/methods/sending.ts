import { badRequest } from '../bot-api-error.ts';
import { toMessage } from '../bot-api-objects.ts';
import { checkReplyMarkup } from '../reply-markup.ts';
import { parseText } from '../text-entities.ts';
import type { JsonObject, MediaKind, MessageContent, StoredFile } from '../types.ts';
import { type Method, type MethodCall, writableChat } from './method.ts';

const MAXIMUM_TEXT = 4096;
const MAXIMUM_CAPTION = 1024;

const FOLDERS: Readonly<Record<MediaKind, string>> = {
  voice: 'voice',
  audio: 'music',
  document: 'documents',
  photo: 'photos',
  sticker: 'stickers',
  video: 'videos',
};

/** The text of a call, checked. */
export function textOf({ params }: MethodCall): string {
  const text = parseText(params.text('text') ?? '', params.text('parse_mode'));
  if (text === '') throw badRequest('message text is empty');
  if (text.length > MAXIMUM_TEXT) throw badRequest('message is too long');
  return text;
}

/** A caption, checked; empty when there is none. */
export function captionOf(text: string | undefined, parseMode: string | undefined): string {
  const caption = parseText(text ?? '', parseMode);
  if (caption.length > MAXIMUM_CAPTION) throw badRequest('message caption is too long');
  return caption;
}

export const sendMessage: Method = (call) => {
  const chat = writableChat(call);
  const text = textOf(call);
  const replyMarkup = checkReplyMarkup(call.params.json('reply_markup'));
  return show(call, chat, { text, ...(replyMarkup === undefined ? {} : { replyMarkup }) });
};

/** `sendVoice`, `sendAudio`, `sendDocument`, `sendPhoto`, `sendVideo`: an upload or a known `file_id`. */
export function sendMedia(kind: MediaKind): Method {
  return (call) => {
    const chat = writableChat(call);
    const { params } = call;
    const text = captionOf(params.text('caption'), params.text('parse_mode'));
    const replyMarkup = checkReplyMarkup(params.json('reply_markup'));
    const durationSeconds = params.integer('duration');
    const media = {
      kind,
      file: mediaFile(call, kind, params.text(kind)),
      ...(durationSeconds === undefined ? {} : { durationSeconds }),
    };
    return show(call, chat, { text, media, ...(replyMarkup === undefined ? {} : { replyMarkup }) });
  };
}

/** The file of a media field: an upload, a part named by `attach://`, or a file the emulator knows. */
export function mediaFile(
  { params, world }: MethodCall,
  kind: MediaKind,
  reference: string | undefined,
): StoredFile {
  const upload = reference?.startsWith('attach://') ? params.attached(reference) : params.upload(kind);
  if (upload !== undefined) {
    if (upload.content.length === 0) throw badRequest('file must be non-empty');
    return world.addFile(upload, FOLDERS[kind]);
  }
  if (reference === undefined || reference === '') throw badRequest(`there is no ${kind} in the request`);
  const known = world.files.get(reference);
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

export const sendChatAction: Method = (call) => {
  const chat = writableChat(call);
  const action = call.params.text('action') ?? '';
  if (
    !/^(typing|(upload|record)_(photo|video|voice|document|video_note)|choose_sticker|find_location)$/.test(
      action,
    )
  ) {
    throw badRequest('wrong parameter action in request');
  }
  chat.typingUntil = call.world.clock.now() + 5000;
  call.world.version += 1;
  return true;
};

function show(call: MethodCall, chat: ReturnType<typeof writableChat>, content: MessageContent): JsonObject {
  call.bot.limiter?.admit(chat.id, chat.type === 'group', call.world.clock.now());
  chat.typingUntil = 0;
  const message = call.world.addMessage(call.bot, chat, undefined, content);
  return toMessage(call.world, call.bot, chat, message);
}
