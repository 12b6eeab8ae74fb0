import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../contracts/message.ts';
import { TerminalError } from '../../core/errors.ts';
import { parseCommand } from './parse-content.ts';
import { prepareMessage, renderMessage } from './render-message.ts';
import { splitText } from './split-text.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

const bits = [
  'а',
  'Z',
  ' ',
  '\n',
  '\n\n',
  '. ',
  '! ',
  '\r\n',
  '👨‍👩‍👧‍👦',
  '🇺🇦',
  '🇺',
  'é',
  ' \u0301',
  '👍🏽',
  'ї',
  'क्षि',
  '한',
  '🙂',
  'слово',
];
const text = fc
  .array(fc.tuple(fc.constantFrom(...bits), fc.integer({ min: 1, max: 40 })), { maxLength: 60 })
  .map((runs) => runs.map(([bit, count]) => bit.repeat(count)).join(''));

describe('splitText', () => {
  it('keeps every character, the limit and every grapheme', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 400 }), (whole, limit) => {
        const pieces = splitText(whole, limit);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(limit);
        const boundaries = new Set([...segmenter.segment(whole)].map(({ index }) => index)).add(whole.length);
        let position = 0;
        for (const piece of pieces) {
          const at = whole.indexOf(piece, position);
          // Between two pieces, only a piece of nothing but white space may be missing.
          expect(whole.slice(position, at).trim()).toBe('');
          position = at + piece.length;
          expect(boundaries.has(at) && boundaries.has(position)).toBe(true);
        }
        expect(whole.slice(position).trim()).toBe('');
      }),
      { numRuns: 400 },
    );
  });

  it('prefers a paragraph, then a sentence, then a word', () => {
    const paragraph = `${'a'.repeat(60)}\n\n`;
    expect(splitText(`${paragraph}${'b. '.repeat(30)}`, 100)[0]).toBe(paragraph);
    expect(splitText(`${'a'.repeat(60)}. ${'b '.repeat(30)}`, 100)[0]).toBe(`${'a'.repeat(60)}. `);
    expect(splitText(`${'a'.repeat(60)} ${'b'.repeat(60)}`, 100)[0]).toBe(`${'a'.repeat(60)} `);
  });

  it('keeps a piece of a blank text, so that the send is refused and not lost', () => {
    expect(splitText(`${'\n'.repeat(9)}${'\r\n'.repeat(9)}`, 10)).toEqual(['\n'.repeat(9)]);
    expect(splitText('', 10)).toEqual(['']);
  });

  it('cuts a grapheme that alone exceeds a message between code points', () => {
    const giant = `e${'\u0301'.repeat(300)}`;
    expect(splitText(giant, 100).join('')).toBe(giant);
    const emoji = '👨'.concat('\u200d👨'.repeat(100));
    for (const piece of splitText(emoji, 100)) expect(piece.isWellFormed()).toBe(true);
  });
});

describe('prepareMessage', () => {
  const buttons = [[{ code: 'yes', label: 'Так' }]];
  const scale = { min: 1, max: 7, minLabel: 'зовсім ні', maxLabel: 'дуже' };
  const file = { name: 'data.csv', mimeType: 'text/csv', content: 'a,b\n1,2\n' };

  it('gives pieces that render within the limits, label included, with the extras on the last', () => {
    const label = 'Можливо, повторно:';
    const options = fc.record({ withButtons: fc.boolean(), withScale: fc.boolean(), withFile: fc.boolean() });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), options, (part, times, extras) => {
        const message: OutgoingMessage = {
          text: `x${part.repeat(times)}`,
          ...(extras.withButtons ? { buttons } : {}),
          ...(extras.withScale ? { scale } : {}),
          ...(extras.withFile ? { file } : {}),
        };
        const pieces = prepareMessage(message, label.length + 2);
        const last = pieces.at(-1);
        for (const piece of pieces) {
          const limit = piece.file === undefined ? 4096 : 1024;
          expect(renderMessage(piece, label).text.length).toBeLessThanOrEqual(limit);
          if (piece !== last) expect(Object.keys(piece)).toEqual(['text']);
        }
        expect(last?.buttons).toEqual(message.buttons);
        expect(last?.scale).toEqual(message.scale);
        expect(last?.file).toEqual(message.file);
        expect(
          pieces
            .map((piece) => piece.text)
            .join('')
            .replaceAll(/\s/gu, ''),
        ).toBe(message.text.replaceAll(/\s/gu, ''));
      }),
      { numRuns: 150 },
    );
  });

  it('keeps a short message whole', () => {
    expect(prepareMessage({ text: 'Добрий день', buttons }, 50)).toEqual([{ text: 'Добрий день', buttons }]);
  });

  it('says of every piece who wrote it and whether it may be repeated', () => {
    const said = { modelUsed: 'local:rules', unknownDelivery: 'at-most-once' } as const;
    const pieces = prepareMessage({ text: 'а б '.repeat(1500), buttons, ...said }, 0);
    expect(pieces.length).toBeGreaterThan(1);
    for (const piece of pieces) expect(piece).toMatchObject(said);
  });

  it('moves a file behind a text that is too long for a caption', () => {
    const pieces = prepareMessage({ text: 'а'.repeat(1500), file }, 0);
    expect(pieces).toEqual([{ text: 'а'.repeat(1500) }, { text: '', file }]);
  });
});

