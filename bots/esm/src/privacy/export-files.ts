import type { OwnBeep } from '../postgres/beep-select-own.ts';
import type { ParticipantRow } from '../postgres/select-participant.ts';
import type { StoredResponse } from '../postgres/select-responses.ts';
import { csvLine } from './csv.ts';
import { type ExportRow, exportRows, missingCodes } from './export-rows.ts';

/** Largest file a Delivery may carry, in bytes of UTF-8. */
export const maximumFileBytes = 1_048_576;

/** A person's own data, ready to hand out. */
export interface ExportFiles {
  readonly json: string;
  readonly csv: string;
  /** Responses in the files. */
  readonly shown: number;
  /** Responses stored. */
  readonly total: number;
}

/** Spreadsheets read a file without it by the letters of their own country. */
const byteOrderMark = '\ufeff';

const columns: readonly (keyof ExportRow)[] = [
  'response_id',
  'kind',
  'status',
  'opened',
  'completed',
  'duration',
  'instrument',
  'instrument_version',
  'language',
  'order',
  'item',
  'item_status',
  'value',
  'shown',
  'answered',
  'latency',
  'attempts',
  'edits',
  'first_text',
  'final_text',
];

/**
 * Builds both files from the newest responses that fit into `limit` bytes each; both hold the same
 * responses, oldest first. `beeps` stand in the JSON alone.
 */
export function exportFiles(
  participant: ParticipantRow | null,
  newestFirst: readonly StoredResponse[],
  options: { readonly limit?: number; readonly beeps?: readonly OwnBeep[] } = {},
): ExportFiles {
  const { limit = maximumFileBytes, beeps = [] } = options;
  const total = newestFirst[0]?.total ?? 0;
  const format = { format: 'opora-esm-export', version: 2 } as const;
  const head = JSON.stringify({ ...format, participant, missingCodes, beeps, total });
  const header = byteOrderMark + csvLine(columns);
  // The array's own characters and its number of responses; an upper bound is enough.
  let jsonBytes = Buffer.byteLength(head) + 64;
  let csvBytes = Buffer.byteLength(header);
  const parts: { json: string; csv: string }[] = [];
  for (const response of newestFirst) {
    const rows = exportRows(response);
    const json = JSON.stringify({ response_id: response.response_id, items: rows });
    const csv = rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');
    jsonBytes += Buffer.byteLength(json) + 2;
    csvBytes += Buffer.byteLength(csv);
    if (jsonBytes > limit || csvBytes > limit) break;
    parts.unshift({ json, csv });
  }
  const responses = parts.map((part) => part.json).join(',\n');
  return {
    json: `${head.slice(0, -1)},"shown":${parts.length},"responses":[\n${responses}\n]}\n`,
    csv: header + parts.map((part) => part.csv).join(''),
    shown: parts.length,
    total,
  };
}
