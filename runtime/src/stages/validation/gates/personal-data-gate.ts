import type { Validator } from '../../../contracts/draft.ts';
import { findPersonalData, type PersonalDataKind, personalDataKinds } from '../../guard/index.ts';

/**
 * Personal data in a Draft must have been gathered in this Turn: nobody is told what belongs to somebody else. Reasons:
 * `<kind>-without-source`. Names and addresses are found as far as their cues go; the wall is that a program reads no
 * foreign row.
 */
export function createPersonalDataGate(
  options: { readonly kinds?: readonly PersonalDataKind[]; readonly ownHandles?: readonly string[] } = {},
): Validator {
  const kinds = new Set(options.kinds ?? personalDataKinds);
  return {
    name: 'personal-data',
    judge({ text }, { facts }) {
      const spans = findPersonalData(text, options.ownHandles).filter(({ kind }) => kinds.has(kind));
      if (spans.length === 0) return [];
      const { texts = [], names = [], phones = [], links = [] } = facts;
      const known = [...texts, ...names, ...phones, ...links].map(plain).join('|');
      const foreign = spans.filter(({ value }) => !known.includes(plain(value)));
      return [...new Set(foreign.map(({ kind }) => `${kind}-without-source`))];
    },
  };
}

/** Letters and digits alone: spelling makes no difference. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, '');
