/** What was spent in one scope on one day (UTC). */
export interface Spend {
  readonly tokens: number;
  readonly costUsd: number;
}

/** An amount to add. */
export interface SpendItem extends Spend {
  /** `user:<bot>:<hash of the user>`, `bot:<bot>` or `all`. */
  readonly scope: string;
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
}

/** Daily totals by scope. */
export interface SpendStore {
  /** Totals of `scopes` on `day`; missing scopes have spent nothing. */
  read(day: string, scopes: readonly string[]): Promise<ReadonlyMap<string, Spend>>;
  /** Adds and returns the new totals in the order of the items, which must differ in (scope, day). */
  add(items: readonly SpendItem[]): Promise<readonly Spend[]>;
  /** Deletes days before `day`, and of users days before `userDay`; some hundred rows at most; returns how many. */
  sweep(day: string, userDay: string): Promise<number>;
}
