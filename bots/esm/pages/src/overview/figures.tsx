import type { JSX } from 'preact';
import { getCompliance } from '../api/compliance.ts';
import type { Study } from '../api/studies.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { toPath } from '../app/router.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { Facts } from '../parts/facts.tsx';
import { ToInvites } from '../parts/to-invites.tsx';
import { formatNumber, formatShare } from '../words/format.ts';
import { overviewWords } from './overview-words.ts';

/** The figures of a study that has begun. */
export function Figures({ study }: { readonly study: Study }): JSX.Element {
  const { http, language, options } = useApp();
  const words = useWords(overviewWords);
  const loaded = useLoad(`compliance:${study.id}:all`, (signal) =>
    getCompliance(http, study.id, { training: 'all' }, signal),
  );
  const number = (value: number): string => formatNumber(language, value);
  return (
    <section class="block">
      <header class="block-head">
        <h2>{words.figures}</h2>
        <a href={`${options.basePath}/researcher${toPath(study.id, 'compliance')}`}>{words.toCompliance}</a>
      </header>
      <LoadView loaded={loaded} lines={2}>
        {({ total, cells }) =>
          total.sent === 0 ? (
            <div class="stack">
              <p class="quiet">{words.noBeeps}</p>
              <p>
                <ToInvites study={study.id} />
              </p>
            </div>
          ) : (
            <Facts
              class="large"
              facts={[
                {
                  name: words.participants,
                  value: number(new Set(cells.map(({ pseudonym }) => pseudonym)).size),
                },
                {
                  name: `${words.compliance}, ${words.complianceHint}`,
                  value: formatShare(language, total.completed, total.sent),
                },
                { name: words.completed, value: number(total.completed) },
                { name: words.sent, value: number(total.sent) },
                {
                  name: words.notSent,
                  value: [total.failed, total.missed, total.cancelled].map(number).join(' · '),
                },
              ]}
            />
          )
        }
      </LoadView>
    </section>
  );
}
