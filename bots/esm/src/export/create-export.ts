import { randomUUID } from 'node:crypto';
import type { BotRuntime } from 'opora/app';
import { insertExport } from '../postgres/export/insert-export.ts';
import type { ExportFilters } from './export-filters.ts';

/** An export that somebody asks for. */
export interface ExportRequest {
  readonly studyId: string;
  /** Name of whoever asks, as the audit knows it. */
  readonly requestedBy: string;
  readonly filters: ExportFilters;
}

/**
 * Requests an export and returns its id at once; the job of `exportJob` makes its file. Whoever serves people checks their
 * right and writes the audit.
 */
export async function createExport(
  runtime: Pick<BotRuntime, 'write' | 'clock'>,
  { studyId, requestedBy, filters }: ExportRequest,
): Promise<string> {
  const exportId = randomUUID();
  const at = runtime.clock.now();
  await runtime.write([insertExport({ exportId, studyId, requestedBy, filters: { ...filters }, at })]);
  return exportId;
}
