import { isSecretKey, type RedactedKey, redacted, redactionFailed, redactValue } from './redaction-value.ts';

export { redactionFailed } from './redaction-value.ts';

/** Removes secrets from text and from values on their way to logs, reports, traces and terminals. */
export interface Redactor {
  /** `text` without secrets, cut to 8,000 characters. Never throws: `[redacted: failed]` instead. */
  text(text: string): string;
  /**
   * A copy of `value` as plain JSON data: secret keys and texts redacted, errors with their chain of causes,
   * bounded in depth, width and length. Never throws: `[redacted: failed]` in place of what broke.
   */
  value(value: unknown): unknown;
}

export interface RedactorOptions {
  /** Known secrets (from the configuration), removed wherever they stand. Under 6 characters: ignored. */
  readonly secrets?: readonly string[];
  /**
   * Further redaction of texts that have no secrets any more, for example of personal data. What it throws makes
   * `[redacted: failed]` of the text.
   */
  readonly further?: (text: string) => string;
}

const MAXIMUM_TEXT = 8_000;
/** Longer input is cut before matching, so that one huge string cannot hold up the process. */
const MAXIMUM_SCANNED = 64_000;
const SHORTEST_KNOWN_SECRET = 6;
const MAXIMUM_REMEMBERED_KEYS = 1_000;

type Rule = readonly [pattern: RegExp, replacement: string];

/** Every pattern starts at a fixed text or the start of a run and is bounded, so matching stays linear. */
const rules: readonly Rule[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, redacted],
  // Telegram bot tokens and ManyChat keys: digits, a colon, a long key.
  [/(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}/g, redacted],
  [
    /(authorization\\?["']?\s{0,3}[=:]\s{0,3}\\?["']?)(?!\[redacted)(?:[A-Za-z]{1,32}\s{1,3})?[^\s"'\\,;]+/gi,
    `$1${redacted}`,
  ],
  [/\b(bearer)\s+[A-Za-z0-9._~+/=-]{6,}/gi, `$1 ${redacted}`],
  [/\b(basic)\s+[A-Za-z0-9+/=]{12,}/gi, `$1 ${redacted}`],
  // Passwords of connection strings; databases' may hold unescaped signs up to the last @.
  [
    /\b((?:postgres(?:ql)?|rediss?|mysql|mongodb(?:\+srv)?|amqps?):\/\/[^\s:@/]{0,256}):\S{1,1024}@/gi,
    `$1:${redacted}@`,
  ],
  [/(:\/\/[^\s:@/]{0,256}):[^\s"'<>@/?#]{1,1024}@/g, `$1:${redacted}@`],
  // A key alone before the host, as in a Sentry DSN.
  [/(:\/\/)[A-Za-z0-9_-]{16,256}@/g, `$1${redacted}@`],
  [/\b[spr]k[-_][A-Za-z0-9_-]{16,}/g, redacted],
  [/\b(?:gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|shp(?:at|ss)_)[A-Za-z0-9_-]{10,}/g, redacted],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, redacted],
  [/\bAIza[0-9A-Za-z_-]{30,}/g, redacted],
  // Another start ends the one before: many in a row are read once, not once each.
  [/\beyJ(?:(?!-eyJ)[A-Za-z0-9_-]){8,2048}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, redacted],
  // `password=…`, `"api_key": "…"`, also inside escaped JSON.
  [
    /((?:passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key|x-[a-z-]{0,40}key)\\?["']?\s{0,3}[=:]\s{0,3})(?!\[redacted|bearer\s|basic\s)(?:\\?"[^"]{0,1024}"|\\?'[^']{0,1024}'|[^\s"'\\,;&)}\]]+)/gi,
    `$1${redacted}`,
  ],
];

/**
 * What at least one part of every rule above matches: most texts do not, and are spared the rules. A new rule
 * comes with its part here and an example in the tests.
 */
const suspicious =
  /-----BEGIN |\d{6}:|:\/\/|authorization|bearer\s|basic\s|[spr]k[-_]|gh[oprsu]_|github_pat_|glpat-|xox[abeprs]-|shp(?:at|ss)_|AKIA|ASIA|AIza|eyJ|passw|pwd|secret|token|key|\d(?:[ \u00a0\u2009\u2010-\u2015-]{0,2}\d){12}/i;

