import { changeParticipation } from '../joining/membership.ts';
import { isSignalled, type Participation } from '../joining/participation.ts';
import { insertBeeps, type NewBeep } from '../postgres/beep-insert.ts';
import { timingOf } from '../schedule/beep-timing.ts';
import { addDays, type LocalDate } from '../schedule/local-time.ts';
import { type PlannedBeep, planDay } from '../schedule/plan-day.ts';
import type { BeepSchedule, Protocol } from '../schedule/protocol.ts';
import { datesToPlan, firstStudyDate } from '../schedule/study-days.ts';
import type { Session } from '../session.ts';
import type { Settings } from '../settings/stored-settings.ts';
import { loadProtocol } from '../study/load-study.ts';
import { adoptProtocol } from './adopt-protocol.ts';
import { beepId, planTimer, seedReference } from './beep-id.ts';
import { detailsOf } from './beep-state.ts';
import { endOfStudy, finishIfOver } from './end-participation.ts';
import { setBeepTimer } from './send-beep.ts';

const hourMs = 3_600_000;
const everyMs = 24 * hourMs;
/** What is stored after planning lasts until the next one and 24 hours beyond, which may come two hours late. */
const aheadMs = everyMs + 26 * hourMs;
/** Days that a long downtime may have left without a plan; they are recorded as missed. */
const mostMissedDays = 60;

/**
 * Plans every day of the next 24 hours and more that has no plan yet, and sets the timer of the next planning.
 * Planning again changes nothing. `joinedAt`: the instant from which on blocks of the running day are used.
 */
export async function planAhead(session: Session, joinedAt?: number): Promise<void> {
  const { context, study } = session;
  if (study?.protocol == null || study.status === 'closed') return;
  if (!mayPlan(session.state.participation)) return;
  await adoptProtocol(session);
  const { participation } = session.state;
  if (!mayPlan(participation)) return;
  const { settings } = participation;
  const today = study.protocol.definition;
  const firstDate = participation.firstDate ?? firstStudyDate(context.now, today, settings);
  const plan = { ...participation, firstDate };
  const dates = datesWithoutPlan(session, plan, today);
  for (const date of dates) {
    const protocol = await loadProtocol(context, study, { date, zone: settings.zone });
    if (protocol === null) continue;
    planDate(session, plan, protocol.definition, date, joinedAt);
    changeParticipation(session, { protocolVersion: protocol.version });
  }
  const plannedThrough = dates.at(-1) ?? participation.plannedThrough;
  changeParticipation(session, { firstDate, plannedThrough });
  setNextPlanning(session);
  finishIfOver(session);
}

/** Tomorrow, or when the last day ends, if that is earlier. */
function setNextPlanning(session: Session): void {
  const { context } = session;
  const next = context.now + everyMs;
  const end = endOfStudy(session);
  context.schedule(planTimer, end !== null && context.now < end && end < next ? end : next);
}

type Plannable = Participation & { readonly settings: Settings };
type Dated = Plannable & { readonly firstDate: LocalDate };

function mayPlan(participation: Participation | null): participation is Plannable {
  return participation !== null && participation.settings !== null && isSignalled(participation.status);
}

function datesWithoutPlan(session: Session, plan: Dated, protocol: Protocol): readonly LocalDate[] {
  const { settings, plannedThrough, firstDate } = plan;
  const ahead = datesToPlan(session.context.now, protocol, settings, aheadMs);
  const today = ahead[0] ?? firstDate;
  const next = plannedThrough === null ? firstDate : addDays(plannedThrough, 1);
  const late: LocalDate[] = [];
  const earliest = [next, addDays(today, -mostMissedDays)].sort().at(-1) ?? next;
  for (let date = earliest; date < today; date = addDays(date, 1)) late.push(date);
  return [...late, ...ahead.filter((date) => date >= next)].filter((date) => date >= firstDate);
}

/** Stores the beeps of one date. Those whose grace is over were missed while nobody was there to plan them. */
function planDate(
  session: Session,
  participation: Dated,
  protocol: Protocol,
  date: LocalDate,
  joinedAt: number | undefined,
): void {
  const { context, study } = session;
  const { settings, participantId, firstDate, planVersion } = participation;
  const beeps = planDay({
    ...{ protocol, settings, participantId, date, firstDate, joinedAt, planVersion },
    planSeed: study?.planSeed ?? '',
  });
  const rows = beeps.map((beep) => newBeep(participation, protocol, beep, context.now));
  if (rows.length === 0) return;
  context.write(insertBeeps(context.conversationId, participation.studyId, rows));
  const planned = rows.filter(({ status }) => status === 'planned');
  for (const beep of planned) setBeepTimer(session, beep.id, beep.at, detailsOf(beep));
  const { beeps: before } = session.state;
  const added = planned.map(({ id, at }) => [id, at] as const);
  const known = new Set(added.map(([id]) => id));
  const kept = before.planned.filter(([id]) => !known.has(id));
  session.state = { ...session.state, beeps: { ...before, planned: [...kept, ...added] } };
}

function newBeep(
  { participantId, planVersion, settings, status }: Plannable,
  protocol: Protocol,
  beep: PlannedBeep,
  now: number,
): NewBeep {
  const schedule = protocol.schedules.find(
    (one): one is BeepSchedule => one.name === beep.schedule && one.kind !== 'event',
  );
  if (schedule === undefined) throw new Error(`The protocol has no schedule ${beep.schedule}.`);
  const timing = timingOf(schedule.timing);
  const isMissed = beep.at + timing.graceMs < now;
  return {
    ...{ schedule: beep.schedule, kind: beep.kind, date: beep.date, number: beep.number },
    ...{ studyDay: beep.studyDay, wave: beep.wave, at: beep.at, timing, preview: false },
    instrument: schedule.instrument ?? null,
    id: beepId(participantId, beep),
    planVersion,
    seedReference: seedReference(participantId, beep, planVersion),
    zone: settings.zone,
    isTraining: status === 'training',
    status: isMissed ? 'missed' : 'planned',
    openedAt: null,
    closedAt: isMissed ? beep.at + timing.graceMs : null,
  };
}
