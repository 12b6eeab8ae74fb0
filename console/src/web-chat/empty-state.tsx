import type { JSX } from 'preact';
import type { Labels } from './labels.ts';

/** What to do when nothing has been said yet. */
export function EmptyState(props: { title: string; words: Labels; onStart: () => void }): JSX.Element {
  return (
    <div class="empty">
      <svg class="arches" viewBox="0 0 240 120" aria-hidden="true" focusable="false">
        <path class="far" d="M18 112V72a32 32 0 0 1 64 0v40M158 112V72a32 32 0 0 1 64 0v40" />
        <path class="near" d="M72 112V64a48 48 0 0 1 96 0v48" />
        <path class="near" d="M94 112V68a26 26 0 0 1 52 0v44" />
        <path class="base" d="M4 112h232" />
      </svg>
      <h2>{props.words.emptyTitle}</h2>
      <p>{props.words.emptyText}</p>
      <button type="button" class="primary" onClick={props.onStart}>
        {props.words.start}
      </button>
    </div>
  );
}
