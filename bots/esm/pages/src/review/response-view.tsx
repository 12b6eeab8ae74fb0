import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Annotation, listAnnotations } from '../api/annotations.ts';
import { getResponse, type ReviewResponse, type ShownTexts } from '../api/responses.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { ChoiceRow } from '../parts/choice-row.tsx';
import { BackIcon, NextIcon } from '../parts/icons.tsx';
import { Pill } from '../parts/pill.tsx';
import { formatDuration, formatInstant } from '../words/format.ts';
import { CodingPanel } from './coding-panel.tsx';
import { ReportTexts } from './report-texts.tsx';
import { reviewWords } from './review-words.ts';

interface StepsProps {
  readonly study: string;
  readonly previous: string | null;
  readonly next: string | null;
  /** Of the address: the filter stays. */
  readonly search: string;
}

function Steps({ study, previous, next, search }: StepsProps): JSX.Element {
  const { options } = useApp();
  const words = useWords(reviewWords);
  const address = (id: string | null): string =>
    `${options.basePath}/researcher${toPath(study, 'review', id)}${search}`;
  return (
    <nav class="steps" aria-label={words.list}>
      <a class="to-list" href={address(null)}>
        <BackIcon /> {words.back}
      </a>
      {previous !== null && <a href={address(previous)}>{words.previous}</a>}
      {next !== null && (
        <a href={address(next)}>
          {words.next} <NextIcon />
        </a>
      )}
    </nav>
  );
}

function Head(props: { readonly study: string; readonly response: ReviewResponse }): JSX.Element {
  const { language, options } = useApp();
  const words = useWords(reviewWords);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const place = heading.current?.getBoundingClientRect().top ?? 0;
    heading.current?.focus({ preventScroll: true });
    if (place < 64 || place > innerHeight - 160) heading.current?.scrollIntoView({ block: 'start' });
  }, []);
  const { pseudonym, kind, startedAt, completedAt, zone, isTraining, trainingDay } = props.response;
  const duration = startedAt !== null && completedAt !== null ? (completedAt - startedAt) / 1000 : null;
  const facts = [
    ...(startedAt === null ? [] : [formatInstant(language, startedAt, zone ?? undefined)]),
    ...(zone === null ? [] : [zone.replaceAll('_', ' ')]),
    ...(duration === null ? [] : [formatDuration(duration)]),
    ...(words.kinds[kind] === undefined ? [] : [words.kinds[kind]]),
  ];
  return (
    <header>
      <h2 ref={heading} tabIndex={-1}>
        <a
          class="mono"
          href={`${options.basePath}/researcher${toPath(props.study, 'participants', pseudonym)}`}
        >
          {pseudonym}
        </a>
      </h2>
      <p class="row tight">
        <span class="quiet">{facts.join(', ')}</span>
        {isTraining && <Pill tone="waiting">{words.trainingDay(trainingDay ?? 0)}</Pill>}
      </p>
    </header>
  );
}

interface ResponseViewProps extends StepsProps {
  readonly id: string;
  /** After the researcher's coding was saved. */
  readonly onSaved: (isFirst: boolean) => void;
}

/** The codings of a response, and the researcher's own. */
function Codings(props: {
  readonly response: ReviewResponse;
  readonly onSaved: (isFirst: boolean) => void;
}): JSX.Element {
  const { response, onSaved } = props;
  const { http } = useApp();
  const key = `annotations:${response.id}`;
  const loaded = useLoad(key, (signal) => listAnnotations(http, response.id, signal), { isOnce: true });
  const [epoch, setEpoch] = useState(0);
  const reload = async (): Promise<void> => {
    const fresh = await listAnnotations(http, response.id);
    loaded.replace(() => fresh);
    setEpoch(epoch + 1);
  };
  const save = (own: Annotation): void => {
    onSaved(!(loaded.data ?? []).some(({ isOwn }) => isOwn));
    loaded.replace((all) => [...all.filter(({ isOwn }) => !isOwn), own]);
  };
  return (
    <LoadView loaded={loaded} lines={5}>
      {(annotations) => (
        <CodingPanel key={epoch} {...{ response, annotations }} onSaved={save} onReload={reload} />
      )}
    </LoadView>
  );
}

/** One response: its words, its other answers, and the coding. */
export function ResponseView({ id, onSaved, ...steps }: ResponseViewProps): JSX.Element {
  const { http, researcher } = useApp();
  const words = useWords(reviewWords);
  const mayRead = researcher.role !== 'viewer';
  const [chosen, choose] = useState<'full' | 'redacted'>('full');
  const texts: ShownTexts = mayRead ? chosen : 'none';
  const loaded = useLoad(`response:${id}:${texts}`, (signal) => getResponse(http, id, texts, signal), {
    isOnce: true,
  });
  return (
    <article class="response-view">
      <Steps {...steps} />
      <LoadView loaded={loaded} lines={6}>
        {(response) => (
          <>
            <Head study={steps.study} response={response} />
            {mayRead ? (
              <ChoiceRow
                class="compact text-modes"
                label={words.texts}
                value={chosen}
                onValue={choose}
                options={(['full', 'redacted'] as const).map((value) => ({
                  value,
                  label: words.textModes[value],
                }))}
              />
            ) : (
              <p class="note">{words.viewer}</p>
            )}
            <ReportTexts {...{ response, texts }} />
            {mayRead && <Codings {...{ response, onSaved }} />}
          </>
        )}
      </LoadView>
    </article>
  );
}
