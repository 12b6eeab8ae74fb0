import { describe, expect, test } from 'vitest';
import type { Json } from '../../../contracts/json.ts';
import type { IncomingUpdate, UpdateContent } from '../../../contracts/update.ts';
import { type Clock, systemClock } from '../../../core/clock.ts';
import { silentLogger } from '../../../core/logger.ts';
import { guardIntake } from './guard-intake.ts';

const card = '4111 1111 1111 1111';

function open(visitorPerMinute: number | null = null) {
  const stored: IncomingUpdate[] = [];
  const lookUps: string[] = [];
  const counts: string[] = [];
  let now = 0;
  const clock: Clock = { ...systemClock, now: () => now };
  const intake = guardIntake(
    {
      accept: (update) => {
        stored.push(update);
        return Promise.resolve({ updateId: `u1.${stored.length}`, conversationId: '1', duplicate: false });
      },
    },
    {
      ...{ clock, logger: silentLogger, visitorPerMinute, onFault: (what) => counts.push(what) },
      isStored: ({ externalId }) => {
        lookUps.push(externalId);
        return Promise.resolve(stored.some((update) => update.externalId === externalId));
      },
      meter: {
        count: (name, labels) => counts.push(`${name} ${Object.values(labels ?? {}).join(' ')}`),
        gauge: () => undefined,
        observe: () => undefined,
      },
    },
  );
  const accept = (content: Partial<UpdateContent>, overrides: Partial<IncomingUpdate> = {}) =>
    intake.accept({
      ...{ bot: 'shop', channel: 'http', conversation: 'anna', externalId: 'm1', requestId: 'r1' },
      content: { kind: 'message', ...content },
      ...overrides,
    });
  return { accept, stored, lookUps, counts, pass: (ms: number) => (now += ms) };
}

describe('what must never be stored', () => {
  test.each([
    ['a card', `my card is ${card}, thanks`, 'my card is [CARD_1], thanks', ['card']],
    ['its details', `${card} 12/29 123`, '[CARD_1] [CARD_EXPIRY_1] [CVV_1]', ['card', 'card_expiry', 'cvv']],
    ['a key', 'use sk-abcdef0123456789abcdef', 'use [SECRET_1]', ['secret']],
  ])('%s is replaced before the write', async (_name, text, expected, kinds) => {
    const { accept, stored, counts } = open();
    await accept({ text });
    expect(stored[0]?.content).toEqual({ kind: 'message', text: expected, replaced: kinds });
    expect(counts).toEqual(kinds.map((kind) => `pii_redactions_total ${kind} storage`));
  });

  test('is replaced in commands, names of files, payloads and what the platform sent', async () => {
    const { accept, stored } = open();
    const raw = { message: { message_id: 4_111_111_111, text: `/pay ${card}`, quote: [{ text: card }] } };
    await accept(
      {
        text: `/pay ${card}`,
        command: { name: 'pay', argument: card },
        attachments: [{ kind: 'document', fileId: 'keep', name: `${card}.pdf` }],
        payload: { note: [card] },
      },
      { raw },
    );
    expect(JSON.stringify(stored)).not.toMatch(/4111[ \d]{12,}/);
    expect(stored[0]?.content.command).toEqual({ name: 'pay', argument: '[CARD_1]' });
    expect(stored[0]?.content.attachments?.[0]?.fileId).toBe('keep');
    expect(stored[0]?.raw).toMatchObject({ message: { message_id: 4_111_111_111 } });
  });

  test('leaves handles of files alone, whatever they look like', async () => {
    const { accept, stored } = open();
    const fileId = `${'5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF'}${'a'.repeat(36)}`;
    await accept({ attachments: [{ kind: 'voice', fileId }] }, { raw: { voice: { file_id: fileId } } });
    expect(JSON.stringify(stored).split(fileId)).toHaveLength(3);
  });

  test('copies nothing of an ordinary Update', async () => {
    const { accept, stored } = open();
    const content: UpdateContent = {
      kind: 'message',
      text: 'Order 20450123456789, 2 500 грн, +380671234567',
    };
    const raw: Json = { message: { text: content.text ?? '' } };
    await accept(content, { content, raw });
    expect(stored[0]?.content).toBe(content);
    expect(stored[0]?.raw).toBe(raw);
  });
});

describe('limits', () => {
  test('text is kept to 20,000 characters, four marks a letter, no half of a pair', async () => {
    const { accept, stored } = open();
    await accept({ text: `${`a${'\u0301'.repeat(9)}`}\ud800${'b'.repeat(30_000)}` });
    const text = stored[0]?.content.text ?? '';
    expect(text.startsWith(`a${'\u0301'.repeat(4)}\ufffd`)).toBe(true);
    expect(text.length).toBeLessThanOrEqual(20_000);
  });

  test('a payload that nests too deep is refused; a raw one is not kept', async () => {
    const { accept, stored } = open();
    const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
    await expect(accept({ payload: nested(11) })).rejects.toMatchObject({ code: 'update_invalid' });
    await accept({ payload: nested(10) }, { raw: nested(10) });
    await accept({ text: 'a' }, { raw: nested(5_000) });
    expect(stored.map(({ raw }) => raw !== undefined)).toEqual([true, false]);
  });

  test('a visitor of the web chat is turned away past the rate; clients and platforms never are', async () => {
    const { accept, stored, pass } = open(2);
    const visitor = { conversation: 'web-abc' };
    await accept({ text: '1' }, visitor);
    await accept({ text: '2' }, visitor);
    await expect(accept({ text: '3' }, { ...visitor, externalId: 'm2' })).rejects.toMatchObject({
      code: 'messages_too_many',
      decision: 'refused',
      context: { retryAfterMs: 60_000 },
    });
    for (let count = 0; count < 5; count += 1) {
      await accept({ text: 'client' });
      await accept({ text: 'platform' }, { channel: 'telegram', conversation: 'web-abc' });
    }
    pass(60_000);
    await accept({ text: '4' }, visitor);
    expect(stored).toHaveLength(13);
  });

  test('what is stored passes a rate that is reached; looks at the store have the same rate', async () => {
    const { accept, stored, lookUps, pass } = open(3);
    const say = (externalId: string, conversation = 'web-abc') =>
      accept({ text: 'a' }, { conversation, externalId });
    for (const id of ['1', '2', '3']) await say(id);
    expect(lookUps, 'below the rate nobody looks').toEqual([]);
    await say('1');
    for (const id of ['4', '5', '6', '1', '7']) {
      await expect(say(id), id).rejects.toMatchObject({ code: 'messages_too_many' });
    }
    expect(lookUps).toEqual(['1', '4', '5']);
    expect(stored.map(({ externalId }) => externalId)).toEqual(['1', '2', '3', '1']);
    await say('other', 'web-other');
    pass(60_000);
    await say('1');
    await say('4');
    expect(lookUps).toHaveLength(3);
  });
});
