import { createHmac } from 'node:crypto';
import type { DataKey, DataKeys } from './data-keys.ts';
import type { Place } from './places.ts';
import { open, seal } from './seal.ts';

/** A thread as its platform names it. */
export interface Chat {
  readonly channel: string;
  readonly conversation: string;
}

/** Seals and opens texts, and hashes chats, with the data keys of this installation. */
export interface Vault {
  /** Encrypts for `place`; see `seal`. */
  seal(text: string, place: Place): Uint8Array;
  /** Decrypts what was sealed for `place`; throws as `open` does. */
  open(sealed: Uint8Array, place: Place): string;
  /** A keyed hash that stands for a chat without naming it: `<key id>.<32 hexadecimal digits>`. */
  hashChat(chat: Chat): string;
  /** The hashes of a chat under every configured key, the current one first; for look-ups after a change of keys. */
  chatHashes(chat: Chat): readonly string[];
}

/** Makes a vault of `keys`. */
export function createVault(keys: DataKeys): Vault {
  const all = [keys.current, ...[...keys.byId.values()].filter((key) => key !== keys.current)];
  return {
    seal: (text, place) => seal(keys, text, place),
    open: (sealed, place) => open(keys, sealed, place),
    hashChat: (chat) => hashChat(keys.current, chat),
    chatHashes: (chat) => all.map((key) => hashChat(key, chat)),
  };
}

function hashChat(key: DataKey, { channel, conversation }: Chat): string {
  const hash = createHmac('sha256', key.hashing).update(JSON.stringify(['chat', channel, conversation]));
  return `${key.id}.${hash.digest('hex').slice(0, 32)}`;
}
