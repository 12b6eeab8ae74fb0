import type { PostgresStoreOptions } from '../../postgres/postgres-store.ts';
import type { EngineOptions } from '../engine.ts';
import type { KillOrder } from './protocol.ts';

// Long enough that a send may begin unmarked, as in the product: a time-out and its grace before the sweep.
const ownDeliveryMs = 2_500;

/** Every wait of the engine, shortened so that a killed process's work is taken over within seconds. */
export const timing: {
  readonly store: Omit<PostgresStoreOptions, 'pool'>;
  readonly engine: Partial<EngineOptions>;
  /** Time that a process asked to stop has to finish its Turns. */
  readonly stopDeadlineMs: number;
} = {
  store: { ownDeliveryMs, erasureGraceMs: 1_000 },
  engine: {
    // Few Turns at a time: each kill holds up only what its process had claimed.
    concurrency: 8,
    leaseMs: 1_500,
    ownDeliveryMs,
    sendTimeoutMs: 1_000,
    sendLeaseGraceMs: 1_500,
    pollMs: [15, 60],
    // Kills spend Attempts; that a Turn is given up after five is another test's business.
    turnAttempts: 100_000,
    deliveryAttempts: 100_000,
    turnRetry: { baseMs: 100, maximumMs: 800 },
    deliveryRetry: { baseMs: 100, maximumMs: 800 },
    stateHistoryHours: 0,
  },
  stopDeadlineMs: 2_000,
};

const retentionPoints = /^(?:erasure|compact)-/;

/**
 * Time to the first pass of retention, ms. A pass reads all that was ever written, so most processes live without one: a
 * run whose every process began with one would slow down as it goes.
 */
export const retentionEveryMs = (order: KillOrder | null): number =>
  order === null || retentionPoints.test(order.point) ? 350 : 3_000;
