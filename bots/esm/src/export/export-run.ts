import { rm } from 'node:fs/promises';
import { CancelledError, type Json, sleep, TransientError } from 'opora';
import type { BotRuntime } from 'opora/app';
import { type ClaimedExportRow, claimExport, selectClaimedExport } from '../postgres/export/claim-export.ts';
import { failExport, finishExport, releaseExport, reportExport } from '../postgres/export/report-export.ts';
import { exportFilters } from './export-filters.ts';
import { type ExportPaths, exportPaths } from './export-folder.ts';
import type { OpenText } from './read-texts.ts';
import { type ExportProgress, writeExport } from './write-export.ts';

/** How long a finished file is kept: 72 hours. */
export const exportKeptMs: number = 72 * 3_600_000;
/** A run that was not heard of for so long is taken for killed. */
export const staleMs = 60_000;
/** How often a run is heard of. */
const reportMs = 1000;
/** Runs of one export that may be killed before it counts as failed. */
const mostAttempts = 3;

/** What the job of exports needs. */
export interface ExportJobOptions {
  readonly runtime: Pick<BotRuntime, 'database' | 'write' | 'files' | 'clock' | 'logger'>;
  /** Asked for once a run. */
  readonly openText: () => Promise<OpenText>;
}

/** What one run needs. */
export interface ExportRunOptions extends ExportJobOptions {
  /** Names the run; unique. */
  readonly claim: string;
}

/** What became of a run: `none` when no export waits, `again` when it waits again, `lost` when another run has it. */
export type ExportRunOutcome = 'none' | 'done' | 'failed' | 'again' | 'lost';

interface Run extends ExportRunOptions {
  readonly row: ClaimedExportRow;
  readonly paths: ExportPaths;
  /** Ms since the epoch. */
  readonly startedAt: number;
}

/**
 * Makes the file of the oldest waiting export. Stopped by `signal` it gives the export back. A failure of the database is
 * thrown, and the export is taken up again when the run counts as killed; any other failure is recorded.
 */
export async function runExport(options: ExportRunOptions, signal: AbortSignal): Promise<ExportRunOutcome> {
  const { runtime, claim } = options;
  const startedAt = runtime.clock.now();
  await runtime.write([claimExport(claim, startedAt, startedAt - staleMs)]);
  const [row] = await runtime.database.query<ClaimedExportRow>(selectClaimedExport(claim));
  if (row === undefined) return 'none';
  const paths = await exportPaths(runtime, row.export_id, claim);
  const run: Run = { ...options, row, paths, startedAt };
  let outcome: ExportRunOutcome = 'again';
  try {
    const progress = await write(run, signal);
    outcome = await finish(run, progress);
    const seconds = Math.round((runtime.clock.now() - startedAt) / 100) / 10;
    runtime.logger.info({ ...idsOf(run), rows: progress.rows, seconds, outcome }, 'an export was written');
  } catch (error) {
    outcome = await settleFailure(run, error, signal);
  } finally {
    if (outcome !== 'done') await rm(paths.target, { force: true });
  }
  return outcome;
}

/** Writes the file while a heartbeat tells how far it is; a run whose export is another's by now stops. */
async function write(run: Run, signal: AbortSignal): Promise<ExportProgress> {
  const { runtime, row, paths, startedAt } = run;
  if (row.attempts > mostAttempts) throw new TooManyAttempts();
  const filters = exportFilters.parse(row.filters);
  const [ended, lost] = [new AbortController(), new AbortController()];
  let progress: ExportProgress = { phase: 'reading', rows: 0, of: 0 };
  const heartbeat = reportUntil(run, () => progress, ended.signal, lost);
  try {
    await writeExport({
      ...{ database: runtime.database, openText: await run.openText(), filters, now: startedAt },
      ...{
        exportId: row.export_id,
        studyId: row.study_id,
        workFolder: paths.workFolder,
        target: paths.target,
      },
      signal: AbortSignal.any([signal, lost.signal]),
      onProgress: (newest) => {
        progress = newest;
      },
    });
  } finally {
    ended.abort();
    await heartbeat;
  }
  return progress;
}

async function reportUntil(
  { runtime, claim }: Run,
  progress: () => ExportProgress,
  ended: AbortSignal,
  lost: AbortController,
): Promise<void> {
  while (!ended.aborted) {
    try {
      await sleep(runtime.clock, reportMs, ended);
      await runtime.write([reportExport(claim, progress() as Json, runtime.clock.now())]);
      const [held] = await runtime.database.query<ClaimedExportRow>(selectClaimedExport(claim));
      if (held === undefined)
        lost.abort(new CancelledError('esm_export_lost', 'Another run has the export.'));
    } catch (error) {
      // The end of the run wakes the sleep; a database that is away the run notices by itself.
      if (!ended.aborted) runtime.logger.warn({ error }, 'the progress of an export was not recorded');
    }
  }
}

/** Records the file, unless somebody's data were deleted meanwhile: then the export waits again. */
async function finish({ runtime, claim, paths }: Run, progress: ExportProgress): Promise<ExportRunOutcome> {
  const at = runtime.clock.now();
  const end = { file: paths.file, progress: progress as Json, at, expiresAt: at + exportKeptMs };
  const [held] = await runtime.database.query<ClaimedExportRow>(selectClaimedExport(claim));
  if (held === undefined) return 'lost';
  await runtime.write([finishExport(claim, end)]);
  const [still] = await runtime.database.query<ClaimedExportRow>(selectClaimedExport(claim));
  if (still === undefined) return 'done';
  await runtime.write([releaseExport(claim)]);
  return 'again';
}

async function settleFailure(run: Run, error: unknown, signal: AbortSignal): Promise<ExportRunOutcome> {
  const { runtime, claim } = run;
  if (signal.aborted) {
    await runtime.write([releaseExport(claim)]);
    return 'again';
  }
  if (error instanceof CancelledError) return 'lost';
  runtime.logger.error({ ...idsOf(run), error }, 'an export was not written');
  if (error instanceof TransientError) throw error;
  await runtime.write([failExport(claim, reasonOf(error), runtime.clock.now())]);
  return 'failed';
}

class TooManyAttempts extends Error {}

/** What researchers read: nothing of participants and of the machine. */
function reasonOf(error: unknown): string {
  if (error instanceof TooManyAttempts)
    return `The process stopped ${mostAttempts} times before the file was done.`;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return `The file could not be made (${code}). Request it again; the log of the service has the reason.`;
}

function idsOf({ row }: Run): Readonly<Record<string, string>> {
  return { exportId: row.export_id, studyId: row.study_id };
}
