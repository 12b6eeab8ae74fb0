import { changeStudyStatus } from '../../postgres/study/change-study-status.ts';
import { insertAnnouncement } from '../../postgres/study/insert-announcement.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { conflict, invalidContent } from '../http/api-problem.ts';
import type { Actor } from '../http/authenticate.ts';
import type { Study } from '../study.ts';
import type { StudyServices } from '../study-services.ts';
import { type StudyVerb, statusAfter, statusesFor } from '../study-status.ts';
import { findOpeningFaults } from './opening-faults.ts';
import { readStudy, writeOrExplain } from './read-study.ts';

/**
 * Opens, freezes, closes or deletes a study; its participants are told by a job.
 * @throws ApiProblem 404; 409 where the status does not allow it; 422 with everything that opening still lacks.
 */
export async function changeStatus(
  services: StudyServices,
  id: string,
  verb: StudyVerb,
  actor: Pick<Actor, 'auditName'>,
): Promise<Study> {
  const study = await readStudy(services, id);
  const to = statusAfter(study.status, verb);
  if (to === null) throw wrongStatus(study, verb);
  if (verb === 'open') {
    const faults = await findOpeningFaults(services, study);
    if (faults.length > 0) throw invalidContent(faults);
  }
  const at = services.runtime.clock.now();
  const statements = [
    changeStudyStatus({ id, from: study.status, to, at }),
    insertAnnouncement(id, verb === 'delete' ? 'deleted' : 'changed', at),
    insertAudit({
      studyId: id,
      at,
      actor: actor.auditName,
      action: `study.${verb}`,
      detail: { from: study.status },
    }),
  ];
  await writeOrExplain(services, statements, async () => wrongStatus(await readStudy(services, id), verb));
  return verb === 'delete' ? { ...study, status: to } : readStudy(services, id);
}

function wrongStatus({ status }: Study, verb: StudyVerb): ReturnType<typeof conflict> {
  const needed = statusesFor(verb).join(' or ');
  return conflict(
    'status_wrong',
    `The study is ${status}`,
    `To ${verb} a study it must be ${needed}.${verb === 'delete' ? ' Close it first.' : ''}`,
  );
}
