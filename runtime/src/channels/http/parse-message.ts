import { z } from 'zod';
import type { Command, UpdateContent } from '../../contracts/update.ts';
import type { Fault } from './problem.ts';

const maximumAttachments = 4;

const textUpTo = (characters: number): z.ZodString =>
  z
    .string({ error: 'must be a text' })
    .max(characters, { error: `must have at most ${characters.toLocaleString('en')} characters` });
const codeUpTo = (characters: number): z.ZodString =>
  textUpTo(characters).min(1, { error: 'must not be empty' });

// Postgres stores neither; two ids that differ in them alone would become one.
const id = codeUpTo(200)
  .refine((text) => !text.includes('\u0000'), { error: 'must not contain a null character' })
  .refine((text) => text.isWellFormed(), { error: 'must not contain half of a surrogate pair' });

const attachment = z.object({
  kind: z.enum(['image', 'voice', 'audio', 'video', 'document'], {
    error: 'must be one of image, voice, audio, video, document',
  }),
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .max(2_000, { error: 'must have at most 2,000 characters' }),
  mimeType: textUpTo(200).optional(),
  name: textUpTo(200).optional(),
});

const body = z.object(
  {
    // Clients resolve an address with such a part before they ask for it.
    conversationId: id.refine((text) => !/^\.\.?$/.test(text), { error: 'must not be "." or ".."' }),
    messageId: id,
    text: textUpTo(20_000).optional(),
    button: codeUpTo(64).optional(),
    language: textUpTo(35).optional(),
    attachments: z.array(attachment, { error: 'must be a list' }).optional(),
  },
  { error: 'must be a JSON object' },
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
  const { looked, faults } = lookAtWhole(value);
  const result = body.safeParse(looked);
  if (!result.success || faults.length > 0) {
    const issues = result.error?.issues ?? [];
    const named = issues.map((issue) => ({ path: toPath(issue.path), message: issue.message }));
    return { ok: false, faults: [...named, ...faults] };
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

/** Faults that a schema names only where its parts have none; `looked` is what the parts are judged by. */
function lookAtWhole(value: unknown): { readonly looked: unknown; readonly faults: readonly Fault[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { looked: value, faults: [] };
  const { text, button, attachments } = value as Readonly<Record<string, unknown>>;
  const list = Array.isArray(attachments) ? (attachments as readonly unknown[]) : null;
  const isTextless = text === undefined || (typeof text === 'string' && text.trim() === '');
  if (isTextless && button === undefined && (attachments === undefined || list?.length === 0)) {
    const message = 'one of text, button or attachments is needed';
    return { looked: value, faults: [{ path: 'text', message }] };
  }
  if (list === null || list.length <= maximumAttachments) return { looked: value, faults: [] };
  const message = `must have at most ${maximumAttachments} entries`;
  // The rest is left out, so that the answer is not many times as long as the request.
  const looked = { ...value, attachments: list.slice(0, maximumAttachments) };
  return { looked, faults: [{ path: 'attachments', message }] };
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
