import { readFields } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, readPage } from './pages.ts';

/** Something that was done. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number | null;
  /** Name of a researcher, or `operator`, `participant`, `opora`. */
  readonly actor: string;
  readonly action: string;
  /** Of the participant it concerns; null when it concerns none, or their data were deleted. */
  readonly pseudonym: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

function readEntry(value: unknown): AuditEntry {
  const entry = readFields(value);
  const detail = entry.fields('detail');
  return {
    id: entry.text('id'),
    at: entry.at('at'),
    actor: entry.textOr('actor', ''),
    action: entry.text('action'),
    pseudonym: entry.textOr('pseudonym', null),
    detail: Object.fromEntries(detail.keys().map((key) => [key, detail.value(key)])),
  };
}

/** Entries that come at once: filters look through them, so that pages are long. */
const pageLength = 200;

/** What was done in a study, the newest first, a page. */
export async function listAudit(
  http: Http,
  study: string,
  cursor: string | null,
  signal?: AbortSignal,
): Promise<Page<AuditEntry>> {
  const path = `studies/${encodeURIComponent(study)}/audit`;
  return readPage(await http.get(path, { cursor, limit: pageLength }, signal), readEntry);
}
