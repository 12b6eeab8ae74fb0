import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Json } from '../../contracts/json.ts';
import { TerminalError } from '../../core/errors.ts';
import type { SealingKey, SealingKeys } from './sealing-keys.ts';

/**
 * A sealed value as it stands in a column: `1.<bot>.<key>.<nonce, tag and ciphertext in base64url>`. Fields beside it
 * stayed readable.
 */
export interface Envelope {
  readonly [sealedField]: string;
}

/** Name of the field that an envelope is known by. */
export const sealedField = '$sealed';

/** Seals what one bot stores, and opens it. */
export interface Sealer {
  readonly keys: SealingKeys;
  /** Any JSON; `null` stays `null`. */
  seal(value: Json): Json;
  /**
   * What was sealed, with the fields that stood beside it; anything that is no envelope comes back as it is.
   * @throws TerminalError `sealed_unreadable` when no key opens it, or it was changed.
   */
  open(value: unknown): unknown;
  /** The platform's name of a Conversation as `sealed.1.<bot>.<key>.<base64url>`; equal names give equal text. */
  sealName(name: string): string;
  /**
   * The name that was sealed; any other text comes back as it is.
   * @throws TerminalError `sealed_unreadable`
   */
  openName(stored: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;
const form = /^1\.([a-z][a-z0-9]*)\.(\d{1,3})\.([A-Za-z0-9_-]+)$/;

const namePrefix = 'sealed.';

/** The bot that has sealed a name; null when the text is no sealed name. */
export const nameSealedBy = (text: string): string | null =>
  text.startsWith(namePrefix) ? (form.exec(text.slice(namePrefix.length))?.[1] ?? null) : null;

/** What every name begins with that the current key has sealed. */
export const currentNamePrefix = (bot: string, { keys }: Sealer): string =>
  `${namePrefix}1.${bot}.${keys.current.id}.`;

/** Whether a value read from a column is sealed. */
export const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Partial<Envelope>)[sealedField] === 'string';

/** The bot that sealed it; null when it only looks like an envelope. */
export const sealedBy = (envelope: Envelope): string | null => form.exec(envelope[sealedField])?.[1] ?? null;

/** AES-256-GCM; bot and key are bound to every value. */
export function createSealer(bot: string, keys: SealingKeys): Sealer {
  const headerOf = (id: number): string => `1.${bot}.${id}`;
  const openText = (sealed: string, bytesOf: (key: SealingKey) => Uint8Array): string => {
    const [, owner, id, packed = ''] = form.exec(sealed) ?? [];
    const key = owner === bot ? keys.byId.get(Number(id)) : undefined;
    if (key === undefined) throw unreadable(bot, `the key ${id ?? '?'} is not given`);
    const opened = decipher(bytesOf(key), headerOf(key.id), Buffer.from(packed, 'base64url'));
    if (opened === null) throw unreadable(bot, `it was changed, or the key ${key.id} is another one`);
    return opened;
  };
  return {
    keys,
    seal(value) {
      if (value === null) return null;
      const { id, bytes } = keys.current;
      const packed = encipher(bytes, headerOf(id), randomBytes(nonceBytes), JSON.stringify(value));
      return { [sealedField]: `${headerOf(id)}.${packed}` };
    },
    open(value) {
      if (!isEnvelope(value)) return value;
      const { [sealedField]: sealed, ...beside } = value;
      const opened = JSON.parse(openText(sealed, (key) => key.bytes)) as Json;
      return Object.keys(beside).length === 0 ? opened : { ...(opened as object), ...beside };
    },
    sealName(name) {
      const { id, names } = keys.current;
      // A nonce derived from the text repeats only with the text (as in AES-GCM-SIV, RFC 8452, by other means).
      const nonce = createHmac('sha256', names.nonces).update(name).digest().subarray(0, nonceBytes);
      return `${namePrefix}${headerOf(id)}.${encipher(names.bytes, headerOf(id), nonce, name)}`;
    },
    openName: (stored) =>
      nameSealedBy(stored) === bot
        ? openText(stored.slice(namePrefix.length), ({ names }) => names.bytes)
        : stored,
  };
}

function encipher(key: Uint8Array, header: string, nonce: Uint8Array, text: string): string {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

function decipher(key: Uint8Array, header: string, packed: Buffer): string | null {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, packed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    cipher.setAAD(Buffer.from(header));
    cipher.setAuthTag(packed.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([cipher.update(packed.subarray(nonceBytes + tagBytes)), cipher.final()]);
    return text.toString('utf8');
  } catch {
    // The library says no more than that it does not fit; the caller says which value.
    return null;
  }
}

const unreadable = (bot: string, reason: string): TerminalError =>
  new TerminalError('sealed_unreadable', `What the bot "${bot}" has sealed cannot be opened: ${reason}.`, {
    context: { bot },
  });