describe('renderMessage', () => {
  const keys = (message: OutgoingMessage): readonly number[] =>
    renderMessage(message).keyboard?.inline_keyboard.map((row) => row.length) ?? [];

  it('writes the ends of a scale into the text and its numbers into even rows of at most five', () => {
    const scale = { min: 0, max: 10, minLabel: 'немає', maxLabel: 'нестерпно' };
    expect(renderMessage({ text: 'Біль?', scale }).text).toBe('Біль?\n\n0 — немає, 10 — нестерпно');
    expect(keys({ text: 'Біль?', scale })).toEqual([4, 4, 3]);
  });

  it("uses the message's own buttons for a scale", () => {
    const scale = { min: 1, max: 7, minLabel: '', maxLabel: '' };
    const row = Array.from({ length: 7 }, (_, index) => ({
      code: `mood:${index + 1}`,
      label: String(index + 1),
    }));
    const { keyboard, text: shown } = renderMessage({ text: 'Настрій?', scale, buttons: [row] });
    expect(shown).toBe('Настрій?');
    expect(keyboard?.inline_keyboard.map((keysOfRow) => keysOfRow.length)).toEqual([4, 3]);
    expect(keyboard?.inline_keyboard[0]?.[0]).toEqual({ text: '1', callback_data: 'mood:1' });
  });

  it('keeps rows of up to five and breaks longer ones', () => {
    const row = (length: number): { code: string; label: string }[] =>
      Array.from({ length }, (_, index) => ({ code: `c${index}`, label: `l${index}` }));
    expect(keys({ text: 'x', buttons: [row(2), row(5), row(6), []] })).toEqual([2, 5, 3, 3]);
  });

  it.each<[string, OutgoingMessage]>([
    ['a code over 64 bytes', { text: 'x', buttons: [[{ code: 'ї'.repeat(33), label: 'x' }]] }],
    ['an empty code', { text: 'x', buttons: [[{ code: '', label: 'x' }]] }],
    ['an empty label', { text: 'x', buttons: [[{ code: 'x', label: ' ' }]] }],
    ['no text', { text: ' \n' }],
    ['a text that was not prepared', { text: 'x'.repeat(4097) }],
    ['too many buttons', { text: 'x', scale: { min: 1, max: 1000, minLabel: '', maxLabel: '' } }],
  ])('refuses %s', (_, message) => {
    expect(() => renderMessage(message)).toThrow(TerminalError);
  });

  it('takes a code of exactly 64 bytes', () => {
    expect(keys({ text: 'x', buttons: [[{ code: 'ї'.repeat(32), label: 'x' }]] })).toEqual([1]);
  });

  it('puts the label on a line of its own', () => {
    expect(renderMessage({ text: 'Готово.' }, 'Повторно:').text).toBe('Повторно:\n\nГотово.');
  });
});

describe('parseCommand', () => {
  const name = fc.stringMatching(/^[a-z0-9_]{1,32}$/);

  it('splits a name, a bot and an argument', () => {
    const bot = fc.option(fc.stringMatching(/^[A-Za-z0-9_]{1,32}$/), { nil: undefined });
    const argument = fc.string({ unit: 'grapheme', maxLength: 50 }).map((value) => value.trim());
    fc.assert(
      fc.property(name, bot, argument, fc.constantFrom(' ', '  ', '\n'), (command, at, rest, gap) => {
        const written = `/${command}${at === undefined ? '' : `@${at}`}${rest === '' ? '' : gap + rest}`;
        expect(parseCommand(written)).toEqual({ name: command, argument: rest });
        expect(parseCommand(written.replace(command, command.toUpperCase()))?.name).toBe(command);
      }),
    );
  });

  it('is undefined for anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (written) => {
        fc.pre(!/^\/[a-z0-9_]/i.test(written));
        expect(parseCommand(written)).toBeUndefined();
      }),
    );
    for (const written of [
      '/',
      '/ start',
      '//start',
      '/старт',
      '/start!now',
      `/${'a'.repeat(33)}`,
      ' /start',
    ]) {
      expect(parseCommand(written)).toBeUndefined();
    }
  });
});
