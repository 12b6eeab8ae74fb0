import type { Person } from './person.ts';
import type { World } from './world.ts';

/** A row of esm_beeps; instants in ms since the epoch. */
export interface BeepRow {
  readonly beep_id: string;
  readonly schedule: string;
  readonly kind: string;
  readonly status: string;
  readonly cancelled_for: string | null;
  readonly number: number;
  readonly date: string;
  readonly preview: boolean;
  readonly planned: number;
  readonly sent: number | null;
  readonly opened: number | null;
  readonly completed: number | null;
  readonly closed: number | null;
  readonly reminded: number;
}

/** Every beep of a person, in order of planning. */
export function beepRows(world: World, person: Person): Promise<readonly BeepRow[]> {
  const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
  return world.rows<BeepRow>(
    `SELECT beep_id, schedule, kind, status, cancelled_for, number, to_char(local_date, 'YYYY-MM-DD') AS date, preview,
      reminded, ${ms('planned_at')} AS planned, ${ms('sent_at')} AS sent, ${ms('opened_at')} AS opened,
      ${ms('completed_at')} AS completed, ${ms('closed_at')} AS closed
    FROM esm_beeps WHERE conversation_id = $1 ORDER BY planned_at, beep_id`,
    person.thread.id,
  );
}

/** Beeps sent to a person so far: bubbles with a *Start* button that are no reminders. */
export function signalsOf(person: Person): number {
  return startMessages(person).filter((text) => text.startsWith(firstWords(person.part.signal))).length;
}

/** Reminders sent to a person so far. */
export function remindersOf(person: Person): number {
  return startMessages(person).filter((text) => text.startsWith(firstWords(person.part.reminder))).length;
}

const firstWords = (text: string): string => text.slice(0, 20);

function startMessages({ thread }: Person): readonly string[] {
  return thread.shown
    .filter(({ buttons }) => (buttons ?? []).flat().some(({ code }) => code.startsWith('b:start:')))
    .map(({ text }) => text);
}
