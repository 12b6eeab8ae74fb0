import { createPrivateKey, createPublicKey } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** PKCS 8 wrapping of an Ed25519 seed (RFC 8410). */
const wrapping = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_BYTES = 64;
const SEED_BYTES = 32;

/**
 * Whether `text` (base 58) is a secret key of Solana or X1: a seed followed by its own public key. A signature of a
 * transaction has the same length and never has this form.
 */
export function isSolanaSecretKey(text: string): boolean {
  const bytes = fromBase58(text);
  if (bytes === null) return false;
  const key = createPrivateKey({
    key: Buffer.concat([wrapping, bytes.subarray(0, SEED_BYTES)]),
    format: 'der',
    type: 'pkcs8',
  });
  const open = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return open.subarray(-SEED_BYTES).equals(bytes.subarray(SEED_BYTES));
}

/** Exactly 64 bytes, or null. */
function fromBase58(text: string): Buffer | null {
  let value = 0n;
  for (const sign of text) {
    const digit = alphabet.indexOf(sign);
    if (digit < 0) return null;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16).padStart(KEY_BYTES * 2, '0');
  return hex.length === KEY_BYTES * 2 ? Buffer.from(hex, 'hex') : null;
}
