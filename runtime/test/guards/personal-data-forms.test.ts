import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  findPersonalData,
  mayHoldNeverStored,
  personalDataKinds,
} from '../../src/stages/guard/personal-data/index.ts';
import { cleanForms } from './personal-data-clean-forms.ts';
import { numberForms } from './personal-data-number-forms.ts';
import { personForms } from './personal-data-person-forms.ts';

const kinds = (text: string): string[] => findPersonalData(text).map((span) => `${span.kind} ${span.value}`);

function toBase58(bytes: Buffer): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let value = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text;
  return text;
}

describe('forms', () => {
  const rows = `${numberForms}${personForms}`
    .split('\n')
    .filter((line) => line.includes(' | '))
    .map((line) => {
      const [kind = '', marked = ''] = line.replaceAll('⏎', '\n').split(' | ');
      return { kind, marked, text: marked.replace(/[⟦⟧]/g, '') };
    });

  it('cover every kind', () => {
    expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(personalDataKinds));
  });

  it('are found with their kind and the whole value', () => {
    const missed = rows.filter(({ kind, marked, text }) => {
      const start = marked.indexOf('⟦');
      const end = marked.indexOf('⟧') - 1;
      return !findPersonalData(text).some(
        (span) => span.kind === kind && span.start <= start && span.end >= end,
      );
    });
    expect(missed.map((row) => row.marked)).toEqual([]);
  });

  it('of texts that hold no data stay untouched', () => {
    const texts = cleanForms.split(/ ∥ |\n/).filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(400);
    expect(texts.flatMap((text) => kinds(text).map((found) => `${text} → ${found}`))).toEqual([]);
  });

  it('of 64 bytes in base 58 are keys by their own proof, signatures by a word for them', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
    const open = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    const key = toBase58(Buffer.concat([seed, open]));
    const signature = toBase58(Buffer.concat([open, seed]));
    expect(kinds(`транзакция ${key} прошла`)).toEqual([`secret ${key}`]);
    expect(kinds(`транзакция ${signature} прошла`)).toEqual([]);
    expect(kinds(`приватный ключ ${signature}`)).toEqual([`secret ${signature}`]);
  });

  it('that may never be stored are never passed over by the question before a write', () => {
    const never = new Set(['card', 'card_expiry', 'cvv', 'secret']);
    for (const { kind, text } of rows) {
      if (never.has(kind)) expect(mayHoldNeverStored(text), text).toBe(true);
    }
  });
});
