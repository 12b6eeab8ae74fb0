import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDataKey, parseDataKeys } from '../../src/vault/data-keys.ts';
import { answerPlace, chatPlace, notesPlace, type Place, studySecretPlace } from '../../src/vault/places.ts';
import { open, seal, sealOverheadBytes } from '../../src/vault/seal.ts';

const keys = parseDataKeys(generateDataKey());
const place = answerPlace('7', 'r1', 'moment', 'first_sealed');
const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('a sealed text', () => {
  it('opens at its place, whatever the words', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sealed = seal(keys, text, place);
        expect(open(keys, sealed, place)).toBe(text.toWellFormed());
        expect(sealed.length).toBe(Buffer.byteLength(text) + sealOverheadBytes);
      }),
    );
  });

  it('shows nothing of its words, and is never the same twice', () => {
    const text = 'тёплый край чашки у губы';
    const first = Buffer.from(seal(keys, text, place));
    expect(first.includes(Buffer.from('тёплый'))).toBe(false);
    expect(first.equals(seal(keys, text, place))).toBe(false);
    expect(first.subarray(2, 14)).not.toEqual(Buffer.from(seal(keys, text, place)).subarray(2, 14));
  });

  it('does not open when any byte is changed', () => {
    const sealed = seal(keys, 'window', place);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Uint8Array.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(keys, changed, place), `byte ${index}`).toThrow(/does not open|not in ESM_DATA_KEY/);
    }
  });

  it('does not open when it is cut at any length', () => {
    const sealed = seal(keys, 'window', place);
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => open(keys, sealed.subarray(0, length), place), `${length} bytes`).toThrow('does not open');
    }
  });

  it('does not open under another key of the same id, and says which key is missing otherwise', () => {
    const sealed = seal(keys, 'window', place);
    expect(() => open(parseDataKeys(generateDataKey()), sealed, place)).toThrow('does not open');
    const other = parseDataKeys(`2:${generateDataKey()}`);
    expect(() => open(other, sealed, place)).toThrow('sealed by data key 1, which is not in ESM_DATA_KEY');
  });

  it.each<[string, Place]>([
    ['Conversation', answerPlace('8', 'r1', 'moment', 'first_sealed')],
    ['response', answerPlace('7', 'r2', 'moment', 'first_sealed')],
    ['item', answerPlace('7', 'r1', 'place', 'first_sealed')],
    ['column', answerPlace('7', 'r1', 'moment', 'final_sealed')],
    ['table', chatPlace('7')],
    ['kind of row', notesPlace('7', 'r1', 'moment')],
    ['owner', studySecretPlace('7')],
    ['split of the same letters', { owner: '7', column: 'esm_answers.first_sealed/r1', row: 'moment' }],
  ])('does not open in the row of another %s', (_name, elsewhere) => {
    expect(() => open(keys, seal(keys, 'window', place), elsewhere)).toThrow('does not open');
  });

  it('never repeats the words in an error', () => {
    const sealed = seal(keys, 'мой секрет', place);
    expect(() => open(keys, sealed, chatPlace('9'))).toThrow(expect.not.stringContaining('секрет'));
  });
});

describe('a change of keys', () => {
  const old = generateDataKey();
  const renewed = generateDataKey();

  it('opens what the old key sealed and seals with the new one', () => {
    const sealed = seal(parseDataKeys(old), 'window', place);
    const both = parseDataKeys(`2:${renewed}, 1:${old}`);
    expect(open(both, sealed, place)).toBe('window');
    expect(seal(both, 'window', place)[1]).toBe(2);
    const onlyNew = parseDataKeys(`2:${renewed}`);
    expect(open(onlyNew, seal(both, 'window', place), place)).toBe('window');
  });

  it.each([
    ['', 'key 1 is not 32 bytes'],
    ['short', 'key 1 is not 32 bytes'],
    [`${old}!`, 'key 1 is not 32 bytes'],
    [`256:${old}`, 'the id of key 1 is above 255'],
    [`2:${renewed},2:${old}`, 'two keys have the same id'],
    [`2:${renewed},zzz`, 'key 2 is not 32 bytes'],
  ])('refuses %s without repeating it', (text, reason) => {
    expect(() => parseDataKeys(text)).toThrow(reason);
    expect(() => parseDataKeys(text)).toThrow(expect.not.stringContaining(old));
  });
});
