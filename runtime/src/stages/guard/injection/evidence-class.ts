import type { Concept } from './concept-names.ts';
import { conceptId } from './expressions.ts';
import type { SignalClass } from './pattern.ts';
import type { MeaningfulToken } from './scan-words.ts';

/** Meanings that are typical of a class; the others may stand in any. */
const typical: Readonly<Partial<Record<SignalClass, readonly Concept[]>>> = {
  'cancel-rules': ['cancel', 'undo', 'vanish', 'rules', 'limits', 'command', 'prior', 'follow', 'invalid'],
  persona: ['persona', 'become', 'pretend', 'game', 'jailbreak', 'free-being', 'asif'],
  reveal: [
    'paper',
    'hidden',
    'system',
    'text',
    'verbatim',
    'whisper',
    'above',
    'first',
    'line',
    'story',
    'told',
  ],
  'force-action': ['transact', 'execute', 'tool', 'quiet', 'poke', 'confirm', 'argument', 'base'],
  price: [
    'price',
    'discount',
    'free',
    'tiny',
    'half',
    'nought',
    'sum',
    'costprice',
    'sell',
    'promo',
    'binding',
  ],
  'payment-status': ['paid', 'settled', 'mark', 'debt', 'gateway', 'box', 'refund', 'status'],
  authority: ['authority', 'official', 'boss', 'special', 'mode', 'disable', 'barrier', 'audit', 'iam'],
  secrets: ['secret', 'key', 'access', 'schema', 'code'],
  'others-data': ['others', 'folk', 'people', 'person', 'personal', 'whose', 'of-person'],
  endless: ['repeat', 'endless', 'loop', 'many', 'times', 'runout', 'never', 'stop'],
};

/** The class that most of the words `first` to `last` are typical of: a name for what evidence found. */
export function evidenceClass(tokens: readonly MeaningfulToken[], first: number, last: number): SignalClass {
  const meanings = new Set(tokens.slice(first, last + 1).flatMap(({ ids }) => ids));
  let best: SignalClass = 'cancel-rules';
  let most = 0;
  for (const [name, concepts] of Object.entries(typical) as [SignalClass, readonly Concept[]][]) {
    const share = concepts.filter((concept) => meanings.has(conceptId(concept))).length / concepts.length;
    if (share > most) [best, most] = [name, share];
  }
  return best;
}
