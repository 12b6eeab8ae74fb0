import { isIP } from 'node:net';

/** What a setting can hold; `null` where it is not set and has no default. */
export type SettingValue = string | number | boolean | readonly string[] | null;

/** The ways a setting's text may be written. */
export type SettingType =
  | 'text'
  | 'url'
  | 'choice'
  | 'model'
  | 'integer'
  | 'number'
  | 'duration'
  | 'boolean'
  | 'list'
  | 'networks';

type TypeOf<Value> = Value extends boolean
  ? 'boolean'
  : Value extends number
    ? 'integer' | 'number' | 'duration'
    : Value extends readonly string[]
      ? 'list' | 'networks'
      : Value extends string
        ? 'text' | 'url' | 'choice' | 'model'
        : never;

/** One environment variable: the schema, `.env.example` and the reference page are made of these. */
export interface SettingDefinition<Value extends SettingValue = SettingValue> {
  /** Name of the variable; of a bot's setting without the bot's prefix. `[A-Z][A-Z0-9_]*`. */
  readonly name: string;
  /**
   * `duration` is text such as `250ms`, `30s`, `5m`, `24h`, `7d` and gives milliseconds; `list` is separated
   * by commas; `networks` is a list of addresses and CIDR ranges; `model` is `provider:model` or `none`.
   */
  readonly type: TypeOf<NonNullable<Value>>;
  /** Value when the variable is unset or empty (milliseconds for a duration). */
  readonly default: Value;
  readonly description: string;
  /** A valid text, shown with every fault; never a real secret. */
  readonly example: string;
  /** Printed as `[redacted]` and removed from every log line; default false. */
  readonly secret?: boolean;
  /** Unset is a fault; default false. */
  readonly required?: boolean;
  /**
   * A secret text that an installation for one machine makes for itself: this many random bytes as base64, made once
   * and kept in `OPORA_DATA_DIR/secrets/<variable>`, readable for its owner alone. Unset is a fault where
   * `DATABASE_URL` is set or `HOST` is not loopback.
   */
  readonly generated?: { readonly bytes: number };
  /** Smallest and largest number (milliseconds for a duration). */
  readonly min?: number;
  readonly max?: number;
  /** The permitted words of a `choice`. */
  readonly values?: readonly string[];
  /** Permitted protocols of a `url`, with the colon; default `http:` and `https:`. */
  readonly protocols?: readonly string[];
  /** Shape of a `text` or of each item of a `list`, with its description for people. */
  readonly shape?: { readonly pattern: RegExp; readonly means: string };
}

/** A text read, or why it cannot be. Reasons never repeat the text of a secret. */
export type SettingReading = { readonly value: SettingValue } | { readonly reason: string };

/** Reads `text` strictly as `definition` says: no trailing characters, no guessing. */
export function readSetting(definition: SettingDefinition, text: string): SettingReading {
  switch (definition.type) {
    case 'integer':
      return readNumber(definition, text, /^-?\d+$/, 'a whole number');
    case 'number':
      return readNumber(definition, text, /^-?\d+(\.\d+)?$/, 'a number');
    case 'duration':
      return readDuration(definition, text);
    case 'boolean':
      return readBoolean(text);
    case 'choice':
      return readChoice(definition, text);
    case 'url':
      return readUrl(definition, text);
    case 'model':
      return readModel(text);
    case 'list':
      return readList(definition, text);
    case 'networks':
      return readNetworks(text);
    case 'text':
      return readText(definition, text);
  }
}

function readNumber(
  definition: SettingDefinition,
  text: string,
  pattern: RegExp,
  means: string,
): SettingReading {
  if (!pattern.test(text)) return { reason: `must be ${means}` };
  return inRange(definition, Number(text), String);
}

const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

function readDuration(definition: SettingDefinition, text: string): SettingReading {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  if (!match) return { reason: 'must be a duration with its unit: ms, s, m, h or d' };
  return inRange(
    definition,
    Math.round(Number(match[1]) * (durationUnits[match[2] ?? ''] ?? 1)),
    formatDuration,
  );
}

