import type { TextRange } from './mapped-text.ts';

/** A stretch of the received text that turned out to be another text in disguise. */
export interface DecodedPayload extends TextRange {
  readonly encoding:
    | 'base64'
    | 'hex'
    | 'percent'
    | 'escape'
    | 'binary'
    | 'codes'
    | 'morse'
    | 'rot13'
    | 'hidden';
  readonly text: string;
  readonly depth: number;
}

/** Decoding goes this deep (base64 of base64). */
export const MAXIMUM_DEPTH = 2;
/** Decoded characters over all payloads of one text. */
export const MAXIMUM_DECODED = 2_048;
const MAXIMUM_PAYLOADS = 16;

type Decoder = (run: string) => string | null;

/** Runs of at least 16 characters. Each expression is one class repeated, or fixed groups: linear time. */
const decoders: readonly (readonly [DecodedPayload['encoding'], RegExp, Decoder])[] = [
  ['binary', /(?<![01])[01]{8}(?:[ ,]?[01]{8}){3,}(?![01])/g, decodeBinary],
  ['hex', /(?<![0-9a-z])(?:0x)?[0-9a-f]{16,}(?![0-9a-z])/gi, decodeHex],
  ['hex', /(?<![0-9a-z])[0-9a-f]{2}(?:[ :,-][0-9a-f]{2}){7,}(?![0-9a-z])/gi, decodeHex],
  ['hex', /(?:\\x[0-9a-f]{2}){4,}/gi, (run) => decodeHex(run.replaceAll('\\x', ''))],
  ['percent', /[^\s%]{0,8}(?:%[0-9a-f]{2}[A-Za-z0-9._~+-]{0,16}){5,}/gi, decodePercent],
  ['escape', /(?:\\u[0-9a-f]{4}[ ]?){4,}/gi, decodeEscapes],
  ['escape', /(?:&#x?[0-9a-f]{2,6};[ ]?){4,}/gi, decodeEntities],
  ['codes', /(?<!\d)\d{2,4}(?:[ ,]{1,2}\d{2,4}){7,}(?!\d)/g, decodeCodes],
  ['morse', /[.\-–—·•_]{1,6}(?:[ /|]{1,3}[.\-–—·•_]{1,6}){7,}/g, decodeMorse],
  ['base64', /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{16,}={0,2}/g, decodeBase64],
];

/** Step 10: texts hidden in `text` by common encodings, to a depth of two and 2 KB altogether. */
export function decodePayloads(text: string): readonly DecodedPayload[] {
  const found: DecodedPayload[] = [];
  collect(text, 1, null, found, { left: MAXIMUM_DECODED });
  return found;
}

/** Whether `text` holds a long run that says nothing to a reader, decodable or not. */
export function hasOpaqueRun(text: string): boolean {
  // Ordinary words end sooner, and are most of a text.
  if (!/[A-Za-z0-9+/_-]{16}|[.-] [.-]/.test(text)) return false;
  return /(?<![\w/.:-])(?=[A-Za-z0-9+/_-]{0,80}\d)(?=[A-Za-z0-9+/_-]{0,80}[A-Za-z])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w/.])|[.-]{1,6}(?: [.-]{1,6}){7,}/.test(
    text,
  );
}

/** Latin text shifted by 13 letters; the caller asks only when the message speaks of a cipher. */
export function rotateLatin(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 84) % 26) + 97));
}

function collect(
  text: string,
  depth: number,
  outer: TextRange | null,
  found: DecodedPayload[],
  budget: { left: number },
): void {
  for (const [encoding, pattern, decode] of decoders) {
    if (encoding === 'percent' && !text.includes('%')) continue;
    for (const match of text.matchAll(pattern)) {
      if (budget.left <= 0 || found.length >= MAXIMUM_PAYLOADS) return;
      const decoded = readable(decode(match[0].slice(0, 4 * MAXIMUM_DECODED)));
      if (decoded === null) continue;
      const kept = decoded.slice(0, budget.left);
      budget.left -= kept.length;
      const range = outer ?? { start: match.index, end: match.index + match[0].length };
      found.push({ ...range, encoding, text: kept, depth });
      if (depth < MAXIMUM_DEPTH) collect(kept, depth + 1, range, found, budget);
    }
  }
}

/** Decoded bytes count only when they read as text: letters and spaces for the greater part. */
function readable(decoded: string | null): string | null {
  if (decoded === null || decoded.length < 6) return null;
  const signs = decoded.match(/[\p{L}\p{N}\s.,:;!?'"()+/=_-]/gu)?.length ?? 0;
  const letters = decoded.match(/\p{L}/gu)?.length ?? 0;
  return signs >= decoded.length * 0.9 && letters >= decoded.length * 0.5 ? decoded : null;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Not UTF-8: the run is no text. The scan of the text as it stands goes on.
    return null;
  }
}

function decodeBase64(run: string): string | null {
  const body = run.replace(/=+$/, '');
  const decoded = utf8(Buffer.from(body, 'base64'));
  if (decoded !== null) return decoded;
  // The last letters may belong to the sentence around the run.
  return utf8(Buffer.from(body.slice(0, body.length - (body.length % 4)), 'base64'));
}

function decodeHex(run: string): string | null {
  const digits = run.replace(/^0x/i, '').replace(/[^0-9a-f]/gi, '');
  return digits.length % 2 === 0 ? utf8(Buffer.from(digits, 'hex')) : null;
}

function decodePercent(run: string): string | null {
  try {
    return decodeURIComponent(run.replaceAll('+', ' '));
  } catch {
    // A percent sign that begins no valid sequence: not an encoded text.
    return null;
  }
}

function decodeEscapes(run: string): string {
  return run.replace(/\\u([0-9a-f]{4}) ?/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

function decodeEntities(run: string): string {
  return run.replace(/&#(x?)([0-9a-f]{2,6}); ?/gi, (_, x: string, digits: string) =>
    fromPoint(Number.parseInt(digits, x === '' ? 10 : 16)),
  );
}

function decodeCodes(run: string): string {
  return run
    .split(/[ ,]+/)
    .map((code) => fromPoint(Number(code)))
    .join('');
}

function decodeBinary(run: string): string | null {
  const octets = run.match(/[01]{8}/g) ?? [];
  return utf8(Uint8Array.from(octets, (octet) => Number.parseInt(octet, 2)));
}

function fromPoint(point: number): string {
  return Number.isInteger(point) && point >= 9 && point <= 0x10ffff ? String.fromCodePoint(point) : '\u0000';
}

const morseLetters =
  'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--..';
const fromMorse: ReadonlyMap<string, string> = new Map(
  morseLetters.split(' ').map((entry) => [entry.slice(1), entry.charAt(0)]),
);

function decodeMorse(run: string): string | null {
  const letters = run
    .replace(/[–—_]/g, '-')
    .replace(/[·•]/g, '.')
    .split(/( \/ | {2,3}|[/|])/);
  return letters
    .map((word) =>
      /^[ /|]+$/.test(word)
        ? ' '
        : word
            .split(' ')
            .map((code) => fromMorse.get(code) ?? '')
            .join(''),
    )
    .join('');
}
