import type { TurnFacts, Validator } from '../../../contracts/draft.ts';
import type { OutgoingMessage } from '../../../contracts/message.ts';
import {
  createProvenanceGate,
  type ProvenanceGate,
  type ProvenanceOptions,
} from '../../guard/output/index.ts';

export interface FactsGateOptions extends ProvenanceOptions {
  /** What may be said in every Turn: the shop's own phone, its site, its opening hours. */
  readonly always?: TurnFacts;
  /** Numbers that need no source because they are no claim, for example those of a list. */
  readonly ignore?: RegExp;
}

/**
 * Every number, sum of money, link, phone and quoted name of a Draft, its buttons included, must have been gathered in
 * this Turn (`context.gather`). Reasons: `money-without-source:990 UAH`, `number-without-source:7`,
 * `link-without-source:<host>`, `phone-without-source`, `name-without-source`.
 */
export function createFactsGate({ always, ignore, ...options }: FactsGateOptions = {}): Validator {
  // A Turn has several Drafts and one set of facts: reading these is most of the work.
  const made = new WeakMap<TurnFacts, ProvenanceGate>();
  const gateOf = (facts: TurnFacts): ProvenanceGate => {
    const known = made.get(facts);
    if (known !== undefined) return known;
    const gate = createProvenanceGate(always === undefined ? facts : join(facts, always), options);
    made.set(facts, gate);
    return gate;
  };
  return {
    name: 'facts',
    judge(draft, { facts }) {
      const text = textOf(draft);
      return gateOf(facts)(ignore === undefined ? text : text.replace(ignore, ' '));
    },
  };
}

const textOf = ({ text, buttons, file }: OutgoingMessage): string =>
  [text, ...(buttons ?? []).flat().map(({ label }) => label), file?.name ?? ''].join('\n');

function join(a: TurnFacts, b: TurnFacts): TurnFacts {
  return {
    money: [...(a.money ?? []), ...(b.money ?? [])],
    numbers: [...(a.numbers ?? []), ...(b.numbers ?? [])],
    links: [...(a.links ?? []), ...(b.links ?? [])],
    phones: [...(a.phones ?? []), ...(b.phones ?? [])],
    names: [...(a.names ?? []), ...(b.names ?? [])],
    texts: [...(a.texts ?? []), ...(b.texts ?? [])],
  };
}
