import { type LetterTriples, shareOfStrangeTriples } from '../language/letter-triples.ts';
import type { Finding } from '../report.ts';
import type { Token } from '../words/tokenise.ts';

const vowel = /[aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüаеиоуыэюяіїєўө]/u;
const checkedLetter = /^[a-zа-яіїєґ']+$/u;
const consonantRun = /[bcdfghjklmnpqrstvwxz]{6,}|[бвгґджзйклмнпрстфхцчшщ]{6,}/u;
const keyboardRows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'йцукенгшщзхъї',
  'фывапролджэ',
  'фівапролджє',
  'ячсмитьбю',
];
/** Sounds that people do write. */
const interjection =
  /^(?:м+|h+m+|m+h*m*|z+|b+r+|p+f+t?|t+s+k*|s+h+|ш+|т+с+|б+р+|п+ф+|ф+|х+м+|г+м+|тьфу|ц+|к[хг]м?|г+р+|g+r+|n+[hg]*|tv|pc|ok|tldr|вкр|дтп|тв|пк|ржд|птсд|смс|гпс|мрт|чмт)$/u;
const nonsense = new Set(
  'test testing тест тестую тестирую blah bla бла бла-бла блабла ля ляля ля-ля lorem ipsum qwerty asdf абв абвг абвгд abc abcd xyz'.split(
    ' ',
  ),
);

function isKeyboardRun(word: string): boolean {
  if (word.length < 4) return false;
  const reversed = [...word].reverse().join('');
  return keyboardRows.some((row) => row.includes(word) || row.includes(reversed));
}

/** The same one to three letters over and over. */
const isRepetition = (word: string): boolean =>
  /^(.{1,3}?)\1{2,}.?$/u.test(word) && !/^(ха|хе|хи|ha|he){2,4}$/u.test(word);

/** Above this share of letter triples that the language does not have, letters are no word. */
const mostStrangeTriples = 0.6;

/** True for a run of letters that cannot be a word of the language. */
function isGibberish(norm: string, triples: LetterTriples): boolean {
  // Long enough to decide, and bounded: a word of thousands of letters is none.
  if (norm.length > 60) return true;
  if (!checkedLetter.test(norm) || norm.length < 2) return false;
  if (interjection.test(norm)) return false;
  if (norm.length >= 3 && isRepetition(norm)) return true;
  if (/^(\p{L})\1+$/u.test(norm) && norm !== 'аа') return true;
  if (norm.length >= 4 && !vowel.test(norm)) return true;
  if (norm.length >= 3 && !/[aeiouy]/u.test(norm) && /^[a-z]{3,}$/u.test(norm) && norm !== "n't") return true;
  if (norm.length >= 4 && shareOfStrangeTriples(norm, triples) > mostStrangeTriples) return true;
  return isKeyboardRun(norm) || consonantRun.test(norm);
}

/** How many words are none; 0 as soon as more than half of them are words. */
function countGibberish(words: readonly Token[], triples: LetterTriples): number {
  let bad = 0;
  for (const [at, { norm }] of words.entries()) {
    if (isGibberish(norm, triples) || nonsense.has(norm)) bad += 1;
    if (2 * (at + 1 - bad) > words.length) return 0;
  }
  return bad;
}

/**
 * `garbage`: signs without words, digits, runs of keys, words said to test. Confidence grows with the share of such
 * words; a text that holds real words beside them is no garbage. `triples` are those of the text's language; with null,
 * in a language without rules, only texts without any letter are garbage.
 */
export function findGarbage(
  text: string,
  tokens: readonly Token[],
  triples: LetterTriples | null,
): Finding<'garbage'> | null {
  const start = text.length - text.trimStart().length;
  const whole = { id: 'garbage' as const, start, end: Math.max(start, text.trimEnd().length) };
  const words = tokens.filter(({ norm }) => norm !== '#' && !norm.startsWith("'"));
  if (!words.some(({ norm }) => /\p{L}/u.test(norm))) return { ...whole, confidence: 0.95 };
  if (triples === null) return null;
  const bad = countGibberish(words, triples);
  const single =
    words.length === 1 &&
    [...(words[0]?.norm ?? '')].length === 1 &&
    !/^[iяaоo]$/u.test(words[0]?.norm ?? '');
  if (single || bad === words.length) return { ...whole, confidence: 0.95 };
  return bad / words.length >= 0.5 ? { ...whole, confidence: 0.8 } : null;
}
