import { createHash } from 'node:crypto';
import { orderItems } from '../instrument/order-items.ts';
import { beepSeed } from '../schedule/beep-seed.ts';
import { timingOf } from '../schedule/beep-timing.ts';
import { dayWindow } from '../schedule/day-window.ts';
import { createDraws, type Draw } from '../schedule/draw-stream.ts';
import type { LocalDate } from '../schedule/local-time.ts';
import { type PlannedBeep, planDay } from '../schedule/plan-day.ts';
import { studyDayOf, waveOn } from '../schedule/study-days.ts';
import { demoAnswers } from './demo-answers.ts';
import { type DemoBeep, demoBeep } from './demo-beeps.ts';
import { normal } from './demo-person.ts';
import type { DemoRows } from './demo-rows.ts';
import { type DemoStudy, demoResponseId } from './demo-study.ts';

/** Dates with a completed survey that the training takes. */
const trainingDays = 3;
/** Share of completed responses that an invented coder annotates. */
const annotatedShare = 0.2;

/** One date of one person. `progress` goes on from date to date. */
export interface DemoDay extends DemoStudy {
  readonly seed: string;
  readonly now: number;
  readonly rows: DemoRows;
  readonly progress: { readonly trainingDates: Set<LocalDate>; swing: number };
  readonly date: LocalDate;
}

/** Adds the beeps, events and answers of a date to the rows of a person. */
export function demoDay(day: DemoDay): void {
  const { rows, protocol, date, planSeed } = day;
  const { person, firstDate } = rows;
  const settings = { zone: person.zone };
  const { participantId } = person;
  const draw = createDraws(day.seed, ['demo-day', day.studyId, participantId, date]);
  const planned = planDay({ protocol, settings, participantId, date, firstDate, planSeed, planVersion: 1 });
  const events = demoEvents(day, draw);
  const all = [
    ...planned.map((beep) => ({ beep, outcome: demoBeep(beep, person, protocol, day.now, draw) })),
    ...events,
  ].sort((one, other) => one.beep.at - other.beep.at);
  const earlier = new Set([...day.progress.trainingDates].filter((one) => one !== date));
  const isTraining = earlier.size < trainingDays;
  for (const { beep, outcome } of all)
    addBeep(day, beep, outcome, isTraining ? earlier.size + 1 : null, draw);
}

type Event = {
  readonly beep: Omit<PlannedBeep, 'kind'> & { readonly kind: 'event' };
  readonly outcome: DemoBeep;
};

/** Now and then somebody reports an event, where the protocol allows it. */
function demoEvents(day: DemoDay, draw: Draw): readonly Event[] {
  const { rows, protocol, date, now } = day;
  const studyDay = studyDayOf(date, rows.firstDate);
  const wave = waveOn(protocol.waves, studyDay)?.name ?? null;
  const window = dayWindow(date, rows.person.zone, protocol.hours, []);
  if (wave === null || window === null) return [];
  return protocol.schedules.flatMap((schedule) => {
    if (schedule.kind !== 'event') return [];
    const count = Math.min(schedule.maxPerDay, Math.floor(draw() * 3));
    return Array.from({ length: count }, (_, index) => {
      const at = Math.round((window.from + draw() * (window.to - window.from)) / 1000) * 1000;
      const number = index + 1;
      const beep = {
        schedule: schedule.name,
        kind: 'event',
        date,
        number,
        studyDay,
        wave,
        at,
        blockStart: at,
      } as const;
      return { beep, outcome: { ...openedEvent, openedAt: at, closedAt: at + 1_800_000 } };
    }).filter(({ beep }) => beep.at + 3_600_000 < now);
  });
}

const openedEvent: DemoBeep = {
  ...{ status: 'completed', sentAt: null, openedAt: null, expiresAt: null, closedAt: null, reminded: 0 },
};

function addBeep(
  day: DemoDay,
  beep: Omit<PlannedBeep, 'kind'> & { readonly kind: string },
  outcome: DemoBeep,
  trainingDay: number | null,
  draw: Draw,
): void {
  const { rows, protocol, studyId, seed } = day;
  const key = JSON.stringify([
    studyId,
    seed,
    rows.person.participantId,
    beep.schedule,
    beep.date,
    beep.number,
  ]);
  const beepId = createHash('sha256').update(key).digest('hex').slice(0, 20);
  const endedAt =
    outcome.openedAt === null || outcome.status === 'skipped'
      ? null
      : answer(day, beep, beepId, outcome, trainingDay, draw);
  const completedAt = outcome.status === 'completed' ? endedAt : null;
  const schedule = protocol.schedules.find(({ name }) => name === beep.schedule);
  rows.beeps.push({
    ...outcome,
    ...{ beepId, schedule: beep.schedule, kind: beep.kind, wave: beep.wave, studyDay: beep.studyDay },
    ...{
      date: beep.date,
      number: beep.number,
      plannedAt: beep.at,
      completedAt,
      isTraining: trainingDay !== null,
    },
    closedAt: completedAt ?? outcome.closedAt,
    timing: schedule === undefined || schedule.kind === 'event' ? {} : { ...timingOf(schedule.timing) },
  });
}

/** Adds a response; returns when it ended. */
function answer(
  day: DemoDay,
  beep: Omit<PlannedBeep, 'kind'> & { readonly kind: string },
  beepId: string,
  outcome: DemoBeep,
  trainingDay: number | null,
  draw: Draw,
): number {
  const { rows, progress, instrument } = day;
  const startedAt = outcome.openedAt ?? beep.at;
  // Moods drift: each moment keeps most of the one before it.
  progress.swing = 0.6 * progress.swing + 0.8 * normal(draw);
  const isCompleted = outcome.status === 'completed';
  const order = orderItems(instrument, beepSeed(day.planSeed, rows.person.participantId, beep));
  const moment = {
    ...{ person: rows.person, instrument, order, openedAt: startedAt, swing: progress.swing },
    ...{ beepNumber: beep.number, wave: beep.wave, trainingDay: trainingDay ?? 0 },
    stopsAfter: isCompleted ? null : 1 + Math.floor(draw() * Math.max(1, order.length - 1)),
  };
  const answers = demoAnswers(moment, draw);
  const responseId = demoResponseId(day.studyId, day.seed, beepId);
  const endedAt = Math.max(startedAt, ...answers.map(({ answeredAt, shownAt }) => answeredAt ?? shownAt));
  if (isCompleted && trainingDay !== null) progress.trainingDates.add(beep.date);
  rows.answers.push(...answers.map((one) => ({ ...one, responseId })));
  rows.responses.push({
    ...{ responseId, beepId, kind: beep.kind === 'event' ? 'event' : 'beep', order, startedAt, trainingDay },
    ...{ status: isCompleted ? 'completed' : 'partial', completedAt: endedAt },
    ...{ isTraining: trainingDay !== null, date: beep.date },
  });
  const named = answers.flatMap(({ validation }) => validation?.phenomena ?? []);
  if (isCompleted && trainingDay === null && draw() < annotatedShare) {
    const phenomena = Object.fromEntries(
      named.map(({ id }) => [id, draw() < 0.7 ? 'confirmed' : draw() < 0.5 ? 'rejected' : 'unsure']),
    );
    rows.annotations.push({ responseId, phenomena });
  }
  return endedAt;
}
