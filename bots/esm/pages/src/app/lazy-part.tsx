import type { ComponentType, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { toProblem } from '../api/problem.ts';
import { Placeholder } from '../loading/load-view.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';

/** A part of the pages whose code comes when it is first needed. `load` must always be the same function. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => JSX.Element {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPart(props: Props): JSX.Element {
    const [problem, setProblem] = useState<unknown>(null);
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded !== null) return;
      load().then(
        (part) => {
          loaded = part;
          redraw(1);
        },
        (error: unknown) => setProblem(error),
      );
    }, []);
    if (problem !== null) return <ProblemNote problem={toProblem(problem)} />;
    if (loaded === null) return <Placeholder lines={6} />;
    const Part = loaded;
    return <Part {...props} />;
  };
}
