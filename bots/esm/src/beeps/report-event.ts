import { memberOf } from '../joining/membership.ts';
import { insertBeeps } from '../postgres/beep-insert.ts';
import { selectLastEvent } from '../postgres/beep-select-last-event.ts';
import { runningDate } from '../schedule/day-window.ts';
import { type EventSchedule, hoursFor, type Protocol } from '../schedule/protocol.ts';
import { mayReportEvent, studyDayOf, waveOn } from '../schedule/study-days.ts';
import { flush, partFor, readOnce, type Session, say, textsFor } from '../session.ts';
import type { Settings } from '../settings/stored-settings.ts';
import { beginSurvey } from '../survey/open-survey.ts';
import { fill } from '../texts/texts.ts';
import { beepId, seedReference } from './beep-id.ts';
import { endOf, keepOpen } from './beep-list.ts';
import type { OpenBeep } from './beep-state.ts';
import { occasionOf } from './open-beep.ts';
import { setBeepTimer } from './send-beep.ts';

/** An event lives like an opened beep: half an hour to answer. */
const eventTiming = { expiryMs: 1_800_000, reminders: 0, completionMs: 1_800_000, graceMs: 0 } as const;

/** `/event [name]`: reports an event where the protocol has them; several kinds are offered as buttons. */
export async function reportEvent(session: Session, argument: string): Promise<void> {
  const texts = partFor(session);
  const member = memberOf(session);
  const protocol = member?.study.protocol?.definition;
  const schedules = (protocol?.schedules ?? []).filter((one): one is EventSchedule => one.kind === 'event');
  const named = schedules.find(({ name }) => name === argument.trim().toLowerCase());
  const schedule = named ?? (schedules.length === 1 ? schedules[0] : undefined);
  if (protocol === undefined || schedules.length === 0) say(session, texts.noEvents);
  else if (schedule === undefined) offerEvents(session, schedules);
  else await beginEvent(session, protocol, schedule);
}

/** A press on the name of a kind of event: `v:<schedule>`. */
export async function pressEvent(session: Session, code: string): Promise<void> {
  await reportEvent(session, code.slice('v:'.length));
}

function offerEvents(session: Session, schedules: readonly EventSchedule[]): void {
  say(session, partFor(session).whichEvent);
  flush(
    session,
    schedules.map(({ name }) => [{ code: `v:${name}`, label: name }]),
  );
}

async function beginEvent(session: Session, protocol: Protocol, schedule: EventSchedule): Promise<void> {
  const texts = partFor(session);
  const { participation } = session.state;
  if (session.state.survey !== null) {
    say(session, textsFor(session).surveyOpen);
    return;
  }
  if (participation?.settings == null || participation.firstDate === null) return;
  if (session.study?.status !== 'open' || participation.status === 'completed') {
    say(session, session.study?.status === 'frozen' ? texts.studyFrozen : texts.studyOver);
    return;
  }
  const { settings, firstDate } = participation;
  const date = runningDate(session.context.now, settings.zone, hoursFor(protocol, settings));
  const reported = await readLastEvent(session, schedule.name, date);
  const studyDay = studyDayOf(date, firstDate);
  const allowed = mayReportEvent(protocol, schedule.name, studyDay, reported);
  if (allowed === 'allowed') openEvent(session, { schedule, date, number: reported + 1, studyDay, settings });
  else if (allowed === 'limit') say(session, fill(texts.eventLimit, { limit: schedule.maxPerDay }));
  else say(session, texts.eventOutside);
}

interface NewEvent {
  readonly schedule: EventSchedule;
  readonly date: string;
  readonly number: number;
  readonly studyDay: number;
  readonly settings: Settings;
}

function openEvent(session: Session, event: NewEvent): void {
  const { context, state, study } = session;
  const { participation } = state;
  if (participation === null) return;
  const { participantId, planVersion, studyId } = participation;
  const { schedule, date, number, studyDay } = event;
  const key = { schedule: schedule.name, date, number };
  const beep: OpenBeep = {
    ...{ ...key, kind: 'event', instrument: schedule.instrument ?? null, studyDay, preview: false },
    wave: waveOn(study?.protocol?.definition.waves ?? [], studyDay)?.name ?? null,
    ...{ at: context.now, timing: eventTiming, id: beepId(participantId, key) },
    ...{ status: 'opened', sentAt: null, openedAt: context.now, reminded: 0 },
    isTraining: participation.status === 'training',
  };
  const seed = seedReference(participantId, key, planVersion);
  context.write(
    insertBeeps(context.conversationId, studyId, [
      {
        ...beep,
        ...{ planVersion, seedReference: seed, zone: event.settings.zone },
        ...{ status: 'opened', openedAt: context.now, closedAt: null },
      },
    ]),
  );
  keepOpen(session, beep);
  setBeepTimer(session, beep.id, endOf(beep), null);
  beginSurvey(session, occasionOf(session, beep));
}

async function readLastEvent(session: Session, schedule: string, date: string): Promise<number> {
  const { context } = session;
  const rows = await readOnce(session, `last-event:${schedule}:${date}`, () =>
    context.database.query<{ readonly number: number }>(
      selectLastEvent(context.conversationId, schedule, date),
    ),
  );
  return rows[0]?.number ?? 0;
}
