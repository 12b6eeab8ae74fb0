import { hkdfSync, randomBytes } from 'node:crypto';
import { ConfigError } from 'opora';

/** One data key, split into a key for each use so that none serves two. */
export interface DataKey {
  /** 0–255; the first byte after the version of everything it sealed. */
  readonly id: number;
  readonly sealing: Uint8Array;
  readonly hashing: Uint8Array;
}

/** The key that seals now, and those that only open what they sealed before. */
export interface DataKeys {
  readonly current: DataKey;
  readonly byId: ReadonlyMap<number, DataKey>;
}

/** Length of a data key, in bytes. */
export const dataKeyBytes = 32;

/** Id of a key that is given without one. */
const usualId = 1;

/** A fresh data key, as `ESM_DATA_KEY` takes it. */
export function generateDataKey(): string {
  return randomBytes(dataKeyBytes).toString('base64');
}

/**
 * Reads `ESM_DATA_KEY`: `<base64 of 32 bytes>`, or for a change of keys `<id>:<base64>,<id>:<base64>…` where the
 * first one seals and the others open what they sealed before. Ids are 0–255; a key without an id has 1.
 * @throws ConfigError `esm_data_key_invalid` for anything else; the message never repeats the key.
 */
export function parseDataKeys(text: string): DataKeys {
  const keys = text.split(',').map((part, index) => parseKey(part.trim(), index + 1));
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size !== keys.length) throw invalid('two keys have the same id; give each its own, as in 2:…,1:…');
  const [current] = keys;
  if (current === undefined) throw invalid('it is empty');
  return { current, byId };
}

function parseKey(part: string, place: number): DataKey {
  const match = /^(?:(\d{1,3}):)?([A-Za-z0-9+/_-]+={0,2})$/.exec(part);
  const bytes = Buffer.from(match?.[2] ?? '', 'base64');
  if (match === null || bytes.length !== dataKeyBytes) {
    throw invalid(`key ${place} is not ${dataKeyBytes} bytes of base64`);
  }
  const id = Number(match[1] ?? usualId);
  if (id > 255) throw invalid(`the id of key ${place} is above 255`);
  return { id, sealing: derive(bytes, 'seal'), hashing: derive(bytes, 'hash') };
}

function derive(key: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), `opora-esm ${use}`, dataKeyBytes));
}

function invalid(reason: string): ConfigError {
  return new ConfigError(
    'esm_data_key_invalid',
    `ESM_DATA_KEY cannot be used: ${reason}. Make one with: openssl rand -base64 32`,
  );
}
