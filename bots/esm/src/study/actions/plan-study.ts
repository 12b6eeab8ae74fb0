import { type PlanBeepRow, selectPlanBeeps } from '../../postgres/study/select-plan-beeps.ts';
import type { StudyParticipantRow } from '../../postgres/study/select-study-participant.ts';
import { selectTurnStudy, type TurnStudyRow } from '../../postgres/study/select-turn-study.ts';
import { addDays, type LocalDate, toLocal } from '../../schedule/local-time.ts';
import { planDay } from '../../schedule/plan-day.ts';
import type { Protocol, Settings } from '../../schedule/protocol.ts';
import { conflict } from '../http/api-problem.ts';
import type { StudyServices } from '../study-services.ts';
import { readDefinition } from '../version-cache.ts';
import { versionOn } from '../versions-in-force.ts';

/** One beep of a plan; times of the participant's clocks. */
export interface PlanEntry {
  readonly schedule: string;
  readonly kind: string;
  readonly wave: string | null;
  readonly date: LocalDate;
  readonly studyDay: number;
  readonly number: number;
  readonly at: string;
  readonly localTime: string;
  /** Whether it is stored; otherwise it is what planning would store as things are now. */
  readonly isStored: boolean;
  /** Null while it is not stored. */
  readonly status: string | null;
  readonly seedReference: string | null;
}

/** Which plan is wanted. */
export interface PlanRequest {
  readonly studyId: string;
  /** Null: somebody who begins on the first day and changed nothing. */
  readonly participant: StudyParticipantRow | null;
  readonly from: LocalDate | null;
  readonly days: number;
  /** Of the example; a participant has their own. */
  readonly zone: string;
}

/** A plan, and what it was drawn with. */
export interface Plan {
  readonly seed: string;
  readonly zone: string;
  readonly from: LocalDate;
  readonly beeps: readonly PlanEntry[];
}

/** Who stands for a participant when none is named. */
export const examplePerson = 'example';

/**
 * The beeps of some days: the stored ones where planning has been, the simulated ones where it has not.
 * @throws ApiProblem 409 `protocol_missing` where the study has no protocol.
 */
export async function planStudy(services: StudyServices, request: PlanRequest): Promise<Plan> {
  const { runtime } = services;
  const now = runtime.clock.now();
  const [study] = await runtime.database.query<TurnStudyRow>(selectTurnStudy(request.studyId, now));
  const settings = settingsOf(request);
  const today = toLocal(now, settings.zone).date;
  const firstDate = request.participant?.firstDate ?? request.from ?? today;
  // Dates sort as text.
  const from = request.from ?? [firstDate, today].toSorted().at(-1) ?? today;
  const stored = await readStored(services, request, from);
  const beeps: PlanEntry[] = [];
  for (let day = 0; day < request.days; day += 1) {
    const date = addDays(from, day);
    const kept = stored.filter((row) => row.date === date);
    const protocol =
      kept.length > 0 || study === undefined ? null : await protocolOn(services, study, date, settings);
    beeps.push(...kept.map((row) => storedEntry(row, settings.zone)));
    if (protocol === null || study === undefined) continue;
    const planned = planDay({
      ...{ protocol, settings, date, firstDate, planSeed: study.planSeed },
      participantId: request.participant?.participantId ?? examplePerson,
      planVersion: request.participant?.planVersion ?? 1,
    });
    const simulated = { isStored: false, status: null, seedReference: null };
    beeps.push(
      ...planned.map(({ blockStart: _, ...beep }) => entry({ ...beep, ...simulated }, settings.zone)),
    );
  }
  if (study === undefined || (beeps.length === 0 && !hasProtocol(study))) {
    throw conflict('protocol_missing', 'The study has no protocol', 'Add one: POST studies/{id}/protocols.');
  }
  return { seed: study.planSeed, zone: settings.zone, from, beeps };
}

function hasProtocol({ versions }: TurnStudyRow): boolean {
  return versions.some(({ kind }) => kind === 'protocol');
}

function settingsOf({ participant, zone }: PlanRequest): Settings {
  if (participant === null) return { zone };
  // Stored by the checks of the participant's own settings.
  return { ...(participant.settings as Partial<Settings>), zone: participant.zone ?? zone };
}

async function readStored(
  { runtime }: StudyServices,
  { participant, days }: PlanRequest,
  from: LocalDate,
): Promise<readonly PlanBeepRow[]> {
  if (participant === null) return [];
  const to = addDays(from, days - 1);
  return runtime.database.query<PlanBeepRow>(selectPlanBeeps(participant.conversationId, from, to));
}

async function protocolOn(
  { runtime }: StudyServices,
  { id, versions }: TurnStudyRow,
  date: LocalDate,
  { zone }: Settings,
): Promise<Protocol | null> {
  const mark = versionOn(versions, 'protocol', date, zone);
  if (mark === null) return null;
  const definition = await readDefinition(runtime.database, { studyId: id, ...mark });
  return definition as unknown as Protocol | null;
}

function storedEntry({ at, ...row }: PlanBeepRow, zone: string): PlanEntry {
  return entry({ ...row, at, isStored: true }, zone);
}

function entry(beep: Omit<PlanEntry, 'at' | 'localTime'> & { readonly at: number }, zone: string): PlanEntry {
  const { minute } = toLocal(beep.at, zone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const localTime = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
  return { ...beep, at: new Date(beep.at).toISOString(), localTime };
}