/** Nothing larger is taken where a setting names no bound of its own; it is well below what a number holds exactly. */
const widest = 999_999_999_999_999;

function inRange(
  definition: SettingDefinition,
  value: number,
  format: (value: number) => string,
): SettingReading {
  const { min = -widest, max = widest } = definition;
  if (value >= min && value <= max) return { value };
  if (max === widest && value < min) return { reason: `must be at least ${format(min)}` };
  if (min === -widest) return { reason: `must be at most ${format(max)}` };
  return { reason: `must be from ${format(min)} to ${format(max)}` };
}

function readBoolean(text: string): SettingReading {
  const word = text.toLowerCase();
  if (['true', '1', 'yes', 'on'].includes(word)) return { value: true };
  if (['false', '0', 'no', 'off'].includes(word)) return { value: false };
  return { reason: 'must be true or false' };
}

function readChoice(definition: SettingDefinition, text: string): SettingReading {
  const values = definition.values ?? [];
  return values.includes(text) ? { value: text } : { reason: `must be one of ${values.join(', ')}` };
}

function readModel(text: string): SettingReading {
  const valid = text === 'none' || /^[a-z][a-z0-9-]*:\S+$/.test(text);
  return valid ? { value: text } : { reason: 'must be provider:model or none' };
}

function readUrl(definition: SettingDefinition, text: string): SettingReading {
  const protocols = definition.protocols ?? ['http:', 'https:'];
  // An address of a Unix socket has a user and no host: postgres://user@/name?host=/run/postgresql
  const full = protocols.includes('postgres:')
    ? text.replace(/^([a-z+]+:\/\/[^/?#]*@)(?=\/)/, '$1localhost')
    : text;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (!url || /\s/.test(text)) return { reason: 'must be a full URL' };
  if (!protocols.includes(url.protocol)) {
    return { reason: `must begin with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}` };
  }
  // Paths are appended to it everywhere, with their own slash.
  return { value: text.replace(/\/+$/, '') };
}

function readText(definition: SettingDefinition, text: string): SettingReading {
  const { shape } = definition;
  return !shape || shape.pattern.test(text) ? { value: text } : { reason: `must be ${shape.means}` };
}

function readList(definition: SettingDefinition, text: string): SettingReading {
  const items = splitList(text);
  const { shape } = definition;
  if (items.length === 0) return { reason: 'must name at least one item' };
  if (shape && !items.every((item) => shape.pattern.test(item))) {
    return { reason: `must be a list, separated by commas, of ${shape.means}` };
  }
  return { value: [...new Set(items)] };
}

function readNetworks(text: string): SettingReading {
  const items = splitList(text);
  const valid = items.every((item) => {
    const [address = '', bits, ...rest] = item.split('/');
    const version = isIP(address);
    const widest = version === 6 ? 128 : 32;
    const bitsValid = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest);
    return version !== 0 && bitsValid && rest.length === 0;
  });
  return valid && items.length > 0
    ? { value: [...new Set(items)] }
    : { reason: 'must be a list of IP addresses or CIDR ranges' };
}

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Milliseconds as a setting would be written: `1500` is `1500ms`, `86400000` is `1d`. */
export function formatDuration(durationMs: number): string {
  const units = Object.entries(durationUnits).reverse();
  const [unit, size] = units.find(([, size]) => durationMs !== 0 && durationMs % size === 0) ?? ['ms', 1];
  return `${durationMs / size}${unit}`;
}

/** A value as it would be written in the environment; empty when there is none. */
export function formatSetting(definition: SettingDefinition, value: SettingValue): string {
  if (value === null) return '';
  if (definition.type === 'duration' && typeof value === 'number') return formatDuration(value);
  return typeof value === 'object' ? value.join(',') : String(value);
}
