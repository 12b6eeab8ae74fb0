import type { JsonObject } from './types.ts';

/** What became of a call. */
export interface JournalOutcome {
  /** HTTP status answered; null when no answer was given (connection cut, or hanging). */
  readonly status: number | null;
  /** True when the call took effect, whatever the caller was told. */
  readonly accepted: boolean;
  readonly description?: string;
  /** Kind of the scripted fault that met the call. */
  readonly fault?: string;
  /** Id of the message made or changed. */
  readonly messageId?: number;
}

/** One call of a Bot API method. */
export interface JournalEntry {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly bot: string;
  readonly method: string;
  readonly chat: number | null;
  readonly params: JsonObject;
  /** Null while the call is running (a long poll, for example). */
  readonly outcome: JournalOutcome | null;
}

/** Which entries to list. */
export interface JournalFilter {
  readonly bot?: string | undefined;
  readonly method?: string | undefined;
  readonly chat?: number | undefined;
  /** Only entries with a greater id. */
  readonly after?: number | undefined;
}

/** Every call, in order; the oldest are forgotten past `limit`. */
export class Journal {
  readonly #limit: number;
  #entries: JournalEntry[] = [];
  #nextId = 1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes a call and returns the function that notes its outcome. */
  begin(entry: Omit<JournalEntry, 'id' | 'outcome'>): (outcome: JournalOutcome) => void {
    const id = this.#nextId++;
    this.#entries.push({ ...entry, id, outcome: null });
    if (this.#entries.length > this.#limit * 1.1) this.#entries = this.#entries.slice(-this.#limit);
    return (outcome) => {
      const index = this.#entries.findLastIndex((candidate) => candidate.id === id);
      const found = this.#entries[index];
      if (found !== undefined) this.#entries[index] = { ...found, outcome };
    };
  }

  list(filter: JournalFilter = {}): readonly JournalEntry[] {
    return this.#entries.filter(
      (entry) =>
        (filter.bot === undefined || entry.bot === filter.bot) &&
        (filter.method === undefined || entry.method.toLowerCase() === filter.method.toLowerCase()) &&
        (filter.chat === undefined || entry.chat === filter.chat) &&
        (filter.after === undefined || entry.id > filter.after),
    );
  }

  clear(): void {
    this.#entries = [];
  }
}
