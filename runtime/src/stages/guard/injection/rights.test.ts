import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findRights, rightRules } from './rights.ts';

test.each(rightRules)('every text that asks for $right holds a hint', ({ right, hints, expression }) => {
  // Looks around are left out: the generator knows none, and what they forbid is a smaller language.
  const source = expression.source.replace(/\(\?<?!\\p\{L\}\)/g, '').replaceAll('\\p{L}', '[a-zа-яіїє]');
  fc.assert(
    fc.property(
      fc.stringMatching(new RegExp(`^(?:${source.replaceAll(/\^\\s\*|\\s\*\$/g, '')})$`, 'u')),
      (text) => {
        expect(
          hints.some((hint) => text.includes(hint)),
          text,
        ).toBe(true);
        if (expression.test(text)) expect(findRights(text)).toContain(right);
      },
    ),
    { numRuns: 500 },
  );
});
