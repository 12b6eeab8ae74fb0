import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { InvariantError } from 'opora';
import type { DataKeys } from './data-keys.ts';
import type { Place } from './places.ts';

// version | key id | nonce | words | tag
const version = 1;
const nonceBytes = 12;
const tagBytes = 16;
const headBytes = 2 + nonceBytes;

/** What a sealed text needs besides its words, in bytes. */
export const sealOverheadBytes: number = headBytes + tagBytes;

/**
 * Encrypts a text with AES-256-GCM under the current key and a random nonce. It opens at `place` only. Every call
 * gives other bytes. Half surrogate pairs become U+FFFD, as in every UTF-8 text.
 */
export function seal(keys: DataKeys, text: string, place: Place): Uint8Array {
  const { id, sealing } = keys.current;
  const nonce = randomBytes(nonceBytes);
  const head = Buffer.concat([Uint8Array.of(version, id), nonce]);
  const cipher = createCipheriv('aes-256-gcm', sealing, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associated(head, place));
  return Buffer.concat([head, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Decrypts what `seal` made for this place.
 * @throws InvariantError `esm_seal_broken` when a byte differs, the bytes are cut, or they were sealed for another
 *   place; `esm_data_key_unknown` when the key that sealed them is not configured. Never names the words.
 */
export function open(keys: DataKeys, sealed: Uint8Array, place: Place): string {
  if (sealed.length < sealOverheadBytes || sealed[0] !== version) throw broken(place);
  const id = sealed[1] ?? 0;
  const key = keys.byId.get(id);
  if (key === undefined) {
    throw new InvariantError(
      'esm_data_key_unknown',
      `A text was sealed by data key ${id}, which is not in ESM_DATA_KEY. Add it behind the current one.`,
      { context: { key: id, column: place.column } },
    );
  }
  const head = sealed.subarray(0, headBytes);
  const nonce = head.subarray(2);
  const decipher = createDecipheriv('aes-256-gcm', key.sealing, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associated(head, place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    const words = decipher.update(sealed.subarray(headBytes, -tagBytes));
    return Buffer.concat([words, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw broken(place, cause);
  }
}

/** The head and the place, each part with its length, so that no two places read the same. */
function associated(head: Uint8Array, place: Place): Uint8Array {
  const parts = [place.owner, place.column, place.row ?? ''].map((part) => {
    const bytes = Buffer.from(part, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  });
  return Buffer.concat([head, ...parts]);
}

function broken(place: Place, cause?: unknown): InvariantError {
  return new InvariantError(
    'esm_seal_broken',
    `A sealed text of the column ${place.column} does not open: it was changed, cut, moved from another row, or sealed by another key under the same id.`,
    { cause, context: { column: place.column } },
  );
}
