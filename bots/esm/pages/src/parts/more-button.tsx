import type { JSX } from 'preact';
import { useWords } from '../app/app-context.ts';
import type { PagedList } from '../loading/use-pages.ts';
import { commonWords } from '../words/common.ts';
import { ProblemNote } from './problem-note.tsx';

/** Leads to the next page of a list; nothing at its end. */
export function MoreButton({ list }: { readonly list: PagedList<unknown> }): JSX.Element | null {
  const words = useWords(commonWords);
  if (!list.hasMore) return null;
  return (
    <div class="more">
      <ProblemNote problem={list.moreProblem} />
      <button type="button" class="button" disabled={list.isLoadingMore} onClick={list.loadMore}>
        {list.isLoadingMore ? words.loading : words.showMore}
      </button>
    </div>
  );
}
