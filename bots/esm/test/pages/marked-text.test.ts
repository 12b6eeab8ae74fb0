import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markText } from '../../pages/src/review/mark-text.ts';
import { anyText } from '../fakes/any-text.ts';

const anySpans = fc.array(
  fc.record({ start: fc.integer({ min: -3, max: 45 }), end: fc.integer({ min: -3, max: 45 }) }),
  { maxLength: 6 },
);

describe('marking a text', () => {
  it('cuts at the borders of spans that overlap', () => {
    const [said, word] = [
      { start: 0, end: 10 },
      { start: 5, end: 13 },
    ];
    expect(markText('Inner words here', [said, word])).toEqual([
      { text: 'Inner', spans: [said] },
      { text: ' word', spans: [said, word] },
      { text: 's h', spans: [word] },
      { text: 'ere', spans: [] },
    ]);
  });

  it('never loses, adds or reorders anything', () => {
    fc.assert(
      fc.property(anyText, anySpans, (text, spans) => {
        const pieces = markText(text, spans);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        expect(pieces.every((piece) => piece.text !== '')).toBe(true);
      }),
    );
  });

  it('marks exactly what a span covers, whole characters only', () => {
    fc.assert(
      fc.property(anyText, anySpans, (text, spans) => {
        let at = 0;
        for (const piece of markText(text, spans)) {
          const middle = at + piece.text.length / 2;
          const covering = spans.filter(({ start, end }) => start < middle && middle < end);
          // Half of a pair of surrogates belongs to the other half.
          for (const span of piece.spans)
            expect(span.start - 1 <= middle && middle <= span.end + 1).toBe(true);
          for (const span of covering.filter(({ start, end }) => end - start > 2)) {
            expect(piece.spans.includes(span) || piece.text.length <= 2).toBe(true);
          }
          at += piece.text.length;
        }
      }),
    );
  });

  it('cuts no pair of surrogates', () => {
    const pieces = markText('a😀b', [{ start: 2, end: 4 }]);
    expect(pieces.map(({ text }) => text)).toEqual(['a', '😀b']);
  });
});
