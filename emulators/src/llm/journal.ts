import type { LlmEndpoint } from './types.ts';

/** One call. */
export interface LlmJournalEntry {
  readonly id: number;
  /** ISO 8601. */
  readonly at: string;
  readonly endpoint: LlmEndpoint;
  readonly model: string;
  readonly system: string;
  readonly lastUserText: string;
  readonly messages: number;
  readonly stream: boolean;
  readonly structured: boolean;
  /** Header `x-request-id` of the caller, if it sent one. */
  readonly requestId: string | null;
  /** Null while the call is running. */
  readonly outcome: LlmOutcome | null;
}

export interface LlmOutcome {
  /** HTTP status answered; null when no answer was given. */
  readonly status: number | null;
  /** Whether an answer was made, and with that paid: also when it was cut or never read. */
  readonly billed: boolean;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly text?: string;
  /** Kind of the scripted fault that met the call. */
  readonly fault?: string;
}

export interface LlmJournalFilter {
  readonly endpoint?: string | undefined;
  readonly model?: string | undefined;
  /** Only entries with a greater id. */
  readonly after?: number | undefined;
}

/** What was bought. */
export interface LlmLedger {
  readonly calls: number;
  /** Calls that were billed. */
  readonly purchases: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** Every call, in order; the oldest are forgotten past `limit`. */
export class LlmJournal {
  readonly #limit: number;
  #entries: LlmJournalEntry[] = [];
  #nextId = 1;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes a call and returns the function that notes its outcome. */
  begin(entry: Omit<LlmJournalEntry, 'id' | 'outcome'>): (outcome: LlmOutcome) => void {
    const id = this.#nextId++;
    this.#entries.push({ ...entry, id, outcome: null });
    if (this.#entries.length > this.#limit * 1.1) this.#entries = this.#entries.slice(-this.#limit);
    return (outcome) => {
      const index = this.#entries.findLastIndex((candidate) => candidate.id === id);
      const found = this.#entries[index];
      if (found !== undefined) this.#entries[index] = { ...found, outcome };
    };
  }

  list(filter: LlmJournalFilter = {}): readonly LlmJournalEntry[] {
    return this.#entries.filter(
      (entry) =>
        (filter.endpoint === undefined || entry.endpoint === filter.endpoint) &&
        (filter.model === undefined || entry.model === filter.model) &&
        (filter.after === undefined || entry.id > filter.after),
    );
  }

  ledger(filter: LlmJournalFilter = {}): LlmLedger {
    const calls = this.list(filter);
    const bought = calls.flatMap(({ outcome }) => (outcome?.billed === true ? [outcome] : []));
    return {
      calls: calls.length,
      purchases: bought.length,
      tokensIn: bought.reduce((sum, outcome) => sum + outcome.tokensIn, 0),
      tokensOut: bought.reduce((sum, outcome) => sum + outcome.tokensOut, 0),
    };
  }

  clear(): void {
    this.#entries = [];
  }
}
