import { LRUCache } from 'lru-cache';
import { redactionFailed } from '../../../core/redaction.ts';
import { redact } from '../personal-data/redact.ts';

/** Where text leaves the process, or is kept for people to read. */
export type SinkPlace = 'journal' | 'log' | 'report' | 'trace' | 'console';

export interface ScrubOptions {
  readonly place: SinkPlace;
  readonly onRedacted: (kind: string, place: SinkPlace) => void;
  readonly onFault: (what: 'redaction') => void;
  /** Takes the place of the finders, for tests of their failure. */
  readonly redact?: typeof redact;
}

const MAXIMUM_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 200;

/** Ids as the runtime makes them: of letters, digits and a few signs, without white space. */
const token = /^[A-Za-z0-9_.:/#-]{0,128}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z$/;
/** Digits enough for a phone or a document, however they are grouped. */
const longNumber = /\d(?:[-./:_]?\d){7}/;

/** Whether a text is an id, a time or a word of the program: nobody's data, and of use only as it is. */
function isPlainToken(text: string): boolean {
  if (!token.test(text)) return false;
  return !longNumber.test(text) || uuid.test(text) || time.test(text);
}

/**
 * Puts placeholders in place of personal data in one text after the other. Fails closed: `[redacted: failed]`. The
 * sentences of the program come again and again and are judged once.
 */
export function createScrub(options: ScrubOptions): (text: string) => string {
  const { place, onRedacted, onFault, redact: find = redact } = options;
  const clear = new LRUCache<string, true>({ max: MAXIMUM_REMEMBERED });
  return (text) => {
    const isShort = text.length <= LONGEST_REMEMBERED;
    if (isPlainToken(text) || (isShort && clear.has(text))) return text;
    const { text: clean, spans, failed } = find(text);
    if (failed) {
      onFault('redaction');
      return redactionFailed;
    }
    if (spans.length === 0) {
      if (isShort) clear.set(text, true);
      return text;
    }
    for (const { kind } of spans) onRedacted(kind, place);
    return clean;
  };
}