/** A redactor for patterns of secrets and, beyond them, for the given known `secrets`. */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  const known = knownSecrets(options.secrets ?? []);
  const { further } = options;
  const text = (input: string): string => {
    try {
      const clean = scrub(input, known);
      return further === undefined ? clean : further(clean);
    } catch {
      return redactionFailed;
    }
  };
  const key = rememberKeys(text);
  return {
    text,
    value(value) {
      try {
        return redactValue(value, { text, key, isCard: isCardNumber });
      } catch {
        return redactionFailed;
      }
    },
  };
}

/** A redactor that knows patterns only, for places that have no configuration. */
export const defaultRedactor: Redactor = createRedactor();

function scrub(input: string, known: readonly string[]): string {
  let text = input.length > MAXIMUM_SCANNED ? cutAtSpace(input) : input;
  for (const secret of known) {
    if (text.includes(secret)) text = text.replaceAll(secret, redacted);
  }
  if (suspicious.test(text)) {
    for (const [pattern, replacement] of rules) text = text.replace(pattern, replacement);
    text = redactCards(text);
  }
  return text.length > MAXIMUM_TEXT ? `${text.slice(0, MAXIMUM_TEXT)}… (${input.length} characters)` : text;
}

/** Cuts at white space: half a secret would match no pattern. */
function cutAtSpace(input: string): string {
  const head = input.slice(0, MAXIMUM_SCANNED);
  const space = head.search(/\s\S*$/);
  return space < 0 ? redacted : head.slice(0, space);
}

/** Longest first, so that a secret inside another does not leave the rest of it standing. */
function knownSecrets(secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => [secret, percentEncoded(secret)]);
  return [...new Set(forms)]
    .filter((secret) => secret.length >= SHORTEST_KNOWN_SECRET)
    .sort((a, b) => b.length - a.length);
}

/** The same few field names come with every line: each is judged once. */
function rememberKeys(text: (key: string) => string): (key: string) => RedactedKey {
  const judged = new Map<string, RedactedKey>();
  return (key) => {
    const found = judged.get(key);
    if (found !== undefined) return found;
    const result = { shown: text(key), isSecret: isSecretKey(key) };
    if (judged.size < MAXIMUM_REMEMBERED_KEYS && key.length <= 64) judged.set(key, result);
    return result;
  };
}

function percentEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half a surrogate pair has no percent-encoded form.
    return secret;
  }
}

/** Digits in groups split by spaces or dashes; whole groups are tried, so "qty 12 4111 1111 …" is found. */
function redactCards(text: string): string {
  return text.replace(/(?<!\d)\d(?:[ \u00a0\u2009\u2010-\u2015-]{0,2}\d){12,}/g, (run) => {
    const groups = [...run.matchAll(/\d+/g)];
    let result = '';
    let copied = 0;
    for (let first = 0; first < groups.length; first += 1) {
      const last = endOfCard(groups, first);
      const start = groups[first]?.index ?? 0;
      if (last < 0 || start < copied) continue;
      result += run.slice(copied, start) + redacted;
      copied = (groups[last]?.index ?? 0) + (groups[last]?.[0].length ?? 0);
      first = last;
    }
    return result + run.slice(copied);
  });
}

/** Index of the last group of a card number that begins at group `first`, or -1. */
function endOfCard(groups: readonly RegExpExecArray[], first: number): number {
  let digits = '';
  for (let last = first; last < groups.length && digits.length < 19; last += 1) {
    digits += groups[last]?.[0] ?? '';
    if (isCardNumber(digits)) return last;
  }
  return -1;
}

/** Issuers' first digits and lengths; keeps times in milliseconds and most ids out. */
const cardShape =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2[2-7]\d{14}|220[0-4]\d{12,15}|3[47]\d{13}|3(?:0|6|8)\d{12}|35\d{14}|5[06-8]\d{14,17}|6\d{15,18})$/;

/** Whether `digits` has a payment card's first digits, length and checksum (Luhn). */
export function isCardNumber(digits: string): boolean {
  if (!cardShape.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
