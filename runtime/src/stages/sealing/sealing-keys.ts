import { createHmac, hkdfSync } from 'node:crypto';
import { ConfigError } from '../../core/errors.ts';

/** One key of a bot, derived so that the same secret may serve the bot itself. */
export interface SealingKey {
  /** 0–255; stands with everything that it sealed. */
  readonly id: number;
  readonly bytes: Uint8Array;
  /** Seals names, and makes the nonce that a name always gets: equal names must be found again. */
  readonly names: { readonly bytes: Uint8Array; readonly nonces: Uint8Array };
  /** Tells whether a key is the one that sealed what is stored, and nothing else of it. */
  readonly fingerprint: string;
}

/** The key that seals, and those that open. */
export interface SealingKeys {
  readonly current: SealingKey;
  readonly byId: ReadonlyMap<number, SealingKey>;
}

const keyBytes = 32;
const usualId = 1;
const shape = /^(?:(\d{1,3}):)?([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * Reads `<base64 of 32 bytes>`, or for a change of keys `<id>:<base64>,<id>:<base64>…`: the first seals, all open. Ids
 * are 0–255; a key without one has 1. `name` is the variable, for the message, which never repeats a key.
 * @throws ConfigError `sealing_key_invalid`
 */
export function parseSealingKeys(bot: string, name: string, text: string): SealingKeys {
  const invalid = (reason: string): ConfigError =>
    new ConfigError(
      'sealing_key_invalid',
      `${name} cannot seal the Conversations of "${bot}": ${reason}. Give 32 bytes of base64, or a list <id>:<base64>.`,
    );
  const keys = text.split(',').map((part, index) => {
    const match = shape.exec(part.trim());
    const secret = Buffer.from(match?.[2] ?? '', 'base64');
    const id = Number(match?.[1] ?? usualId);
    if (secret.length !== keyBytes) throw invalid(`key ${index + 1} is not 32 bytes of base64`);
    if (id > 255) throw invalid(`the id of key ${index + 1} is above 255`);
    return derive(bot, id, secret);
  });
  const byId = new Map(keys.map((key) => [key.id, key]));
  const [current] = keys;
  if (current === undefined || byId.size !== keys.length) throw invalid('two keys have one id');
  return { current, byId };
}

function derive(bot: string, id: number, secret: Uint8Array): SealingKey {
  const part = (use: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), `opora ${use} ${bot}`, keyBytes));
  const fingerprint = createHmac('sha256', part('fingerprint')).update(bot).digest('base64url');
  const names = { bytes: part('names'), nonces: part('nonces of names') };
  return { id, bytes: part('sealing'), names, fingerprint };
}
