import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BotRuntime } from 'opora/app';
import type { ExportFilters } from './export-filters.ts';
import type { OpenText } from './read-texts.ts';
import { writeExport } from './write-export.ts';

/** What one export took. */
export interface ExportMeasure {
  /** Rows of `beeps` and of `items`; each is written as CSV and as JSONL. */
  readonly beeps: number;
  readonly items: number;
  readonly seconds: number;
  /** Processor time of this process, which a busy machine does not change much; the database's is not in it. */
  readonly processorSeconds: number;
  /** Bytes of the plain files together, and of the ZIP. */
  readonly plainBytes: number;
  readonly zipBytes: number;
  /** Memory of the process before and at most during the export, bytes resident; and the largest heap in use. */
  readonly residentBefore: number;
  readonly residentPeak: number;
  readonly heapPeak: number;
}

const sampleMs = 25;

/** Writes an export of a study, measures it, and removes it again. */
export async function measureExport(
  runtime: Pick<BotRuntime, 'database' | 'clock' | 'files'>,
  study: { readonly studyId: string; readonly filters: ExportFilters; readonly openText: OpenText },
): Promise<ExportMeasure> {
  const { clock, database } = runtime;
  const folder = await runtime.files();
  const target = join(folder, 'measured-export.zip');
  const residentBefore = process.memoryUsage.rss();
  let [residentPeak, heapPeak, isOver] = [residentBefore, 0, false];
  const sample = (): void => {
    const { rss, heapUsed } = process.memoryUsage();
    residentPeak = Math.max(residentPeak, rss);
    heapPeak = Math.max(heapPeak, heapUsed);
    if (!isOver) clock.after(sampleMs, sample);
  };
  sample();
  const startedAt = clock.monotonic();
  const spentBefore = process.cpuUsage();
  try {
    const written = await writeExport({
      ...{ ...study, database, exportId: 'measure', target, now: clock.now() },
      ...{ workFolder: join(folder, 'measured-export'), signal: new AbortController().signal },
    });
    const seconds = (clock.monotonic() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(spentBefore);
    const processorSeconds = (user + system) / 1_000_000;
    const plainBytes = written.files.reduce((sum, { bytes }) => sum + bytes, 0);
    const zipBytes = (await stat(target)).size;
    const { beeps, items } = written;
    return {
      beeps,
      items,
      seconds,
      processorSeconds,
      plainBytes,
      zipBytes,
      residentBefore,
      residentPeak,
      heapPeak,
    };
  } finally {
    isOver = true;
    await rm(target, { force: true });
  }
}

/** The measure for people, one line. */
export function renderMeasure(measure: ExportMeasure): string {
  const mb = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
  const { beeps, items, seconds, processorSeconds, plainBytes, zipBytes } = measure;
  const { residentBefore, residentPeak, heapPeak } = measure;
  return [
    `${beeps} beeps and ${items} items in ${seconds.toFixed(1)} s (${Math.round((beeps + items) / seconds)} rows a second, ${processorSeconds.toFixed(1)} s of processor);`,
    `${mb(plainBytes)} plain, ${mb(zipBytes)} packed;`,
    `resident ${mb(residentBefore)} before, ${mb(residentPeak)} at most; heap ${mb(heapPeak)} at most`,
  ].join(' ');
}
