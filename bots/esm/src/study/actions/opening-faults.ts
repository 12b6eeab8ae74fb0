import type { Fault } from '../../fault.ts';
import {
  type NewestInstrumentRow,
  selectNewestInstruments,
} from '../../postgres/study/select-newest-instruments.ts';
import { selectVersion, type VersionRow } from '../../postgres/study/select-version.ts';
import type { Protocol } from '../../schedule/protocol.ts';
import { checkDefinition, type VersionKind } from '../check-definition.ts';
import type { ApiFault } from '../http/api-problem.ts';
import { toApiFaults } from '../http/to-api-faults.ts';
import { missingLanguages } from '../missing-languages.ts';
import type { Study } from '../study.ts';
import type { StudyServices } from '../study-services.ts';

/** Everything that a study still lacks before people may join it, with paths. */
export async function findOpeningFaults(services: StudyServices, study: Study): Promise<readonly ApiFault[]> {
  const [protocol, consent, instruments] = await Promise.all([
    readNewest(services, study, 'protocol', study.protocolVersion),
    readNewest(services, study, 'consent', study.consentVersion),
    services.runtime.database.query<NewestInstrumentRow>(selectNewestInstruments(study.id)),
  ]);
  return [
    ...(protocol === null ? [missing('protocol')] : namedInstrumentFaults(protocol, instruments)),
    ...(instruments.length === 0 ? [missing('instrument')] : []),
    ...instruments.flatMap((row) => faultsOf('instrument', row, study)),
    ...(consent === null ? [missing('consent')] : faultsOf('consent', consent, study)),
    ...toApiFaults(missingLanguages('supportText', study.supportText, study.languages)),
  ];
}

async function readNewest(
  { runtime }: StudyServices,
  { id }: Study,
  kind: VersionKind,
  version: number | null,
): Promise<VersionRow | null> {
  if (version === null) return null;
  const [row] = await runtime.database.query<VersionRow>(selectVersion(id, kind, version));
  return row ?? null;
}

function missing(kind: VersionKind): ApiFault {
  return {
    path: kind,
    message: 'there is none yet',
    advice: `Write one on its page, or POST studies/{id}/${kind}s.`,
  };
}

/** The languages of a draft may have changed since a version was added. */
function faultsOf(
  kind: VersionKind,
  { definition, name }: Pick<VersionRow, 'definition' | 'name'>,
  { languages }: Study,
): readonly ApiFault[] {
  const { faults } = checkDefinition(kind, { data: definition }, languages);
  const place = kind === 'instrument' ? `instrument.${name}` : kind;
  return toApiFaults(faults.map((fault: Fault) => ({ ...fault, path: `${place}.${fault.path}` })));
}

function namedInstrumentFaults(
  { definition }: VersionRow,
  instruments: readonly NewestInstrumentRow[],
): readonly ApiFault[] {
  const { schedules } = definition as unknown as Protocol;
  return schedules.flatMap(({ instrument }, index) => {
    if (instrument === undefined || instruments.some(({ name }) => name === instrument)) return [];
    const message = `the study has no instrument "${instrument}"`;
    const advice = 'Add it, or take its name out of the schedule.';
    return [{ path: `protocol.schedules.${index}.instrument`, message, advice }];
  });
}
