import type { JSX } from 'preact';
import { listExports, type StudyExport } from '../api/exports.ts';
import { useApp, useWords } from '../app/app-context.ts';
import type { StudyPageProps } from '../app/study-page.ts';
import { LoadView } from '../loading/load-view.tsx';
import { useLoad } from '../loading/use-load.ts';
import { PageHead } from '../parts/page-head.tsx';
import { commonWords } from '../words/common.ts';
import { ExportForm } from './export-form.tsx';
import { ExportRow } from './export-row.tsx';
import { exportWords } from './export-words.ts';

/** Makes exports, and holds those that were made. */
export function ExportPage({ study }: StudyPageProps): JSX.Element {
  const { http, researcher } = useApp();
  const words = useWords(exportWords);
  const common = useWords(commonWords);
  const loaded = useLoad(`exports:${study.id}`, (signal) => listExports(http, study.id, signal));
  const put = (next: StudyExport): void =>
    loaded.replace((all) =>
      all.some(({ id }) => id === next.id)
        ? all.map((one) => (one.id === next.id ? next : one))
        : [next, ...all],
    );
  return (
    <>
      <PageHead title={words.title} lead={words.lead} tab={`${words.title} · ${study.title}`} />
      {researcher.role === 'viewer' ? (
        <p class="note">{common.readOnly}</p>
      ) : (
        <ExportForm study={study.id} onCreate={put} />
      )}
      <section class="block export-list">
        <h2>{words.list}</h2>
        <LoadView loaded={loaded} lines={3}>
          {(exports) =>
            exports.length === 0 ? (
              <p class="quiet">{words.none}</p>
            ) : (
              <ul class="exports">
                {exports.map((one) => (
                  <ExportRow key={one.id} one={one} onExport={put} />
                ))}
              </ul>
            )
          }
        </LoadView>
      </section>
    </>
  );
}
