import { useState } from 'preact/hooks';
import type { Page } from '../api/pages.ts';
import { type ApiProblem, toProblem } from '../api/problem.ts';
import { type Loaded, useLoad } from './use-load.ts';

/** A list that comes in pages. */
export interface PagedList<Item> extends Loaded<Page<Item>> {
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly moreProblem: ApiProblem | null;
  loadMore(): void;
}

/** Loads the first page and, when asked, the ones after it. `key` names the list with its filters. */
export function usePages<Item>(
  key: string,
  load: (cursor: string | null, signal?: AbortSignal) => Promise<Page<Item>>,
): PagedList<Item> {
  const first = useLoad<Page<Item>>(key, (signal) => load(null, signal));
  const [more, setMore] = useState<{ readonly busy: boolean; readonly problem: ApiProblem | null }>({
    busy: false,
    problem: null,
  });
  const cursor = first.data?.cursor ?? null;
  const loadMore = (): void => {
    if (cursor === null || more.busy) return;
    setMore({ busy: true, problem: null });
    load(cursor).then(
      (next) => {
        first.replace((page) => ({ items: [...page.items, ...next.items], cursor: next.cursor }));
        setMore({ busy: false, problem: null });
      },
      (error: unknown) => setMore({ busy: false, problem: toProblem(error) }),
    );
  };
  return {
    ...first,
    hasMore: cursor !== null,
    isLoadingMore: more.busy,
    moreProblem: more.problem,
    loadMore,
  };
}
