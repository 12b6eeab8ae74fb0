import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type AuditEntry, listAudit } from '../api/audit.ts';
import { useApp, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { type PagedList, usePages } from '../loading/use-pages.ts';
import { SelectField, TextField } from '../parts/field.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { formatInstant } from '../words/format.ts';
import { type AuditFilter, canOlderMatch, filterAudit, isFiltering, noFilter } from './audit-filter.ts';
import { auditWords } from './audit-words.ts';

/** A page full. */
const wanted = 50;

/** Values that were seen, for the choice; the chosen one stays. */
function seen(entries: readonly AuditEntry[], key: 'actor' | 'action', chosen: string): readonly string[] {
  return [...new Set([...(chosen === '' ? [] : [chosen]), ...entries.map((entry) => entry[key])])].sort();
}

function Filters(props: {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
  readonly entries: readonly AuditEntry[];
}): JSX.Element {
  const { filter, onFilter, entries } = props;
  const words = useWords(auditWords);
  const choices = (key: 'actor' | 'action', all: string): readonly { value: string; label: string }[] => [
    { value: '', label: all },
    ...seen(entries, key, filter[key]).map((value) => ({ value, label: value })),
  ];
  return (
    <div class="filters">
      <SelectField
        label={words.actor}
        value={filter.actor}
        options={choices('actor', words.any)}
        onValue={(actor) => onFilter({ ...filter, actor })}
      />
      <SelectField
        label={words.action}
        value={filter.action}
        options={choices('action', words.anything)}
        onValue={(action) => onFilter({ ...filter, action })}
      />
      <TextField
        label={words.from}
        type="date"
        value={filter.from}
        onValue={(from) => onFilter({ ...filter, from })}
      />
      <TextField
        label={words.to}
        type="date"
        value={filter.to}
        onValue={(to) => onFilter({ ...filter, to })}
      />
      <TextField
        label={words.participant}
        type="search"
        value={filter.participant}
        onValue={(participant) => onFilter({ ...filter, participant })}
      />
    </div>
  );
}

function detailText(detail: AuditEntry['detail']): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }): JSX.Element {
  const { language } = useApp();
  const words = useWords(auditWords);
  return (
    <table class="cards audit">
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.actor}</th>
          <th scope="col">{words.action}</th>
          <th scope="col">{words.detail}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, actor, action, pseudonym, detail }) => (
          <tr key={id}>
            <th scope="row">{at === null ? '' : formatInstant(language, at)}</th>
            <td data-name={words.actor}>{actor}</td>
            <td data-name={words.action}>
              <code>{action}</code>
            </td>
            <td data-name={words.detail} class="quiet">
              {pseudonym !== null && <span class="mono">{pseudonym} </span>}
              {detailText(detail)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Most entries that a filter looks through by itself; a press looks further. */
const mostSearched = 2_000;

/** Loads older entries while a filter has found too little. */
function useSearch(list: PagedList<AuditEntry>, filter: AuditFilter, found: number): void {
  const entries = list.data?.items ?? [];
  const isWanting =
    isFiltering(filter) && found < wanted && entries.length < mostSearched && canOlderMatch(entries, filter);
  const { hasMore, isLoadingMore, moreProblem, loadMore } = list;
  useEffect(() => {
    if (isWanting && hasMore && !isLoadingMore && moreProblem === null) loadMore();
  }, [isWanting, hasMore, isLoadingMore, entries.length]);
}

/** Who did what. */
export function AuditPage({ study }: StudyPageProps): JSX.Element {
  const { http } = useApp();
  const words = useWords(auditWords);
  const [filter, setFilter] = useState(noFilter);
  const list = usePages(`audit:${study.id}`, (cursor, signal) => listAudit(http, study.id, cursor, signal));
  const entries = list.data?.items ?? [];
  const found = filterAudit(entries, filter);
  useSearch(list, filter, found.length);
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
      <Filters {...{ filter, entries }} onFilter={setFilter} />
      <LoadView loaded={list}>
        {() =>
          found.length === 0 && !list.isLoadingMore ? (
            <p class="quiet">{words.none}</p>
          ) : (
            <AuditTable entries={found} />
          )
        }
      </LoadView>
      {canOlderMatch(entries, filter) && <MoreButton list={list} />}
    </>
  );
}
