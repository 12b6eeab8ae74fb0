/** Times of the wall clock, `HH:MM`. `end` may be `24:00`; an end at or before the start is on the next day. */
export interface Hours {
  readonly start: string;
  readonly end: string;
}

/** How long a beep lives. */
export interface Timing {
  /** From sending until it expires unopened; default 45. */
  readonly expiryMinutes: number;
  /** Evenly spread between sending and expiry: 0, 1 (default, halfway) or 2. */
  readonly reminders: number;
  /** From opening until what there is counts as partial; default 30. */
  readonly completionMinutes: number;
  /** A beep is sent at most this late, otherwise it is missed; default 5. */
  readonly graceMinutes: number;
}

interface ScheduleBase {
  /** Unique in the protocol; part of the key of every beep. */
  readonly name: string;
  /** Instrument of these beeps; the study's when absent. */
  readonly instrument?: string | undefined;
}

/** Stratified random: one beep in each of `count` equal blocks of the window. */
export interface SignalSchedule extends ScheduleBase {
  readonly kind: 'signal';
  /** 1–10, default 6. A participant's own count replaces it. */
  readonly count: number;
  /** At most 0.75 block; default min(60, half a block). */
  readonly minimumGapMinutes?: number | undefined;
  /** Fixed hours of this schedule; the participant's when absent. */
  readonly hours?: Hours | undefined;
  readonly timing: Timing;
}

/** At given times, or every `everyMinutes` from the start of the window. Exactly one of the two. */
export interface IntervalSchedule extends ScheduleBase {
  readonly kind: 'interval';
  readonly times?: readonly string[] | undefined;
  readonly everyMinutes?: number | undefined;
  readonly hours?: Hours | undefined;
  readonly timing: Timing;
}

/** Reported by the participant; nothing is planned. */
export interface EventSchedule extends ScheduleBase {
  readonly kind: 'event';
  /** Default 10. */
  readonly maxPerDay: number;
}

/** One beep on the first study day (`entry`) or on the last day of the last wave (`exit`). */
export interface OnceSchedule extends ScheduleBase {
  readonly kind: 'once';
  readonly at: 'entry' | 'exit';
  /** Default: entry as early as the window allows, exit so that it expires with the window. */
  readonly time?: string | undefined;
  readonly hours?: Hours | undefined;
  readonly timing: Timing;
}

/** A schedule that sends beeps. */
export type BeepSchedule = SignalSchedule | IntervalSchedule | OnceSchedule;
export type Schedule = BeepSchedule | EventSchedule;

/** Study days on which beeps are sent, counted from 1. */
export interface Wave {
  readonly name: string;
  readonly startDay: number;
  readonly days: number;
}

/** What participants may change by themselves. */
export interface Choices {
  readonly hours: boolean;
  /** Whether their hours may run past midnight. */
  readonly overMidnight: boolean;
  readonly count: boolean;
  readonly zone: boolean;
  readonly quietHours: boolean;
}

/** An immutable version of when a study asks. */
export interface Protocol {
  readonly waves: readonly Wave[];
  readonly schedules: readonly Schedule[];
  /** Default 09:00–21:00. */
  readonly hours: Hours;
  /** At most 3; no beep and no reminder falls into them. Default none. */
  readonly quietHours: readonly Hours[];
  readonly choices: Choices;
}

/** What one participant's plan depends on besides the protocol. */
export interface Settings {
  /** IANA name. */
  readonly zone: string;
  /** Own hours, quiet hours and count; the protocol's when absent. */
  readonly hours?: Hours | undefined;
  readonly quietHours?: readonly Hours[] | undefined;
  readonly count?: number | undefined;
}

/** The hours that hold for a schedule. */
export function hoursFor(protocol: Protocol, settings: Settings, schedule?: BeepSchedule): Hours {
  return schedule?.hours ?? settings.hours ?? protocol.hours;
}

/** The quiet hours that hold for a participant. */
export function quietHoursFor(protocol: Protocol, settings: Settings): readonly Hours[] {
  return settings.quietHours ?? protocol.quietHours;
}
