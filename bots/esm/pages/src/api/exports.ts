import { readFields } from './fields.ts';
import type { Http } from './http.ts';

export const textModes = ['none', 'redacted', 'full'] as const;
/** What of the words of participants an export holds. */
export type TextMode = (typeof textModes)[number];

/** What an export holds and how its CSV is written. */
export interface ExportFilters {
  readonly texts: TextMode;
  /** Local dates, `YYYY-MM-DD`, both included; null for no border. */
  readonly from: string | null;
  readonly to: string | null;
  readonly training: boolean;
  readonly bom: boolean;
  readonly delimiter: ',' | ';';
}

export const exportStatuses = ['waiting', 'running', 'done', 'failed', 'expired'] as const;
export type ExportStatus = (typeof exportStatuses)[number];

/** One export. */
export interface StudyExport {
  readonly id: string;
  readonly status: ExportStatus;
  readonly filters: ExportFilters;
  /** Rows written so far and in all; null before they are counted. */
  readonly done: number | null;
  readonly total: number | null;
  readonly createdAt: number | null;
  readonly finishedAt: number | null;
  readonly expiresAt: number | null;
  readonly requestedBy: string;
  readonly error: string | null;
}

function readExport(value: unknown): StudyExport {
  const one = readFields(value);
  const filters = one.fields('filters');
  const progress = one.fields('progress');
  return {
    id: one.text('id'),
    status: one.oneOf('status', exportStatuses),
    filters: {
      texts: textModes.find((mode) => mode === filters.value('texts')) ?? 'none',
      from: filters.textOr('from', null),
      to: filters.textOr('to', null),
      training: filters.flag('training'),
      bom: filters.flag('bom'),
      delimiter: filters.value('delimiter') === ';' ? ';' : ',',
    },
    done: progress.numberOr('done', null),
    total: progress.numberOr('total', null),
    createdAt: one.at('createdAt'),
    finishedAt: one.at('finishedAt'),
    expiresAt: one.at('expiresAt'),
    requestedBy: one.textOr('requestedBy', ''),
    error: one.textOr('error', null),
  };
}

const pathOf = (study: string): string => `studies/${encodeURIComponent(study)}/exports`;

/** The exports of a study, the newest first. */
export async function listExports(
  http: Http,
  study: string,
  signal?: AbortSignal,
): Promise<readonly StudyExport[]> {
  return (await http.get(pathOf(study), {}, signal)).list('items', readExport);
}

/** Asks for an export; it is made in the background. */
export async function createExport(http: Http, study: string, filters: ExportFilters): Promise<StudyExport> {
  return readExport((await http.send('POST', pathOf(study), filters)).value('export'));
}

/** How far an export is. */
export async function getExport(http: Http, id: string, signal?: AbortSignal): Promise<StudyExport> {
  return readExport((await http.get(`exports/${encodeURIComponent(id)}`, {}, signal)).value('export'));
}

/** Address of the file of a finished export. */
export function exportAddress(http: Http, id: string): string {
  return http.address(`exports/${encodeURIComponent(id)}/file`);
}
