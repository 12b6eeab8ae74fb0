import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { TransientError } from 'opora';
import type { BotRuntime } from 'opora/app';
import { selectDeletedSince } from '../postgres/export/select-deleted-since.ts';
import { insertAudit } from '../postgres/study/insert-audit.ts';
import type { ExportFilters } from './export-filters.ts';
import { commandWorkFolder } from './export-folder.ts';
import { placeWhole } from './export-place.ts';
import type { OpenText } from './read-texts.ts';
import { type ExportProgress, type WrittenExport, writeExport } from './write-export.ts';

/** An export to a file that an operator names. */
export interface FileExportRequest {
  readonly studyId: string;
  readonly filters: ExportFilters;
  readonly openText: OpenText;
  /** Absolute; what is there is replaced. */
  readonly file: string;
  readonly onProgress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/** What was written, and the id that the audit and the manifest have. */
export interface FileExport extends WrittenExport {
  readonly exportId: string;
}

/** How often an export is made anew because somebody's data were deleted meanwhile. */
const mostRuns = 3;

/**
 * Writes the export of a study to a file, which only its owner can read and which appears whole or not at all. The audit
 * knows of it first.
 * @throws As `writeExport`; TransientError `esm_export_overtaken` when data were deleted during each of three runs.
 */
export async function exportToFile(
  runtime: Pick<BotRuntime, 'database' | 'write' | 'files' | 'clock'>,
  request: FileExportRequest,
): Promise<FileExport> {
  const exportId = randomUUID();
  const { studyId, filters, file } = request;
  const entry = { studyId, at: runtime.clock.now(), actor: 'operator', action: 'export.write' };
  await runtime.write([insertAudit({ ...entry, detail: { export: exportId, ...filters } })]);
  let written: WrittenExport = { beeps: 0, items: 0, files: [] };
  await placeWhole(file, exportId, async (target) => {
    written = await writeUndisturbed(runtime, { ...request, target, exportId });
  });
  return { ...written, exportId };
}

/** Makes the file until nobody's data in the study were deleted while it was made. */
async function writeUndisturbed(
  runtime: Pick<BotRuntime, 'database' | 'files' | 'clock'>,
  request: FileExportRequest & { readonly target: string; readonly exportId: string },
): Promise<WrittenExport> {
  const { database, clock } = runtime;
  for (let run = 1; run <= mostRuns; run += 1) {
    const now = clock.now();
    const workFolder = await commandWorkFolder(runtime, request.exportId);
    const written = await writeExport({ ...request, database, workFolder, now });
    const [since] = await database.query<{ deleted: boolean }>(selectDeletedSince(request.studyId, now));
    if (since?.deleted !== true) return written;
    await rm(request.target, { force: true });
  }
  throw new TransientError(
    'esm_export_overtaken',
    'Participants deleted their data each time the export was made. Try again later.',
  );
}
