import { badRequest, forbidden } from '../bot-api-error.ts';
import type { Parameters } from '../parameters.ts';
import type { StoredMessage } from '../types.ts';
import type { EmulatedBot, EmulatedChat, World } from '../world.ts';

/** One call of a method. */
export interface MethodCall {
  readonly world: World;
  readonly bot: EmulatedBot;
  readonly params: Parameters;
  /** Aborts when the caller hangs up or the emulator stops. */
  readonly signal: AbortSignal;
}

/** A method of the Bot API; returns the `result`. */
export type Method = (call: MethodCall) => unknown;

/** The chat of `chat_id`, which the bot may write to. */
export function writableChat({ bot, params }: MethodCall): EmulatedChat {
  const given = params.text('chat_id');
  if (given === undefined || given === '') throw badRequest('chat_id is empty');
  const chat = bot.chats.get(Number(given));
  if (chat === undefined) throw badRequest('chat not found');
  if (chat.blocked) {
    throw forbidden(
      chat.type === 'private' ? 'bot was blocked by the user' : 'bot was kicked from the group chat',
    );
  }
  return chat;
}

/** The bot's own message of `message_id`; 400 with `missing` when there is none. */
export function ownMessage(
  call: MethodCall,
  chat: EmulatedChat,
  missing: string,
  foreign: string,
): StoredMessage {
  const id = call.params.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const message = chat.messages.get(id);
  if (message === undefined || message.deleted) throw badRequest(missing);
  if (message.author !== undefined) throw badRequest(foreign);
  return message;
}
