import type { ComponentChildren, JSX } from 'preact';

interface EmptyProps {
  readonly title: string;
  readonly text: string;
  readonly children?: ComponentChildren;
}

/** Nothing here yet: what will be, and what to do. */
export function Empty({ title, text, children }: EmptyProps): JSX.Element {
  return (
    <section class="empty">
      <svg class="arches" viewBox="0 0 240 84" aria-hidden="true" focusable="false">
        <path class="far" d="M8 82V52a24 24 0 0 1 48 0v30M184 82V52a24 24 0 0 1 48 0v30" />
        <path d="M72 82V50a48 48 0 0 1 96 0v32M98 82V52a22 22 0 0 1 44 0v30" />
        <path class="base" d="M0 82h240" />
      </svg>
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  );
}
