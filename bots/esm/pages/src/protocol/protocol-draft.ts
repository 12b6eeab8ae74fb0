import type { Hours, Protocol, Schedule } from '../../../src/schedule/protocol.ts';

/** Kinds of schedules, as the form offers them. */
export const scheduleKinds = ['signal', 'interval', 'event', 'once'] as const;
export type ScheduleKind = (typeof scheduleKinds)[number];

/** A schedule while it is being written: every field of every kind, empty ones null. */
export interface DraftSchedule {
  /** Stays the same while the list changes. */
  readonly key: number;
  readonly kind: ScheduleKind;
  readonly name: string;
  readonly count: number | null;
  readonly minimumGapMinutes: number | null;
  /** Whether fixed beeps come at given times or every so many minutes. */
  readonly mode: 'times' | 'every';
  /** As typed, separated by commas or spaces. */
  readonly times: string;
  readonly everyMinutes: number | null;
  readonly maxPerDay: number | null;
  readonly at: 'entry' | 'exit';
  /** Empty for the default. */
  readonly time: string;
  /** Null for the participant's hours. */
  readonly hours: Hours | null;
  readonly instrument: string;
  readonly expiryMinutes: number | null;
  readonly reminders: number | null;
  readonly completionMinutes: number | null;
  readonly graceMinutes: number | null;
}

/** A wave while it is being written. */
export interface DraftWave {
  readonly key: number;
  readonly name: string;
  readonly startDay: number | null;
  readonly days: number | null;
}

/** A protocol while it is being written. */
export interface ProtocolDraft {
  readonly waves: readonly DraftWave[];
  readonly schedules: readonly DraftSchedule[];
  readonly hours: Hours;
  readonly quietHours: readonly Hours[];
  readonly choices: Protocol['choices'];
}

const defaultTiming = { expiryMinutes: 45, reminders: 1, completionMinutes: 30, graceMinutes: 5 } as const;

let lastKey = 0;

/** A key that no other entry of a list has. */
export function nextKey(): number {
  lastKey += 1;
  return lastKey;
}

/** An empty schedule of a kind, with the defaults of specification section 5. */
export function newSchedule(kind: ScheduleKind, name: string): DraftSchedule {
  return {
    ...{ key: nextKey(), kind, name, count: 6, minimumGapMinutes: null, mode: 'times', times: '20:30' },
    ...{ everyMinutes: 120, maxPerDay: 10, at: 'entry', time: '', hours: null, instrument: '' },
    ...defaultTiming,
  };
}

function toDraftSchedule(schedule: Schedule): DraftSchedule {
  const draft = newSchedule(schedule.kind, schedule.name);
  const shared = { ...draft, instrument: schedule.instrument ?? '' };
  if (schedule.kind === 'event') return { ...shared, maxPerDay: schedule.maxPerDay };
  const timed = { ...shared, ...schedule.timing, hours: schedule.hours ?? null };
  switch (schedule.kind) {
    case 'signal':
      return { ...timed, count: schedule.count, minimumGapMinutes: schedule.minimumGapMinutes ?? null };
    case 'interval':
      return {
        ...timed,
        mode: schedule.times === undefined ? 'every' : 'times',
        times: (schedule.times ?? []).join(', '),
        everyMinutes: schedule.everyMinutes ?? null,
      };
    case 'once':
      return { ...timed, at: schedule.at, time: schedule.time ?? '' };
  }
}

/** A stored protocol as a draft. */
export function toDraft(protocol: Protocol): ProtocolDraft {
  return {
    waves: protocol.waves.map((wave) => ({ ...wave, key: nextKey() })),
    schedules: protocol.schedules.map(toDraftSchedule),
    hours: protocol.hours,
    quietHours: protocol.quietHours,
    choices: protocol.choices,
  };
}

/** The times of a typed list. */
export function splitTimes(typed: string): readonly string[] {
  return typed.split(/[\s,;]+/).filter((time) => time !== '');
}

function toSchedule(draft: DraftSchedule): Readonly<Record<string, unknown>> {
  const { kind, name, instrument } = draft;
  const base = { kind, name: name.trim(), ...(instrument === '' ? {} : { instrument }) };
  if (kind === 'event') return { ...base, maxPerDay: draft.maxPerDay };
  const { expiryMinutes, reminders, completionMinutes, graceMinutes } = draft;
  const timed = {
    ...base,
    timing: { expiryMinutes, reminders, completionMinutes, graceMinutes },
    ...(draft.hours === null ? {} : { hours: draft.hours }),
  };
  if (kind === 'once') return { ...timed, at: draft.at, ...(draft.time === '' ? {} : { time: draft.time }) };
  if (kind === 'interval') {
    return draft.mode === 'times'
      ? { ...timed, times: splitTimes(draft.times) }
      : { ...timed, everyMinutes: draft.everyMinutes };
  }
  const { count, minimumGapMinutes } = draft;
  return { ...timed, count, ...(minimumGapMinutes === null ? {} : { minimumGapMinutes }) };
}

/** The definition that a draft means; it may have faults. */
export function toDefinition(draft: ProtocolDraft): unknown {
  return {
    waves: draft.waves.map(({ name, startDay, days }) => ({ name, startDay, days })),
    schedules: draft.schedules.map(toSchedule),
    hours: draft.hours,
    quietHours: draft.quietHours,
    choices: draft.choices,
  };
}
