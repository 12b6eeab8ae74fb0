import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type ExportStatus, exportAddress, getExport, type StudyExport } from '../api/exports.ts';
import { useApp, useWords } from '../app/app-context.ts';
import { DownloadIcon } from '../parts/icons.tsx';
import { Pill, type Tone } from '../parts/pill.tsx';
import { formatDate, formatDay, formatInstant, formatNumber } from '../words/format.ts';
import { exportWords } from './export-words.ts';

const tones: Readonly<Record<ExportStatus, Tone>> = {
  waiting: 'plain',
  running: 'waiting',
  done: 'good',
  failed: 'danger',
  expired: 'still',
};

const askMs = 1_000;

const isUnderWay = ({ status }: StudyExport): boolean => status === 'waiting' || status === 'running';

/** Asks how far an export is, until it ends. */
function useProgress(one: StudyExport, onExport: (next: StudyExport) => void): void {
  const { http } = useApp();
  const tell = useRef(onExport);
  tell.current = onExport;
  const underWay = isUnderWay(one);
  useEffect(() => {
    if (!underWay) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = (): void => {
      getExport(http, one.id, ending.signal).then(
        (next) => {
          tell.current(next);
          if (isUnderWay(next)) timer = setTimeout(ask, askMs);
        },
        // The network may come back; the row says meanwhile what was known.
        () => {
          timer = setTimeout(ask, askMs * 5);
        },
      );
    };
    timer = setTimeout(ask, askMs);
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [http, one.id, underWay]);
}

function Progress({ one }: { readonly one: StudyExport }): JSX.Element {
  const { language } = useApp();
  const words = useWords(exportWords);
  const { done, total } = one;
  return (
    <span class="progress">
      {total === null || done === null ? (
        <progress aria-label={words.progress} />
      ) : (
        <>
          <progress aria-label={words.progress} value={done} max={Math.max(1, total)} />
          <span class="quiet">{words.rows(formatNumber(language, done), formatNumber(language, total))}</span>
        </>
      )}
    </span>
  );
}

interface ExportRowProps {
  readonly one: StudyExport;
  readonly onExport: (next: StudyExport) => void;
}

/** One export: how far it is, what it holds, its file. */
export function ExportRow({ one, onExport }: ExportRowProps): JSX.Element {
  const { http, language, notify } = useApp();
  const words = useWords(exportWords);
  useProgress(one, (next) => {
    if (next.status === 'done' && isUnderWay(one)) notify({ text: words.ready });
    onExport(next);
  });
  const { filters, status, createdAt, expiresAt, error } = one;
  const time = createdAt === null ? one.id : formatInstant(language, createdAt);
  const range = [filters.from, filters.to].filter((date) => date !== null);
  const held = [
    words.withTexts(words.shortModes[filters.texts]),
    ...(filters.training ? [words.withTraining] : []),
    ...(range.length > 0 ? [range.map((date) => formatDate(language, date)).join(' – ')] : []),
    ...(one.requestedBy === '' ? [] : [words.asked(one.requestedBy)]),
  ];
  return (
    <li>
      <div>
        <p class="row tight">
          <span class="figures">{time}</span> <Pill tone={tones[status]}>{words.statuses[status]}</Pill>
        </p>
        <p class="quiet">
          {held.join(', ')}
          {status === 'done' && expiresAt !== null && `, ${words.until(formatDay(language, expiresAt))}`}
        </p>
        {isUnderWay(one) && <Progress one={one} />}
        {error !== null && (
          <p class="faults" lang="en">
            {error}
          </p>
        )}
      </div>
      {status === 'done' && (
        <a class="button" href={exportAddress(http, one.id)} download aria-label={words.downloadOf(time)}>
          <DownloadIcon /> {words.download}
        </a>
      )}
    </li>
  );
}
