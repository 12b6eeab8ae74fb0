import { patternTable } from '../injection/pattern-table.ts';
import { scanWords } from '../injection/scan-words.ts';
import { ENOUGH_ODDS, weighEvidence } from '../injection/weigh-evidence.ts';

/**
 * Letters of the three languages, digits, blanks and the signs that no pattern is made of. What is not in here (other
 * scripts, styled letters, hidden characters, brackets, colons) can be read in more ways than one.
 */
const plain = /^[a-zа-яёіїєґ0-9\s.,!?'’"«»“”„…%№+*/€₴₽–—\u{1f300}-\u{1faff}]*$/iu;
/** Words that more than one reading would make of the same letters. */
const ambiguous =
  /[a-z][а-яёіїєґ]|[а-яёіїєґ][a-z]|[a-zа-яёіїєґ][0-9]|[0-9][a-zа-яёіїєґ]|([a-zа-яёіїєґ])\1\1|(?<![a-zа-яёіїєґ])[a-zа-яёіїєґ](?:\s+[a-zа-яёіїєґ]){3}|[a-z0-9+/%]{16}/iu;
const speaksOfCipher = /rot-?13|caesar|цезар|шифр|cipher|reverse|backward|навпаки|наоборот|задом/iu;

/** How far below what counts the evidence of these plain words may be: the detectors read a little differently. */
const MARGIN = 1;

/**
 * Whether the detectors could find something across these messages, newest last. A quick no for ordinary writing, which
 * spares it two further looks in every reading; whatever is not ordinary is a yes.
 */
export function mayBeSplit(messages: readonly string[]): boolean {
  const spaced = messages.join(' ');
  if (mayHoldHit(spaced)) return true;
  const glued = messages.reduce((text, next) => `${text}${mayCutWord(text, next) ? '' : ' '}${next}`);
  return glued !== spaced && mayHoldHit(glued);
}

const otherScripts = /[а-яёіїєґ]{3}\n[a-z]{3}|[a-z]{3}\n[а-яёіїєґ]{3}/iu;

/** Whether a word could have been cut between two messages: letters on both sides, or a digit that stands for one. */
function mayCutWord(before: string, after: string): boolean {
  const isLetterLeft = /\p{L}$/u.test(before);
  const isLetterRight = /^\p{L}/u.test(after);
  // Words of three letters and more in two scripts are two words.
  if (isLetterLeft && isLetterRight) return !otherScripts.test(`${before.slice(-12)}\n${after.slice(0, 12)}`);
  return isLetterLeft ? /^\d(?!\d)/.test(after) : isLetterRight && /(?<!\d)\d$/.test(before);
}

function mayHoldHit(text: string): boolean {
  if (!plain.test(text) || ambiguous.test(text) || speaksOfCipher.test(text)) return true;
  const lower = text.toLowerCase().replaceAll('’', "'");
  const { vocabulary } = patternTable();
  const { tokens } = scanWords(lower, vocabulary);
  // Without evidence over all words no pattern of plain words counts in full.
  const evidence = weighEvidence({ text: lower, tokens }, 'joined', null);
  if (evidence !== null && evidence.odds >= ENOUGH_ODDS - MARGIN) return true;
  // Latin letters may spell Cyrillic words.
  return /[a-z]{2}/.test(lower) && scanWords(lower, vocabulary, true).hits.length > 0;
}
