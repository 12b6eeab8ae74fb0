import type { Json, TurnWrite } from 'opora';
import { des9 } from '../../des-9.ts';
import type { Fault } from '../../fault.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { insertVersion } from '../../postgres/study/insert-version.ts';
import { checkDefinition, hashDefinition, type VersionKind } from '../check-definition.ts';
import { createStudyId, newStudy } from '../create-study.ts';
import { invalidContent } from '../http/api-problem.ts';
import type { Actor } from '../http/authenticate.ts';
import { toApiFaults } from '../http/to-api-faults.ts';
import type { Study, StudyDetails } from '../study.ts';
import type { StudyServices } from '../study-services.ts';
import { readStudy } from './read-study.ts';

/**
 * Makes a draft with its first protocol and the instrument `des-9`; a consent is the researcher's to write.
 * @throws ApiProblem 422 with every fault of the protocol.
 */
export async function createStudy(
  services: StudyServices,
  details: StudyDetails,
  protocol: unknown,
  actor: Pick<Actor, 'auditName'>,
): Promise<{ readonly study: Study; readonly warnings: readonly Fault[] }> {
  const checked = checkDefinition('protocol', { data: protocol }, details.languages);
  if (checked.definition === null) throw invalidContent(toApiFaults(checked.faults, 'protocol'));
  const id = createStudyId();
  const at = services.runtime.clock.now();
  const by = actor.auditName;
  const first = (kind: VersionKind, name: string, definition: Json, revision: number): TurnWrite =>
    insertVersion({
      ...{ studyId: id, revision, kind, version: 1, name, definition, by, at },
      hash: hashDefinition(definition),
    });
  await services.runtime.write([
    newStudy(await services.vault(), id, details, at),
    first('protocol', '', checked.definition, 1),
    first('instrument', des9.instrument, des9 as unknown as Json, 2),
    insertAudit({ studyId: id, at, actor: by, action: 'study.create' }),
  ]);
  return { study: await readStudy(services, id), warnings: checked.warnings };
}
