import type { JSX } from 'preact';
import { acknowledgeNotice, type DeletionNotice, listNotices } from '../api/notices.ts';
import type { Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { useAct } from '../loading/use-act.ts';
import { useLoad } from '../loading/use-load.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { formatDay } from '../words/format.ts';
import { overviewWords } from './overview-words.ts';

/** Notices go by themselves after so long (specification, §4). */
const noticeMs = 30 * 86_400_000;

function Notice(props: {
  readonly study: Study;
  readonly notice: DeletionNotice;
  readonly onDone: () => void;
}): JSX.Element {
  const { study, notice, onDone } = props;
  const { http, language, notify, isOnline, researcher } = useApp();
  const words = useWords(overviewWords);
  const act = useAct();
  const acknowledge = (): void => {
    void act.run(async () => {
      await acknowledgeNotice(http, study.id, notice.id);
      notify({ text: words.acknowledged(notice.pseudonym) });
      onDone();
    });
  };
  return (
    <li>
      <span class="mono">{notice.pseudonym}</span>
      {notice.at !== null && (
        <span class="quiet">
          {words.noticeDate(formatDay(language, notice.at))},{' '}
          {words.noticeUntil(formatDay(language, notice.at + noticeMs))}
        </span>
      )}
      {researcher.role !== 'viewer' && (
        <button type="button" class="button small" disabled={act.isBusy || !isOnline} onClick={acknowledge}>
          {words.acknowledge}
        </button>
      )}
      <ProblemNote problem={act.problem} />
    </li>
  );
}

/** Deletions whose earlier copies somebody must purge; nothing when there are none. */
export function Notices({ study }: { readonly study: Study }): JSX.Element | null {
  const { http } = useApp();
  const words = useWords(overviewWords);
  const loaded = useLoad(`notices:${study.id}`, (signal) => listNotices(http, study.id, signal));
  const notices = loaded.data ?? [];
  if (loaded.problem !== null) return <ProblemNote problem={loaded.problem} />;
  if (notices.length === 0) return null;
  return (
    <section class="notices">
      <h2>{words.notices}</h2>
      <p>{words.noticesLead}</p>
      <ul>
        {notices.map((notice) => (
          <Notice
            key={notice.id}
            {...{ study, notice }}
            onDone={() => loaded.replace((all) => all.filter(({ id }) => id !== notice.id))}
          />
        ))}
      </ul>
    </section>
  );
}
