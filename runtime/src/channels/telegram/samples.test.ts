import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { UpdateContent } from '../../contracts/update.ts';
import { RefusedError } from '../../core/errors.ts';
import { type ParsedUpdate, parseUpdate } from './parse-update.ts';

const folder = new URL('./samples/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

function replay(name: string): { readonly raw: unknown; readonly parsed: ParsedUpdate } {
  const raw: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  return { raw, parsed: parseUpdate(raw, 'esm', 'r1') };
}

const base = { languageHint: 'uk' } as const;

/** A message is named as its edits name it. */
const externalIdOf = (raw: { update_id: number; message?: { message_id: number } }): string =>
  raw.message === undefined ? String(raw.update_id) : `message:${raw.message.message_id}`;

/** What every accepted sample becomes. */
const contents: Readonly<Record<string, UpdateContent>> = {
  message: {
    kind: 'message',
    text: 'Доброго дня! Коли прийдуть прибирати? 🙂',
    ...base,
    sentAt: '2026-11-18T11:08:21.000Z',
  },
  'edited-message': {
    kind: 'edit',
    text: 'Доброго дня! Коли прийдуть прибирати під’їзд?',
    edits: 'message:101',
    ...base,
    sentAt: '2026-11-18T11:08:21.000Z',
  },
  'callback-query': { kind: 'button', button: 'mood:2', ...base },
  voice: {
    kind: 'message',
    attachments: [
      {
        kind: 'voice',
        fileId: 'AwACAgIAAxkBAAIBZ2c',
        mimeType: 'audio/ogg',
        sizeBytes: 17213,
        durationSeconds: 4,
      },
    ],
    ...base,
    sentAt: '2026-11-18T11:08:23.000Z',
  },
  'photo-with-caption': {
    kind: 'message',
    text: 'Ось пляма на сходах',
    attachments: [
      { kind: 'image', fileId: 'AgACAgIAAxkBAAIBaA-x', mimeType: 'image/jpeg', sizeBytes: 102331 },
    ],
    ...base,
    sentAt: '2026-11-18T11:08:24.000Z',
  },
  sticker: {
    kind: 'message',
    attachments: [{ kind: 'sticker', fileId: 'CAACAgIAAxkBAAIBaQ', sizeBytes: 36424 }],
    ...base,
    sentAt: '2026-11-18T11:08:25.000Z',
  },
  'my-chat-member-blocked': {
    kind: 'event',
    event: 'telegram.blocked',
    ...base,
    sentAt: '2026-11-18T11:08:27.000Z',
  },
  'my-chat-member-restarted': {
    kind: 'event',
    event: 'telegram.unblocked',
    ...base,
    sentAt: '2026-11-18T11:08:28.000Z',
  },
  'command-start': {
    kind: 'message',
    text: '/start abc',
    command: { name: 'start', argument: 'abc' },
    ...base,
    sentAt: '2026-11-18T11:08:29.000Z',
  },
  'command-start-at-bot': {
    kind: 'message',
    text: '/start@opora_bot',
    command: { name: 'start', argument: '' },
    ...base,
    sentAt: '2026-11-18T11:08:30.000Z',
  },
  forwarded: {
    kind: 'message',
    text: 'Переслане оголошення',
    forwarded: true,
    ...base,
    sentAt: '2026-11-18T11:08:31.000Z',
  },
  contact: {
    kind: 'message',
    attachments: [{ kind: 'contact' }],
    ...base,
    sentAt: '2026-11-18T11:08:32.000Z',
  },
  location: {
    kind: 'message',
    attachments: [{ kind: 'location' }],
    ...base,
    sentAt: '2026-11-18T11:08:33.000Z',
  },
  poll: { kind: 'message', attachments: [{ kind: 'other' }], ...base, sentAt: '2026-11-18T11:08:36.000Z' },
  document: {
    kind: 'message',
    attachments: [
      {
        kind: 'document',
        fileId: 'BQACAgIAAxkBAAIBbg',
        mimeType: 'application/pdf',
        sizeBytes: 245001,
        name: 'акт приймання.pdf',
      },
    ],
    ...base,
    sentAt: '2026-11-18T11:08:37.000Z',
  },
};

const others: Readonly<Record<string, Partial<ParsedUpdate>>> = {
  'group-message': { type: 'group', chat: '-1001234567890', languageHint: 'uk' },
  'message-reaction': { type: 'ignore', reason: 'unknown_kind' },
  'pinned-message': { type: 'ignore', reason: 'service_message' },
};

describe('samples of real updates', () => {
  it('are all expected here', () => {
    expect(names.toSorted()).toEqual([...Object.keys(contents), ...Object.keys(others)].toSorted());
  });

  it.each(Object.keys(contents))('reads %s', (name) => {
    const { raw, parsed } = replay(name);
    if (parsed.type !== 'accept') throw new Error(`${name} is not accepted`);
    expect(parsed.update.content).toEqual(contents[name]);
    expect(parsed.update).toMatchObject({
      bot: 'esm',
      channel: 'telegram',
      conversation: '400100200',
      externalId: externalIdOf(raw as { update_id: number; message?: { message_id: number } }),
      raw,
      requestId: 'r1',
    });
  });

  it.each(Object.keys(others))('sets %s aside', (name) => {
    expect(replay(name).parsed).toMatchObject(others[name] ?? {});
  });

  it('names the query of a press, to answer it', () => {
    expect(replay('callback-query').parsed).toMatchObject({ pressId: '1718291234567890123' });
  });

  it.each([
    null,
    [],
    'text',
    {},
    { update_id: 'a' },
    { update_id: 1, message: { text: 'secret words' } },
    { update_id: 1.5 },
  ])('refuses %j without quoting it', (raw) => {
    const refusal = ((): unknown => {
      try {
        return parseUpdate(raw, 'esm', 'r1');
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(RefusedError);
    expect(refusal).toMatchObject({ code: 'telegram_update_malformed' });
    expect(String(refusal)).not.toContain('secret words');
  });

  it('does not take a command out of an edit', () => {
    const message = { message_id: 5, date: 1, chat: { id: 7, type: 'private' }, text: '/stop now' };
    const parsed = parseUpdate({ update_id: 3, edited_message: message }, 'esm', 'r');
    expect(parsed).toMatchObject({ update: { content: { kind: 'edit', text: '/stop now' } } });
    expect(parsed).not.toHaveProperty('update.content.command');
  });
});
