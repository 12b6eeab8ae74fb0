import type { BeepRow } from './columns/beep-columns.ts';

/** Beeps by what became of them. Compliance is completed ÷ sent; events are nobody's to miss. */
export interface BeepCounts {
  scheduled: number;
  sent: number;
  completed: number;
  events: number;
}

/** Longest delay that is told apart, in seconds; longer ones count as this. */
const longestDelay = 7200;

/** What an export counts on the way, for its methods page; bounded by days, waves and seconds. */
export class ExportTally {
  readonly all: BeepCounts = none();
  readonly byStatus: Map<string, number> = new Map();
  readonly byDay: Map<number, BeepCounts & { participants: number }> = new Map();
  readonly byWave: Map<string, BeepCounts> = new Map();
  participants = 0;
  /** Participants with at least one completed beep or event. */
  answering = 0;
  readonly #delays: number[] = Array.from({ length: longestDelay + 1 }, () => 0);
  #person = '';
  #hasAnswered = false;
  #day: number | null = null;

  /** Counts a row; rows of one participant come one after the other, in order of time. */
  add({ unit: { row, participant } }: BeepRow): void {
    if (participant.pseudonym !== this.#person) {
      this.#person = participant.pseudonym;
      this.participants += 1;
      this.#hasAnswered = false;
      this.#day = null;
    }
    const completed = row.status === 'completed';
    if (completed && !this.#hasAnswered) {
      this.#hasAnswered = true;
      this.answering += 1;
    }
    this.byStatus.set(row.status, (this.byStatus.get(row.status) ?? 0) + 1);
    const day = this.byDay.get(row.study_day) ?? { ...none(), participants: 0 };
    this.byDay.set(row.study_day, day);
    if (completed && this.#day !== row.study_day) {
      this.#day = row.study_day;
      day.participants += 1;
    }
    const wave = this.byWave.get(row.wave ?? '') ?? none();
    this.byWave.set(row.wave ?? '', wave);
    for (const counts of [this.all, day, wave]) count(counts, row);
    if (row.sent !== null && row.opened !== null) this.#addDelay((row.opened - row.sent) / 1000);
  }

  /** The delay that a share of the opened beeps did not exceed, in seconds; null where none was opened. */
  delayQuantile(share: number): number | null {
    const total = this.#delays.reduce((sum, each) => sum + each, 0);
    if (total === 0) return null;
    let seen = 0;
    return this.#delays.findIndex((each) => {
      seen += each;
      return seen >= share * total;
    });
  }

  #addDelay(seconds: number): void {
    const place = Math.max(0, Math.min(longestDelay, Math.round(seconds)));
    this.#delays[place] = (this.#delays[place] ?? 0) + 1;
  }
}

function none(): BeepCounts {
  return { scheduled: 0, sent: 0, completed: 0, events: 0 };
}

function count(counts: BeepCounts, row: BeepRow['unit']['row']): void {
  if (row.kind === 'event') {
    counts.events += 1;
    return;
  }
  counts.scheduled += 1;
  if (row.sent === null) return;
  counts.sent += 1;
  if (row.status === 'completed') counts.completed += 1;
}
