import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { listStudies, type Study } from '../api/studies.ts';
import { useApp, useMayChange, useWords } from '../app/app-context.ts';
import { toPath, useRouter } from '../app/router.ts';
import { statusTones } from '../app/study-nav.tsx';
import { languageNames } from '../language.ts';
import { LoadView } from '../loading/load-view.tsx';
import { usePages } from '../loading/use-pages.ts';
import { Empty } from '../parts/empty.tsx';
import { NextIcon, PlusIcon } from '../parts/icons.tsx';
import { MoreButton } from '../parts/more-button.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Pill } from '../parts/pill.tsx';
import { appWords } from '../words/app.ts';
import { formatDay } from '../words/format.ts';
import { CreateStudy } from './create-study.tsx';
import { studiesWords } from './studies-words.ts';

function StudyRow({ study }: { readonly study: Study }): JSX.Element {
  const { options, language } = useApp();
  const words = useWords(studiesWords);
  const app = useWords(appWords);
  const { createdAt, openedAt, closedAt } = study;
  const when =
    closedAt !== null
      ? words.closedOn(formatDay(language, closedAt))
      : openedAt !== null
        ? words.openedOn(formatDay(language, openedAt))
        : createdAt === null
          ? ''
          : words.since(formatDay(language, createdAt));
  return (
    <li>
      <a class="study-row" href={`${options.basePath}/researcher${toPath(study.id)}`}>
        <span class="study-title">{study.title}</span>
        <Pill tone={statusTones[study.status]}>{app.statuses[study.status]}</Pill>
        <span class="quiet">
          {[when, study.languages.map((code) => languageNames[code]).join(', ')]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        <NextIcon />
      </a>
    </li>
  );
}

/** All studies, and the way to a new one. */
export function StudiesPage(): JSX.Element {
  const { http, options, notify } = useApp();
  const words = useWords(studiesWords);
  const mayChange = useMayChange();
  const { go } = useRouter();
  const list = usePages('studies', (cursor, signal) => listStudies(http, cursor, signal));
  const [isCreating, setCreating] = useState(false);
  const create = (
    <button type="button" class="button primary" onClick={() => setCreating(true)}>
      <PlusIcon /> {words.create}
    </button>
  );
  const isEmpty = list.data !== null && list.data.items.length === 0;
  return (
    <>
      <PageHead title={words.title} lead={words.lead}>
        {mayChange && !isEmpty && create}
      </PageHead>
      <LoadView loaded={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words.emptyTitle} text={mayChange ? words.emptyText : words.emptyReader}>
              {mayChange && create}
            </Empty>
          ) : (
            <ul class="studies">
              {items.map((study) => (
                <StudyRow key={study.id} study={study} />
              ))}
            </ul>
          )
        }
      </LoadView>
      <MoreButton list={list} />
      {isCreating && (
        <CreateStudy
          onClose={() => setCreating(false)}
          onCreate={(study) => {
            setCreating(false);
            notify({ text: words.created(study.title) });
            list.reload();
            go(`${options.basePath}/researcher${toPath(study.id)}`);
          }}
        />
      )}
    </>
  );
}
