import { badRequest } from '../bot-api-error.ts';
import { toMessage } from '../bot-api-objects.ts';
import { checkReplyMarkup } from '../reply-markup.ts';
import type { JsonObject, MediaKind, MessageContent } from '../types.ts';
import { type Method, type MethodCall, ownMessage, writableChat } from './method.ts';
import { captionOf, mediaFile, textOf } from './sending.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

export const editMessageText: Method = (call) =>
  edit(call, (current) => {
    if (current.media !== undefined) throw badRequest('there is no text in the message to edit');
    return { ...markupOf(call), text: textOf(call) };
  });

export const editMessageReplyMarkup: Method = (call) =>
  edit(call, (current) => {
    const { replyMarkup: _, ...rest } = current;
    return { ...rest, ...markupOf(call) };
  });

/** Also turns a text message into a media one, as the API does since 2024. */
export const editMessageMedia: Method = (call) =>
  edit(call, () => {
    const media = call.params.json('media') as JsonObject | undefined;
    const kind = media?.type;
    if (media === undefined || !isMediaKind(kind)) throw badRequest("can't parse InputMedia");
    const text = captionOf(media.caption?.toString(), media.parse_mode?.toString());
    return {
      ...markupOf(call),
      text,
      media: { kind, file: mediaFile(call, kind, media.media?.toString()) },
    };
  });

export const deleteMessage: Method = (call) => {
  const chat = writableChat(call);
  const message = ownMessage(call, chat, 'message to delete not found', "message can't be deleted");
  message.deleted = true;
  call.world.version += 1;
  return true;
};

export const answerCallbackQuery: Method = ({ bot, params }) => {
  if (!bot.presses.delete(params.text('callback_query_id') ?? '')) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  return true;
};

function edit(call: MethodCall, change: (current: MessageContent) => MessageContent): JsonObject {
  const chat = writableChat(call);
  const message = ownMessage(call, chat, 'message to edit not found', "message can't be edited");
  const content = change(message.content);
  const same =
    content.text === message.content.text &&
    content.media?.file.id === message.content.media?.file.id &&
    JSON.stringify(content.replyMarkup) === JSON.stringify(message.content.replyMarkup);
  if (same) throw badRequest(NOT_MODIFIED);
  call.world.changeMessage(message, content);
  chat.typingUntil = 0;
  return toMessage(call.world, call.bot, chat, message);
}

/** An edit can carry only an inline keyboard; without one the message loses its buttons. */
function markupOf(call: MethodCall): Pick<MessageContent, 'replyMarkup'> {
  const markup = checkReplyMarkup(call.params.json('reply_markup'));
  if (markup === undefined) return {};
  if (markup.inline_keyboard === undefined) throw badRequest('inline keyboard expected');
  return { replyMarkup: markup };
}

function isMediaKind(kind: unknown): kind is MediaKind {
  return kind === 'photo' || kind === 'audio' || kind === 'document' || kind === 'video';
}
