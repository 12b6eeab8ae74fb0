import { z } from 'zod';
import type { Command, UpdateContent } from '../../contracts/update.ts';
import type { Fault } from './problem.ts';

const id = z
  .string({ error: 'must be a text' })
  .min(1, { error: 'must not be empty' })
  .max(200, { error: 'must have at most 200 characters' })
  .refine((text) => !text.includes('\u0000'), { error: 'must not contain a null character' });

const attachment = z.object({
  kind: z.enum(['image', 'voice', 'audio', 'video', 'document'], {
    error: 'must be one of image, voice, audio, video, document',
  }),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2_000, { error: 'must have at most 2,000 characters' }),
  mimeType: z.string({ error: 'must be a text' }).max(200).optional(),
  name: z.string({ error: 'must be a text' }).max(200).optional(),
});

const body = z
  .object(
    {
      conversationId: id,
      messageId: id,
      text: z
        .string({ error: 'must be a text' })
        .max(20_000, { error: 'must have at most 20,000 characters' })
        .optional(),
      button: z
        .string({ error: 'must be a text' })
        .min(1, { error: 'must not be empty' })
        .max(64, { error: 'must have at most 64 characters' })
        .optional(),
      language: z.string({ error: 'must be a text' }).max(35).optional(),
      attachments: z
        .array(attachment, { error: 'must be a list' })
        .max(4, { error: 'must have at most 4 entries' })
        .optional(),
    },
    { error: 'must be a JSON object' },
  )
  .refine(
    (value) =>
      value.button !== undefined ||
      (value.text !== undefined && value.text.trim() !== '') ||
      (value.attachments ?? []).length > 0,
    { error: 'one of text, button or attachments is needed', path: ['text'] },
  );

/** A message as posted, normalised. */
export interface ParsedMessage {
  readonly conversation: string;
  readonly messageId: string;
  readonly content: UpdateContent;
}

export type ParseResult =
  | { readonly ok: true; readonly message: ParsedMessage }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Checks the body of `POST /<bot>/api/messages`; names every fault. */
export function parseMessage(value: unknown): ParseResult {
  const result = body.safeParse(value);
  if (!result.success) {
    const faults = result.error.issues.map((issue) => ({ path: toPath(issue.path), message: issue.message }));
    return { ok: false, faults };
  }
  const { conversationId, messageId, text, button, language, attachments } = result.data;
  const command = text === undefined ? null : parseCommand(text);
  const content: UpdateContent = {
    kind: button === undefined ? 'message' : 'button',
    ...(text === undefined ? {} : { text }),
    ...(button === undefined ? {} : { button }),
    ...(command === null ? {} : { command }),
    ...(attachments === undefined
      ? {}
      : {
          attachments: attachments.map(({ kind, url, mimeType, name }) => ({
            kind,
            url,
            ...(mimeType === undefined ? {} : { mimeType }),
            ...(name === undefined ? {} : { name }),
          })),
        }),
    ...(language === undefined ? {} : { languageHint: language }),
  };
  return { ok: true, message: { conversation: conversationId, messageId, content } };
}

/** `/language uk` → name and argument; null when the text is no command. */
export function parseCommand(text: string): Command | null {
  const match = /^\/([a-z][a-z0-9_]{0,31})(?:\s+([\s\S]*))?$/i.exec(text.trim());
  if (match === null) return null;
  return { name: (match[1] ?? '').toLowerCase(), argument: (match[2] ?? '').trim() };
}

function toPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}
