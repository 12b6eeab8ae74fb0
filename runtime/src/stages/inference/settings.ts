/** Most that may be spent in one scope on one day (UTC); null for no limit. */
export interface BudgetLimit {
  readonly tokens: number | null;
  readonly costUsd: number | null;
}

/** Everything that can be set, with units in the names. Defaults: `defaultSettings`. */
export interface InferenceSettings {
  /** Longest time of one attempt. */
  readonly attemptTimeoutMs: number;
  /** Longest silence inside an answer that has begun. */
  readonly stallMs: number;
  /** Attempts at one model. */
  readonly attempts: number;
  /** Back-off of attempts: upper bound of the first wait, and of every wait. */
  readonly retryBaseMs: number;
  readonly retryMaximumMs: number;
  /** Deadline of a call that names none, from its start. */
  readonly deadlineMs: number;
  /** Time at the end of the deadline that belongs to the local method. */
  readonly localReserveMs: number;
  /** Share of the time left that a model may use while another can still be asked, 0 to 1. */
  readonly firstModelShare: number;
  readonly breakerConsecutiveFailures: number;
  readonly breakerFailureShare: number;
  readonly breakerWindow: number;
  readonly breakerOpenMs: number;
  /** Calls of one model at the same time, waiting for a place, and the longest wait. */
  readonly bulkheadRunning: number;
  readonly bulkheadWaiting: number;
  readonly bulkheadWaitMs: number;
  readonly cacheEntries: number;
  readonly cacheMs: number;
  /** Longest wait for the shared cache, the shared limits and the shared budget. */
  readonly sharedWaitMs: number;
  /** Model requests of one user in a window; 0 switches the limit off. */
  readonly userRequests: number;
  readonly userWindowMs: number;
  readonly budgetUser: BudgetLimit;
  readonly budgetBot: BudgetLimit;
  readonly budgetAll: BudgetLimit;
  /** Share of a budget at which an alert is raised. */
  readonly budgetAlertShare: number;
}

/** The values of the product: PRODUCT.md §6. */
export const defaultSettings: InferenceSettings = {
  attemptTimeoutMs: 10_000,
  stallMs: 5_000,
  attempts: 3,
  retryBaseMs: 250,
  retryMaximumMs: 5_000,
  deadlineMs: 30_000,
  localReserveMs: 1_000,
  firstModelShare: 0.6,
  breakerConsecutiveFailures: 5,
  breakerFailureShare: 0.5,
  breakerWindow: 20,
  breakerOpenMs: 30_000,
  bulkheadRunning: 16,
  bulkheadWaiting: 64,
  bulkheadWaitMs: 2_000,
  cacheEntries: 1_000,
  cacheMs: 86_400_000,
  sharedWaitMs: 250,
  userRequests: 10,
  userWindowMs: 60_000,
  budgetUser: { tokens: 200_000, costUsd: 1 },
  budgetBot: { tokens: 10_000_000, costUsd: 25 },
  budgetAll: { tokens: 30_000_000, costUsd: 50 },
  budgetAlertShare: 0.8,
};
