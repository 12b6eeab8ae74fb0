import type { LanguageRules, MainLabel } from './language/language-rules.ts';
import { findQuotations } from './shields/find-quotations.ts';
import type { FrameLabel } from './tables/language-tables.ts';
import { type CueMatch, findCues } from './words/find-cues.ts';
import { createPhrase, type Phrase } from './words/phrase.ts';
import type { Shield, Token } from './words/tokenise.ts';

/** A report with everything that patterns found in it. */
export interface Reading {
  /** Words without mentions of the moment itself. */
  readonly phrase: Phrase;
  readonly rules: LanguageRules;
  readonly matches: ReadonlyMap<MainLabel, readonly CueMatch<MainLabel>[]>;
  /** Reactions to the signal, with the phrase they were found in, which still has all words. */
  readonly signals: { readonly phrase: Phrase; readonly matches: readonly CueMatch<string>[] };
  readonly hasQuotation: boolean;
}

function shieldQuotations(text: string, tokens: readonly Token[]): boolean {
  const ranges = findQuotations(text);
  let range = 0;
  for (const token of tokens) {
    while ((ranges[range]?.end ?? text.length + 1) <= token.start) range += 1;
    if ((ranges[range]?.start ?? text.length + 1) <= token.start) token.shield = 'quotation';
  }
  return tokens.some(({ shield }) => shield === 'quotation');
}

const strength: Readonly<Record<Shield, number>> = {
  none: 0,
  percept: 1,
  topic: 1,
  question: 2,
  clause: 3,
  quotation: 4,
};

function raise(token: Token, shield: Shield): void {
  if (strength[shield] > strength[token.shield]) token.shield = shield;
}

/** What follows a frame is experience: to the end of the sentence after a clause, of the clause after a topic. */
function shieldFrames(phrase: Phrase, rules: LanguageRules): void {
  const { tokens } = phrase;
  const found = findCues(rules.frames, phrase);
  const resumes = new Set(found.flatMap(({ cue, first }) => (cue.label === 'resume' ? [first] : [])));
  // How far each shield already reaches keeps many frames in one sentence linear.
  const reached = new Map<FrameLabel, number>();
  for (const { cue, words, last } of found) {
    const { label } = cue;
    if (label === 'resume' || words.some((at) => tokens[at]?.shield === 'quotation')) continue;
    const frame = tokens[last];
    for (let at = Math.max(last + 1, reached.get(label) ?? 0); at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token === undefined || token.sentence !== frame?.sentence || resumes.has(at)) break;
      if (label === 'topic' && token.clause !== frame.clause) break;
      raise(token, label);
      reached.set(label, at + 1);
    }
  }
}

/** A sentence that asks is a thought in its own words, unless it only doubts: *hunger, I guess?* */
function shieldQuestions(text: string, { tokens, matchers }: Phrase, rules: LanguageRules): void {
  let from = 0;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || tokens[at + 1]?.sentence === token.sentence) continue;
    const asks = text
      .slice(token.end, token.end + 3)
      .trimStart()
      .startsWith('?');
    if (asks && matchers[at]?.has(rules.doubt) !== true) {
      for (const asked of tokens.slice(from, at + 1)) raise(asked, 'question');
    }
    from = at + 1;
  }
}

function group(found: readonly CueMatch<MainLabel>[]): Map<MainLabel, CueMatch<MainLabel>[]> {
  const byLabel = new Map<MainLabel, CueMatch<MainLabel>[]>();
  for (const match of found) {
    const list = byLabel.get(match.cue.label);
    if (list === undefined) byLabel.set(match.cue.label, [match]);
    else list.push(match);
  }
  return byLabel;
}

/** Reads the words of a report by the rules of a language: shields first, then patterns. Time is linear. */
export function readReport(text: string, tokens: readonly Token[], rules: LanguageRules): Reading {
  const hasQuotation = shieldQuotations(text, tokens);
  const whole = createPhrase(tokens, rules.index, rules.lead);
  const signals = findCues(rules.signals, whole).filter(
    ({ words }) => !words.some((at) => tokens[at]?.shield === 'quotation'),
  );
  const mentions = new Set(signals.filter(({ cue }) => cue.label === 'anchor').flatMap(({ words }) => words));
  // "Just before your signal" places the report; only what goes beyond such words reacts to the signal.
  const reactions = signals.filter(
    ({ cue, words }) => cue.label === 'beep_reaction' && words.some((at) => !mentions.has(at)),
  );
  const kept = tokens.filter((_, at) => !mentions.has(at));
  const phrase = kept.length === tokens.length ? whole : createPhrase(kept, rules.index, rules.lead);
  shieldFrames(phrase, rules);
  shieldQuestions(text, phrase, rules);
  return {
    phrase,
    rules,
    matches: group(findCues(rules.main, phrase)),
    signals: { phrase: whole, matches: reactions },
    hasQuotation,
  };
}
