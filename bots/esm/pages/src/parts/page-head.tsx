import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface PageHeadProps {
  readonly title: string;
  readonly lead?: ComponentChildren;
  /** Buttons at the right. */
  readonly children?: ComponentChildren;
  /** The title as it stands in the tab; the heading when absent. */
  readonly tab?: string;
}

/** The heading of a page. It takes the focus when the page changes, so that readers of the screen hear it. */
export function PageHead({ title, lead, children, tab }: PageHeadProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab ?? title} · Opora`;
  }, [title, tab]);
  useEffect(() => {
    // On the first page the browser's own beginning is right.
    if (history.state !== null || document.activeElement !== document.body) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <header class="page-head">
      <div>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {children !== undefined && <div class="page-acts">{children}</div>}
    </header>
  );
}
