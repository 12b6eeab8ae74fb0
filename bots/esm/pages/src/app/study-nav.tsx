import type { JSX } from 'preact';
import type { Study, StudyStatus } from '../api/studies.ts';
import { Pill, type Tone } from '../parts/pill.tsx';
import { type AppWords, appWords } from '../words/app.ts';
import { useApp, useWords } from './app-context.ts';
import { type Section, toPath } from './router.ts';

/** The tone of a study's status. */
export const statusTones: Readonly<Record<StudyStatus, Tone>> = {
  draft: 'plain',
  open: 'good',
  frozen: 'waiting',
  closed: 'still',
  deleted: 'danger',
};

const groups: readonly {
  readonly name: keyof AppWords & ('setUp' | 'people' | 'data');
  readonly of: readonly Section[];
}[] = [
  { name: 'setUp', of: ['protocol', 'instrument', 'consent', 'settings', 'preview'] },
  { name: 'people', of: ['invites', 'participants'] },
  { name: 'data', of: ['compliance', 'review', 'export', 'audit'] },
];

/** The sections of a study. */
export function StudyNav(props: { readonly study: Study; readonly section: Section }): JSX.Element {
  const { study, section } = props;
  const { options } = useApp();
  const words = useWords(appWords);
  const link = (to: Section): JSX.Element => (
    <a
      href={`${options.basePath}/researcher${toPath(study.id, to)}`}
      aria-current={to === section ? 'page' : undefined}
    >
      {words[to]}
    </a>
  );
  return (
    <nav aria-label={words.study}>
      <div class="nav-study">
        <p class="nav-title">{study.title}</p>
        <Pill tone={statusTones[study.status]}>{words.statuses[study.status]}</Pill>
      </div>
      <ul>
        <li>{link('overview')}</li>
      </ul>
      {groups.map(({ name, of }) => (
        <section key={name} class="nav-group" aria-label={words[name]}>
          <p class="nav-name" aria-hidden="true">
            {words[name]}
          </p>
          <ul>
            {of.map((to) => (
              <li key={to}>{link(to)}</li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
