import { insertAnnouncement } from '../../postgres/study/insert-announcement.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { updateStudy } from '../../postgres/study/update-study.ts';
import { conflict, staleRevision } from '../http/api-problem.ts';
import type { Actor } from '../http/authenticate.ts';
import type { Study, StudyDetails } from '../study.ts';
import type { StudyServices } from '../study-services.ts';
import { assertChangeable, readStudy, writeOrExplain } from './read-study.ts';

/**
 * Changes details of a study.
 * @throws ApiProblem 404; 409 `study_not_changeable`, `languages_fixed`, or `revision_stale` when the study is not at
 *   the revision that the change saw (null: whatever it is at).
 */
export async function changeDetails(
  services: StudyServices,
  id: string,
  changes: Partial<StudyDetails>,
  seen: number | null,
  actor: Pick<Actor, 'auditName'>,
): Promise<Study> {
  const study = await readStudy(services, id);
  assertChangeable(study);
  if (seen !== null && seen !== study.revision) throw staleRevision();
  const { title, languages, contact, supportText, aiAllowed, feedback, retentionDays } = study;
  const before: StudyDetails = { title, languages, contact, supportText, aiAllowed, feedback, retentionDays };
  const details = { ...before, ...changes };
  const keys = Object.keys(changes) as (keyof StudyDetails)[];
  const changed = keys.filter((key) => JSON.stringify(details[key]) !== JSON.stringify(before[key]));
  if (changed.length === 0) return study;
  if (changed.includes('languages') && study.status !== 'draft') {
    const detail = 'Participants were promised texts in these languages; begin another study for others.';
    throw conflict('languages_fixed', 'The languages change in a draft only', detail);
  }
  const at = services.runtime.clock.now();
  await writeOrExplain(
    services,
    [
      updateStudy({ id, revision: study.revision, details }),
      insertAnnouncement(id, 'changed', at),
      insertAudit({ studyId: id, at, actor: actor.auditName, action: 'study.change', detail: { changed } }),
    ],
    async () => staleRevision(),
  );
  return readStudy(services, id);
}
