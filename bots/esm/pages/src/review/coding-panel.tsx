import type { JSX } from 'preact';
import { type Annotation, type Code, codes, type Phenomenon, phenomena } from '../api/annotations.ts';
import type { ReviewResponse } from '../api/responses.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { TextField } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { commonWords } from '../words/common.ts';
import { formatShare, formatTime } from '../words/format.ts';
import { reviewWords } from './review-words.ts';
import { type Coding, useCoding } from './use-coding.ts';

interface CodingPanelProps {
  readonly response: ReviewResponse;
  readonly annotations: readonly Annotation[];
  readonly onSaved: (annotation: Annotation) => void;
  /** Loads the codings again: another window of the researcher saved a newer one. */
  readonly onReload: () => Promise<void>;
}

/** The confidence of the strongest candidate for each phenomenon. */
function candidates({ answers }: ReviewResponse): ReadonlyMap<string, number> {
  const found = answers.flatMap(({ validation, firstValidation }) => [
    ...(firstValidation?.phenomena ?? []),
    ...(validation?.phenomena ?? []),
  ]);
  const strongest = new Map<string, number>();
  for (const { id, confidence } of found) strongest.set(id, Math.max(confidence, strongest.get(id) ?? 0));
  return strongest;
}

interface RowProps {
  readonly phenomenon: Phenomenon;
  readonly candidate: number | undefined;
  readonly coding: Coding;
  readonly others: readonly Annotation[];
}

function PhenomenonRow({ phenomenon, candidate, coding, others }: RowProps): JSX.Element {
  const { language } = useApp();
  const words = useWords(reviewWords);
  const mine = coding.phenomena[phenomenon];
  const name = words.phenomena[phenomenon];
  return (
    <li class={candidate === undefined ? 'coding-row' : 'coding-row candidate'}>
      <div class="phenomenon-name">
        {name}
        {candidate !== undefined && (
          <span class="quiet">{words.candidate(formatShare(language, candidate, 1))}</span>
        )}
      </div>
      <ChoiceRow<Code | 'none'>
        class="compact codes"
        label={name}
        value={mine ?? 'none'}
        options={[...codes, 'none' as const].map((value) => ({
          value,
          label: value === 'none' ? '–' : words.codes[value],
          ...(value === 'none' ? { name: words.codes.none } : {}),
        }))}
        onValue={(value) => coding.code(phenomenon, value === 'none' ? null : value)}
      />
      {others.map(({ coder, phenomena: theirs }) => {
        const code = theirs[phenomenon];
        if (code === undefined) return null;
        const differs = mine !== undefined && mine !== code;
        return (
          <span key={coder} class={differs ? 'their-code differs' : 'their-code'}>
            {coder}: {words.coded[code]}
            {differs && ` (${words.differs})`}
          </span>
        );
      })}
    </li>
  );
}

function SaveState(props: { readonly coding: Coding; readonly onReload: () => Promise<void> }): JSX.Element {
  const { coding, onReload } = props;
  const { language } = useApp();
  const words = useWords(reviewWords);
  const common = useWords(commonWords);
  const { state, problem, savedAt } = coding;
  const isStale = problem?.status === 409;
  return (
    <div class="save-state">
      <p class="quiet" role="status">
        {state === 'saving' || state === 'dirty'
          ? words.saving
          : state === 'failed'
            ? words.unsaved
            : savedAt !== null && words.saved(formatTime(language, savedAt))}
      </p>
      <ProblemNote problem={problem} />
      {state === 'failed' && (
        <button
          type="button"
          class="button small"
          onClick={() => (isStale ? void onReload().catch(() => coding.retry()) : coding.retry())}
        >
          {isStale ? words.reload : common.retry}
        </button>
      )}
    </div>
  );
}

/** The researcher's own coding of a response, beside that of others once it exists. */
export function CodingPanel({ response, annotations, onSaved, onReload }: CodingPanelProps): JSX.Element {
  const words = useWords(reviewWords);
  const own = annotations.find(({ isOwn }) => isOwn);
  const coding = useCoding(response.id, own, onSaved);
  const found = candidates(response);
  const others = annotations.filter(({ isOwn }) => !isOwn);
  // Whoever sees another's coding first is no second coder.
  const shown = Object.keys(coding.phenomena).length > 0 ? others : [];
  return (
    <section class="coding">
      <h3>{words.coding}</h3>
      <p class="hint">{words.codingLead}</p>
      <ul>
        {phenomena.map((phenomenon) => (
          <PhenomenonRow
            key={phenomenon}
            {...{ phenomenon, coding, others: shown }}
            candidate={found.get(phenomenon)}
          />
        ))}
      </ul>
      {shown.length < others.length &&
        others.map(({ coder }) => (
          <p key={coder} class="note">
            {words.hidden(coder)}
          </p>
        ))}
      <TextField
        label={words.notes}
        hint={words.notesHint}
        rows={5}
        value={coding.notes}
        onValue={coding.note}
      />
      {shown
        .filter(({ notes }) => notes !== '')
        .map(({ coder, notes }) => (
          <section key={coder} class="their-notes">
            <h3>{words.notesOf(coder)}</h3>
            <p dir="auto">{notes}</p>
          </section>
        ))}
      <SaveState coding={coding} onReload={onReload} />
    </section>
  );
}
