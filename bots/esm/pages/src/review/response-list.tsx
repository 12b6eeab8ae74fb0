import type { JSX } from 'preact';
import type { ReviewResponse } from '../api/responses.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { formatDate, formatTime } from '../words/format.ts';
import { markName, marksOf } from './marked-text.tsx';
import { type ReviewWords, reviewWords } from './review-words.ts';

/** Which responses of those loaded are shown, by how many have coded them. */
export const shownKinds = ['all', 'none', 'one', 'more'] as const;
export type Shown = (typeof shownKinds)[number];

/** The responses to show of those that were loaded. */
export function shownResponses(items: readonly ReviewResponse[], shown: Shown): readonly ReviewResponse[] {
  switch (shown) {
    case 'all':
      return items;
    case 'none':
      return items.filter(({ coders }) => coders === 0);
    case 'one':
      return items.filter(({ coders }) => coders === 1);
    case 'more':
      return items.filter(({ coders }) => coders > 1);
  }
}

/** What was found in the texts of a response, each once, in words. */
function findings({ answers }: ReviewResponse, words: ReviewWords): readonly string[] {
  const marks = answers.flatMap(({ firstValidation, validation }) => [
    ...marksOf(firstValidation),
    ...marksOf(validation),
  ]);
  return [...new Set(marks.map((mark) => markName(mark, words)))];
}

interface ResponseListProps {
  readonly study: string;
  readonly responses: readonly ReviewResponse[];
  readonly current: string | null;
  /** Of the address: the filter stays. */
  readonly search: string;
}

function Entry(props: { readonly response: ReviewResponse }): JSX.Element {
  const { language } = useApp();
  const words = useWords(reviewWords);
  const { pseudonym, startedAt, date, zone, coders, isTraining, trainingDay, answers } = props.response;
  const found = findings(props.response, words);
  const length = answers.reduce((sum, answer) => sum + (answer.words ?? 0), 0);
  return (
    <>
      <span class="mono">{pseudonym}</span>
      <span class="quiet">{coders > 0 && words.coders(coders)}</span>
      <span class="gist">{found.length > 0 ? found.join(', ') : words.nothingFound}</span>
      <span class="quiet place">
        {date !== null && formatDate(language, date)}
        {startedAt !== null && ` ${formatTime(language, startedAt, zone ?? undefined)}`}
        {`, ${words.wordCount(length)}`}
        {isTraining && `, ${words.trainingDay(trainingDay ?? 0)}`}
      </span>
    </>
  );
}

/** The responses to choose from. Their words are not in the list: they are shown one by one. */
export function ResponseList({ study, responses, current, search }: ResponseListProps): JSX.Element {
  const { options } = useApp();
  return (
    <ul class="response-list">
      {responses.map((response) => (
        <li key={response.id}>
          <a
            href={`${options.basePath}/researcher${toPath(study, 'review', response.id)}${search}`}
            aria-current={response.id === current ? 'true' : undefined}
          >
            <Entry response={response} />
          </a>
        </li>
      ))}
    </ul>
  );
}
