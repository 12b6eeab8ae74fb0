import { z } from 'zod';
import type { Json } from '../../contracts/json.ts';
import type { IncomingUpdate, UpdateContent } from '../../contracts/update.ts';
import { RefusedError } from '../../core/errors.ts';
import { messageSchema, parseContent, type TelegramMessage } from './parse-content.ts';

/** What is to be done with an update. */
export type ParsedUpdate =
  /** Goes through Intake; a press is then answered. */
  | {
      readonly type: 'accept';
      readonly updateId: number;
      readonly update: IncomingUpdate;
      readonly pressId?: string;
    }
  /** Written in a group, where the bot does not work. */
  | {
      readonly type: 'group';
      readonly updateId: number;
      readonly chat: string;
      readonly languageHint?: string;
    }
  /** Acknowledged and counted. */
  | {
      readonly type: 'ignore';
      readonly updateId: number;
      readonly reason: 'unknown_kind' | 'service_message' | 'not_private' | 'no_change';
      readonly pressId?: string;
    };

/** Kinds asked for; others never arrive, or are acknowledged and counted. */
export const receivedKinds: readonly ('message' | 'edited_message' | 'callback_query' | 'my_chat_member')[] =
  ['message', 'edited_message', 'callback_query', 'my_chat_member'];

const user = z.looseObject({ id: z.int(), language_code: z.string().optional() });
const chat = z.looseObject({ id: z.int(), type: z.string() });
const member = z.looseObject({ status: z.string() });

const updateSchema = z.looseObject({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: user,
      message: z.looseObject({ message_id: z.int(), chat }).optional(),
      data: z.string().optional(),
    })
    .optional(),
  my_chat_member: z
    .looseObject({ chat, from: user, date: z.int(), old_chat_member: member, new_chat_member: member })
    .optional(),
});

type TelegramUpdate = z.infer<typeof updateSchema>;

/**
 * Reads a Bot API `Update`.
 *
 * @throws RefusedError `telegram_update_malformed` when it is none; the message names fields, never content.
 */
export function parseUpdate(raw: unknown, bot: string, requestId: string): ParsedUpdate {
  const parsed = updateSchema.safeParse(raw);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'update');
    throw new RefusedError('telegram_update_malformed', `Not a Telegram update: wrong ${fields.join(', ')}.`);
  }
  const update = parsed.data;
  // A message is known by its own number, which is what an edit names; everything else by the update's.
  const externalId =
    update.message === undefined ? String(update.update_id) : toMessageName(update.message.message_id);
  const accept = (chatId: number, content: UpdateContent): ParsedUpdate & { type: 'accept' } => ({
    type: 'accept',
    updateId: update.update_id,
    update: {
      bot,
      channel: 'telegram',
      conversation: String(chatId),
      externalId,
      content,
      // It came as JSON, so it is Json.
      raw: raw as Json,
      requestId,
    },
  });
  if (update.message !== undefined) return parseMessage(update, update.message, 'message', accept);
  if (update.edited_message !== undefined) return parseMessage(update, update.edited_message, 'edit', accept);
  if (update.callback_query !== undefined) return parsePress(update, update.callback_query, accept);
  if (update.my_chat_member !== undefined) return parseMember(update, update.my_chat_member, accept);
  return { type: 'ignore', updateId: update.update_id, reason: 'unknown_kind' };
}

const toMessageName = (messageId: number): string => `message:${messageId}`;

type Accept = (chatId: number, content: UpdateContent) => ParsedUpdate & { type: 'accept' };

function parseMessage(
  { update_id: updateId }: TelegramUpdate,
  message: TelegramMessage,
  kind: 'message' | 'edit',
  accept: Accept,
): ParsedUpdate {
  if (message.chat.type !== 'private') {
    const hint = message.from?.language_code;
    // Channel posts and edits are nobody's question; a refusal would be noise.
    if (message.chat.type === 'channel' || kind === 'edit')
      return { type: 'ignore', updateId, reason: 'not_private' };
    return {
      type: 'group',
      updateId,
      chat: String(message.chat.id),
      ...(hint === undefined ? {} : { languageHint: hint }),
    };
  }
  const content = parseContent(message);
  if (content === null) return { type: 'ignore', updateId, reason: 'service_message' };
  if (kind === 'message') return accept(message.chat.id, { kind, ...content });
  // Correcting the text of a command must not run it again.
  const { command: _, ...rest } = content;
  return accept(message.chat.id, { kind, ...rest, edits: toMessageName(message.message_id) });
}

function parsePress(
  { update_id: updateId }: TelegramUpdate,
  press: NonNullable<TelegramUpdate['callback_query']>,
  accept: Accept,
): ParsedUpdate {
  const { id: pressId, data, message, from } = press;
  if (message === undefined || data === undefined) {
    return { type: 'ignore', updateId, reason: 'unknown_kind', pressId };
  }
  if (message.chat.type !== 'private') return { type: 'ignore', updateId, reason: 'not_private', pressId };
  const hint = from.language_code;
  const content = {
    kind: 'button',
    button: data,
    ...(hint === undefined ? {} : { languageHint: hint }),
  } as const;
  return { ...accept(message.chat.id, content), pressId };
}

function parseMember(
  { update_id: updateId }: TelegramUpdate,
  change: NonNullable<TelegramUpdate['my_chat_member']>,
  accept: Accept,
): ParsedUpdate {
  if (change.chat.type !== 'private') return { type: 'ignore', updateId, reason: 'not_private' };
  const before = change.old_chat_member.status === 'kicked';
  const after = change.new_chat_member.status === 'kicked';
  if (before === after) return { type: 'ignore', updateId, reason: 'no_change' };
  const hint = change.from.language_code;
  return accept(change.chat.id, {
    kind: 'event',
    event: after ? 'telegram.blocked' : 'telegram.unblocked',
    ...(hint === undefined ? {} : { languageHint: hint }),
    sentAt: new Date(change.date * 1000).toISOString(),
  });
}
