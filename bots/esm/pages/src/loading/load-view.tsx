import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../app/app-context.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import type { Loaded } from './use-load.ts';

interface LoadViewProps<Data> {
  readonly loaded: Loaded<Data>;
  readonly children: (data: Data) => ComponentChildren;
  /** Lines of the placeholder. */
  readonly lines?: number;
}

/** What was loaded; before that a quiet placeholder, and where it failed why, with a way to try again. */
export function LoadView<Data>({ loaded, children, lines = 4 }: LoadViewProps<Data>): JSX.Element {
  const { data, problem, isLoading, reload } = loaded;
  if (data === null && isLoading) return <Placeholder lines={lines} />;
  return (
    <>
      {problem !== null && <LoadProblem loaded={loaded} onRetry={reload} />}
      {data !== null && children(data)}
    </>
  );
}

function LoadProblem(props: { readonly loaded: Loaded<unknown>; readonly onRetry: () => void }): JSX.Element {
  const { data, problem } = props.loaded;
  const words = useWords(commonWords);
  return (
    <section class="load-problem">
      {data === null && <h2>{words.failedTitle}</h2>}
      <ProblemNote problem={problem} />
      <button type="button" class="button" onClick={props.onRetry}>
        {words.retry}
      </button>
    </section>
  );
}

/** Short waits pass unmarked. */
const patienceMs = 250;

/** Lines in place of what is loading. */
export function Placeholder({ lines = 4 }: { readonly lines?: number }): JSX.Element {
  const words = useWords(commonWords);
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="placeholder" role="status">
      <span class="sr">{words.loading}</span>
      {isShown && Array.from({ length: lines }, (_, index) => <i key={index} class={`line-${index % 3}`} />)}
    </div>
  );
}
