import { readFields } from './fields.ts';
import type { Http } from './http.ts';

/** Somebody's data were deleted; copies made before must be purged. */
export interface DeletionNotice {
  readonly id: string;
  readonly pseudonym: string;
  readonly at: number | null;
}

const pathOf = (study: string): string => `studies/${encodeURIComponent(study)}/deletion-notices`;

/** The notices that nobody has acknowledged yet. */
export async function listNotices(
  http: Http,
  study: string,
  signal?: AbortSignal,
): Promise<readonly DeletionNotice[]> {
  const answer = await http.get(pathOf(study), {}, signal);
  return answer.list('items', (value) => {
    const notice = readFields(value);
    return { id: notice.text('id'), pseudonym: notice.textOr('pseudonym', ''), at: notice.at('at') };
  });
}

/** Says that earlier copies are purged. */
export async function acknowledgeNotice(http: Http, study: string, id: string): Promise<void> {
  await http.send('POST', `${pathOf(study)}/${encodeURIComponent(id)}/acknowledge`, {});
}
