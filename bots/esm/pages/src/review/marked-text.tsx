import type { JSX } from 'preact';
import type { TextValidation } from '../api/validation.ts';
import { useWords } from '../app/app-context.ts';
import { markText, type TextSpan } from './mark-text.ts';
import { type ReviewWords, reviewWords } from './review-words.ts';

/** What marks a stretch of a text. */
export interface MarkSpan extends TextSpan {
  /** A fault of the report, a presupposition, or a candidate for a phenomenon. */
  readonly kind: 'class' | 'presupposition' | 'phenomenon';
  readonly id: string;
  readonly confidence: number;
}

/** Everything that a validation found, as marks. */
export function marksOf(validation: TextValidation | null): readonly MarkSpan[] {
  if (validation === null) return [];
  const { classes, presupposition, phenomena } = validation;
  return [
    ...classes.map((found) => ({ ...found, kind: 'class' as const })),
    ...(presupposition === null ? [] : [{ ...presupposition, kind: 'presupposition' as const }]),
    ...phenomena.map((found) => ({ ...found, kind: 'phenomenon' as const })),
  ];
}

/** The name of what marks. */
export function markName({ kind, id }: Pick<MarkSpan, 'kind' | 'id'>, words: ReviewWords): string {
  const names: Readonly<Record<string, string>> = kind === 'phenomenon' ? words.phenomena : words.classes;
  return names[id] ?? id;
}

interface MarkedTextProps {
  readonly text: string;
  readonly marks: readonly MarkSpan[];
  readonly lang: string | null;
}

/** A text as it was written, with its stretches marked and named. */
export function MarkedText({ text, marks, lang }: MarkedTextProps): JSX.Element {
  const words = useWords(reviewWords);
  return (
    <p class="report" dir="auto" {...(lang === null ? {} : { lang })}>
      {markText(text, marks).map((piece, index) => {
        if (piece.spans.length === 0) return piece.text;
        const names = piece.spans.map((span) => markName(span, words));
        const kinds = [...new Set(piece.spans.map(({ kind }) => kind))];
        return (
          <mark key={index} class={kinds.join(' ')} title={names.join(', ')}>
            {piece.text}
            <span class="sr"> [{names.join(', ')}]</span>
          </mark>
        );
      })}
    </p>
  );
}

/** What the marks of a text mean, each once. */
export function MarkKey({ marks }: { readonly marks: readonly MarkSpan[] }): JSX.Element | null {
  const words = useWords(reviewWords);
  const seen = new Map(marks.map((span) => [`${span.kind} ${span.id}`, span]));
  if (seen.size === 0) return null;
  return (
    <ul class="mark-key" aria-hidden="true">
      {[...seen.values()].map((span) => (
        <li key={`${span.kind}${span.id}`}>
          <mark class={span.kind}>{markName(span, words)}</mark>
        </li>
      ))}
    </ul>
  );
}
