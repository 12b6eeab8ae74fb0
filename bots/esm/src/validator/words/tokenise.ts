import { normaliseWord } from './normalise-word.ts';

/** What stands over a word: a quotation; a clause, a topic or a question in mind; something perceived; nothing. */
export type Shield = 'none' | 'quotation' | 'clause' | 'topic' | 'percept' | 'question';

/** A word of the report. English contractions are split (`i` + `'m`), so that rules see their parts. */
export interface Token {
  /** Form for comparison, see `normaliseWord`. */
  readonly norm: string;
  /** UTF-16 offsets into the text. */
  readonly start: number;
  readonly end: number;
  /** Number of its sentence and of its clause, counted through the whole text. */
  readonly sentence: number;
  readonly clause: number;
  shield: Shield;
}

const pieces =
  /(?<word>[\p{L}\p{M}]+(?:['’ʼ‘`´′-][\p{L}\p{M}]+)*)|(?<number>\p{N}+(?:[.,:]\p{N}+)*)|(?<arrow>-+>|=+>|→|➔|➡)|(?<sentence>[.!?…\n\r;]+)|(?<clause>[,:—–()]|(?<=\s)-(?=\s))/gu;

/** Every number has this form. */
const numberNorm = '#';
/** And every arrow this one: people write *rent -> lunch*. */
const arrowNorm = '→';

/** Contractions that people write without the apostrophe, where no other word is spelled so. */
const bareContractions: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['im', ['i', "'m"]],
  ['ive', ['i', "'ve"]],
  ['dont', ['do', "n't"]],
  ['doesnt', ['does', "n't"]],
  ['didnt', ['did', "n't"]],
  ['cant', ['can', "n't"]],
  ['couldnt', ['could', "n't"]],
  ['wasnt', ['was', "n't"]],
  ['isnt', ['is', "n't"]],
  ['havent', ['have', "n't"]],
  ['wont', ['will', "n't"]],
  ['wouldnt', ['would', "n't"]],
  ['thats', ['that', "'s"]],
]);
const irregularStems: ReadonlyMap<string, string> = new Map([
  ["can't", 'can'],
  ["won't", 'will'],
  ["shan't", 'shall'],
]);

function parts(norm: string): readonly string[] {
  const bare = bareContractions.get(norm);
  if (bare !== undefined) return bare;
  if (!norm.includes("'")) return [norm];
  const match = /^([a-z-]+?)(n't|'(?:ll|m|re|ve|d|s))$/u.exec(norm);
  if (match === null) return [norm];
  return [irregularStems.get(norm) ?? match[1] ?? norm, match[2] ?? ''];
}

/** Where the second part of a contraction begins in the raw word. */
function splitAt(raw: string, second: string): number {
  const length = /['’ʼ‘`´′]/u.test(raw) ? second.length : second.replace("'", '').length;
  return raw.length - length;
}

/** Cuts a text into words, sentences and clauses, in one pass. Linear in the length of the text. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let sentence = 0;
  let clause = 0;
  for (const match of text.matchAll(pieces)) {
    const start = match.index;
    const raw = match[0];
    if (match.groups?.sentence !== undefined) {
      clause += 1;
      sentence = clause;
    } else if (match.groups?.clause !== undefined) clause += 1;
    else if (match.groups?.arrow !== undefined) {
      clause += 1;
      tokens.push({
        norm: arrowNorm,
        start,
        end: start + raw.length,
        sentence,
        clause,
        shield: 'none',
      });
    } else {
      const norms = match.groups?.number === undefined ? parts(normaliseWord(raw)) : [numberNorm];
      const middle = norms.length === 2 ? start + splitAt(raw, norms[1] ?? '') : start + raw.length;
      const [first = raw, second] = norms;
      tokens.push({ norm: first, start, end: middle, sentence, clause, shield: 'none' });
      if (second !== undefined) {
        tokens.push({
          norm: second,
          start: middle,
          end: start + raw.length,
          sentence,
          clause,
          shield: 'none',
        });
      }
    }
  }
  return tokens;
}
