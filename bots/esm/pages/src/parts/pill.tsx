import type { JSX } from 'preact';

/** Tones that a mark can have; each has a shape of its own beside its colour. */
export type Tone = 'plain' | 'good' | 'waiting' | 'still' | 'danger';

/** A small mark of a state. */
export function Pill({ tone, children }: { readonly tone: Tone; readonly children: string }): JSX.Element {
  return (
    <span class={`pill ${tone}`}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}
