import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { listResponses, type ReviewResponse } from '../api/responses.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useRouter } from '../app/router.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { type PagedList, usePages } from '../loading/use-pages.ts';
import { Empty } from '../parts/empty.tsx';
import { SelectField, TextField } from '../parts/field.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { ToInvites } from '../parts/to-invites.tsx';
import { AgreementPanel } from './agreement-panel.tsx';
import { ResponseList, type Shown, shownKinds, shownResponses } from './response-list.tsx';
import { ResponseView } from './response-view.tsx';
import { reviewWords } from './review-words.ts';

type Training = 'all' | 'without' | 'only';
const trainingQuery: Readonly<Record<Training, boolean | null>> = { all: null, without: false, only: true };

interface ReviewFilter {
  readonly participant: string;
  readonly training: Training;
  readonly shown: Shown;
}

/** The filter lives in the address, so that it can be kept, sent and gone back to. */
function useFilter(): [ReviewFilter, (change: Partial<ReviewFilter>) => void, string] {
  const { query, path, go } = useRouter();
  const training = (['without', 'only'] as const).find((one) => one === query.get('training')) ?? 'all';
  const shown = shownKinds.find((one) => one === query.get('show')) ?? 'all';
  const filter: ReviewFilter = { participant: query.get('participant') ?? '', training, shown };
  const searchOf = (next: ReviewFilter): string => {
    const pairs = [
      ['participant', next.participant],
      ['training', next.training === 'all' ? '' : next.training],
      ['show', next.shown === 'all' ? '' : next.shown],
    ].filter(([, value]) => value !== '');
    return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs as [string, string][])}`;
  };
  const change = (to: Partial<ReviewFilter>): void =>
    go(path + searchOf({ ...filter, ...to }), { replace: true });
  return [filter, change, searchOf(filter)];
}

function Filters(props: {
  readonly filter: ReviewFilter;
  readonly onFilter: (change: Partial<ReviewFilter>) => void;
}): JSX.Element {
  const { filter, onFilter } = props;
  const words = useWords(reviewWords);
  const [participant, setParticipant] = useState(filter.participant);
  return (
    <form
      class="filters"
      onSubmit={(event) => {
        event.preventDefault();
        onFilter({ participant: participant.trim() });
      }}
    >
      <TextField
        label={words.participant}
        type="search"
        value={participant}
        onValue={(value) => {
          setParticipant(value);
          // Pseudonyms have ten characters; nothing shorter names anybody.
          if (value.trim() === '' || value.trim().length >= 10) onFilter({ participant: value.trim() });
        }}
      />
      <SelectField
        label={words.show}
        value={filter.shown}
        options={shownKinds.map((value) => ({ value, label: words.shows[value] }))}
        onValue={(shown) => onFilter({ shown })}
      />
      <SelectField
        label={words.training}
        value={filter.training}
        options={(['all', 'without', 'only'] as const).map((value) => ({
          value,
          label: words.trainings[value],
        }))}
        onValue={(training) => onFilter({ training })}
      />
    </form>
  );
}

interface PanesProps {
  readonly study: string;
  readonly item: string | null;
  readonly list: PagedList<ReviewResponse>;
  readonly responses: readonly ReviewResponse[];
  readonly search: string;
  readonly onCoding: () => void;
}

function Panes({ study, item, list, responses, search, onCoding }: PanesProps): JSX.Element {
  const words = useWords(reviewWords);
  const place = responses.findIndex(({ id }) => id === item);
  const onSaved = (isFirst: boolean): void => {
    onCoding();
    if (!isFirst) return;
    list.replace((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === item ? { ...one, coders: one.coders + 1 } : one)),
    }));
  };
  return (
    <div class={item === null ? 'review-panes' : 'review-panes reading'}>
      <div class="review-list">
        {responses.length === 0 && <p class="quiet">{words.none}</p>}
        <ResponseList {...{ study, responses, search }} current={item} />
        <MoreButton list={list} />
      </div>
      <div class="review-side">
        {item === null ? (
          <Empty title={words.chooseTitle} text={words.choose} />
        ) : (
          <ResponseView
            key={item}
            {...{ study, search, onSaved, id: item }}
            previous={responses[place - 1]?.id ?? null}
            next={place < 0 ? null : (responses[place + 1]?.id ?? null)}
          />
        )}
      </div>
    </div>
  );
}

/** What people wrote, to be read and coded. */
export function ReviewPage({ study, item }: StudyPageProps): JSX.Element {
  const { http } = useApp();
  const words = useWords(reviewWords);
  const [filter, setFilter, search] = useFilter();
  const { participant, training, shown } = filter;
  const [codings, setCodings] = useState(0);
  const list = usePages(`responses:${study.id}:${participant}:${training}`, (cursor, signal) =>
    listResponses(
      http,
      study.id,
      { participant: participant === '' ? null : participant, training: trainingQuery[training], cursor },
      signal,
    ),
  );
  return (
    <>
      <div class={item === null ? '' : 'review-reading'}>
        <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
        <Filters filter={filter} onFilter={setFilter} />
      </div>
      <LoadView loaded={list} lines={8}>
        {({ items }) =>
          items.length === 0 && participant === '' && training === 'all' ? (
            <Empty title={words.emptyTitle} text={words.emptyText}>
              <ToInvites study={study.id} />
            </Empty>
          ) : (
            <Panes
              study={study.id}
              {...{ item, list, search }}
              responses={shownResponses(items, shown)}
              onCoding={() => setCodings((count) => count + 1)}
            />
          )
        }
      </LoadView>
      <AgreementPanel study={study.id} codings={codings} />
    </>
  );
}
