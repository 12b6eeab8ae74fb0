import type { Json } from 'opora';
import type { Fault } from '../../fault.ts';
import { insertAnnouncement } from '../../postgres/study/insert-announcement.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { insertVersion } from '../../postgres/study/insert-version.ts';
import { selectInstrumentTwins } from '../../postgres/study/select-instrument-twins.ts';
import {
  type NewestInstrumentRow,
  selectNewestInstruments,
} from '../../postgres/study/select-newest-instruments.ts';
import { selectVersion, type VersionRow } from '../../postgres/study/select-version.ts';
import type { Protocol } from '../../schedule/protocol.ts';
import {
  type CheckedDefinition,
  checkDefinition,
  type DefinitionSource,
  hashDefinition,
  type VersionKind,
} from '../check-definition.ts';
import { invalidContent, staleRevision } from '../http/api-problem.ts';
import type { Actor } from '../http/authenticate.ts';
import { toApiFaults } from '../http/to-api-faults.ts';
import type { StudyServices } from '../study-services.ts';
import { assertChangeable, readStudy, writeOrExplain } from './read-study.ts';

/** What became of a definition. */
export interface AddedVersion {
  readonly version: number;
  readonly warnings: readonly Fault[];
  /** False when the newest version reads the same: then that one is meant. */
  readonly isNew: boolean;
}

/**
 * Adds a version of protocol, instrument or consent. In an open study it holds from each participant's next local day.
 * @throws ApiProblem 404; 409 `study_not_changeable`, or `revision_stale` when others kept changing the study;
 *   422 with every fault.
 */
export async function addVersion(
  services: StudyServices,
  studyId: string,
  kind: VersionKind,
  source: DefinitionSource,
  actor: Pick<Actor, 'auditName'>,
): Promise<AddedVersion> {
  const study = await readStudy(services, studyId);
  assertChangeable(study);
  const checked = checkDefinition(kind, source, study.languages);
  const { definition, name } = checked;
  if (definition === null) throw invalidContent(toApiFaults(checked.faults));
  const hash = hashDefinition(definition);
  const newest = study[`${kind}Version`];
  const warnings = [...checked.warnings, ...(await nameWarnings(services, studyId, kind, checked))];
  if (newest !== null && (await hashOf(services, studyId, kind, newest)) === hash) {
    return { version: newest, warnings, isNew: false };
  }
  if (kind === 'instrument') await assertOwnVersionFree(services, studyId, definition, name, hash);
  const version = (newest ?? 0) + 1;
  const at = services.runtime.clock.now();
  const by = actor.auditName;
  await writeOrExplain(
    services,
    [
      insertVersion({ studyId, revision: study.revision, kind, version, name, definition, hash, by, at }),
      insertAnnouncement(studyId, 'changed', at),
      insertAudit({ studyId, at, actor: by, action: `${kind}.add`, detail: { version } }),
    ],
    async () => staleRevision(),
  );
  return { version, warnings, isNew: true };
}

async function hashOf(
  { runtime }: StudyServices,
  studyId: string,
  kind: VersionKind,
  version: number,
): Promise<string | null> {
  const [row] = await runtime.database.query<VersionRow>(selectVersion(studyId, kind, version));
  return row?.hash ?? null;
}

/** Exports name instruments by their own version: one number must not mean two questionnaires. */
async function assertOwnVersionFree(
  { runtime }: StudyServices,
  studyId: string,
  definition: Json,
  name: string,
  hash: string,
): Promise<void> {
  const { version } = definition as { readonly version: number };
  const twins = await runtime.database.query<{ hash: string }>(selectInstrumentTwins(studyId, name, version));
  if (twins.every((twin) => twin.hash === hash)) return;
  const message = `version ${version} of ${name} exists with other questions`;
  throw invalidContent([
    { path: 'version', message, advice: 'Give the changed questionnaire the next number.' },
  ]);
}

/** A draft may name an instrument that is added later; opening needs it. */
async function nameWarnings(
  { runtime }: StudyServices,
  studyId: string,
  kind: VersionKind,
  { definition }: CheckedDefinition,
): Promise<readonly Fault[]> {
  if (kind !== 'protocol') return [];
  const known = await runtime.database.query<NewestInstrumentRow>(selectNewestInstruments(studyId));
  const { schedules } = definition as unknown as Protocol;
  return schedules.flatMap(({ instrument }, index) => {
    if (instrument === undefined || known.some(({ name }) => name === instrument)) return [];
    const reason = `the study has no instrument "${instrument}" yet`;
    const path = `schedules.${index}.instrument`;
    return [{ severity: 'warning', line: null, path, reason, advice: 'Add it before you open the study.' }];
  });
}
