import { z } from 'zod';
import type { Attachment } from '../../contracts/message.ts';
import type { Command, UpdateContent } from '../../contracts/update.ts';

const file = z.looseObject({
  file_id: z.string().min(1),
  mime_type: z.string().optional(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
  duration: z.number().optional(),
});
const user = z.looseObject({ id: z.int(), language_code: z.string().optional() });

interface TelegramFile {
  readonly file_id: string;
  readonly mime_type?: string | undefined;
  readonly file_size?: number | undefined;
  readonly file_name?: string | undefined;
  readonly duration?: number | undefined;
}

/** The parts of a Bot API `Message` that a bot can read. */
export interface TelegramMessage {
  readonly message_id: number;
  readonly date: number;
  readonly chat: { readonly id: number; readonly type: string };
  readonly from?: { readonly id: number; readonly language_code?: string | undefined } | undefined;
  readonly text?: string | undefined;
  readonly caption?: string | undefined;
  readonly voice?: TelegramFile | undefined;
  readonly audio?: TelegramFile | undefined;
  readonly document?: TelegramFile | undefined;
  readonly photo?: readonly TelegramFile[] | undefined;
  readonly video?: TelegramFile | undefined;
  readonly video_note?: TelegramFile | undefined;
  readonly animation?: TelegramFile | undefined;
  readonly sticker?: TelegramFile | undefined;
  readonly [field: string]: unknown;
}

/** Checks what `TelegramMessage` names and lets the rest pass. */
export const messageSchema: z.ZodType<TelegramMessage> = z.looseObject({
  message_id: z.int(),
  date: z.int(),
  chat: z.looseObject({ id: z.int(), type: z.string() }),
  from: user.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  voice: file.optional(),
  audio: file.optional(),
  document: file.optional(),
  photo: z.array(file).min(1).optional(),
  video: file.optional(),
  video_note: file.optional(),
  animation: file.optional(),
  sticker: file.optional(),
});

/** A command as Telegram writes it; the name of a bot after `@` is dropped: in a private chat it is ours. */
const commandPattern = /^\/([a-z0-9_]{1,32})(?:@[a-z0-9_]{1,64})?(?:\s+([\s\S]*))?$/iu;

/** Splits `/name@bot argument`; undefined when the text is no command. Names are lower-cased. */
export function parseCommand(text: string): Command | undefined {
  const match = commandPattern.exec(text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return { name: name.toLowerCase(), argument: (match?.[2] ?? '').trim() };
}

const mediaKinds = {
  voice: 'voice',
  audio: 'audio',
  // An animation also comes as a document; the one Telegram shows is taken.
  animation: 'video',
  video: 'video',
  video_note: 'video',
  document: 'document',
  sticker: 'sticker',
} as const;

/**
 * What a person can send that is neither text nor a file. The bot learns what came; all of it is in `raw`. A contact or
 * a place is no text either: nobody typed it, and the number is often somebody else's.
 */
const shared = {
  contact: 'contact',
  // A venue comes with its location.
  venue: 'location',
  location: 'location',
  poll: 'other',
  dice: 'other',
  game: 'other',
  story: 'other',
  invoice: 'other',
  paid_media: 'other',
  checklist: 'other',
  gift: 'other',
} as const;

/**
 * Content of a message, without `kind`; null for service messages, which nobody wrote (a pinned message, a
 * changed timer).
 */
export function parseContent(message: TelegramMessage): Omit<UpdateContent, 'kind'> | null {
  const attachments = parseAttachments(message);
  const text = message.text ?? message.caption;
  if (text === undefined && attachments.length === 0) return null;
  const command = message.text === undefined ? undefined : parseCommand(message.text);
  return {
    ...(text === undefined ? {} : { text }),
    ...(command === undefined ? {} : { command }),
    ...(attachments.length === 0 ? {} : { attachments }),
    ...(message.forward_origin === undefined ? {} : { forwarded: true }),
    ...(message.from?.language_code === undefined ? {} : { languageHint: message.from.language_code }),
    sentAt: new Date(message.date * 1000).toISOString(),
  };
}

function parseAttachments(message: TelegramMessage): readonly Attachment[] {
  // Sizes come smallest first; the last one is the picture itself.
  const largest = message.photo?.at(-1);
  if (largest !== undefined) return [toAttachment('image', { ...largest, mime_type: 'image/jpeg' })];
  for (const [field, kind] of Object.entries(mediaKinds)) {
    const found = message[field as keyof typeof mediaKinds];
    if (found !== undefined) return [toAttachment(kind, found)];
  }
  const kind = Object.entries(shared).find(([field]) => message[field] !== undefined)?.[1];
  return kind === undefined ? [] : [{ kind }];
}

function toAttachment(kind: Attachment['kind'], from: TelegramFile): Attachment {
  return {
    kind,
    fileId: from.file_id,
    ...(from.mime_type === undefined ? {} : { mimeType: from.mime_type }),
    ...(from.file_size === undefined ? {} : { sizeBytes: from.file_size }),
    ...(from.duration === undefined ? {} : { durationSeconds: from.duration }),
    ...(from.file_name === undefined ? {} : { name: from.file_name }),
  };
}
