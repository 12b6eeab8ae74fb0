import type { EngineStore } from '../../contracts/store.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';

export interface RetentionOptions {
  readonly store: EngineStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Days that handled messages, Turns and Deliveries are kept. Default 30. */
  readonly retentionDays?: number;
  /** Hours after a Turn for which the state it began with is kept for `opora replay`. Default 24. */
  readonly stateHistoryHours?: number;
  /** Time between passes, ms. Default 60,000. */
  readonly everyMs?: number;
}

export interface Retention {
  start(): void;
  stop(): Promise<void>;
  /** Runs one pass now. */
  run(): Promise<void>;
}

/** Rows deleted of one table in one statement: short locks, however much is due. */
const batch = 5_000;
const maximumRounds = 20;

/** Completes erasures and deletes what is past retention, in small batches, again and again. */
export function createRetention(options: RetentionOptions): Retention {
  const {
    store,
    clock,
    logger,
    meter,
    retentionDays = 30,
    stateHistoryHours = 24,
    everyMs = 60_000,
  } = options;
  let timer: ClockTimer | null = null;
  let stopping = false;
  let working: Promise<void> = Promise.resolve();

  const pass = async (): Promise<void> => {
    const erased = await store.completeErasures(100);
    if (erased > 0) meter.count('opora_conversations_erased_total', {}, erased);
    for (let round = 0; round < maximumRounds && !stopping; round += 1) {
      const counts = await store.compact({ retentionDays, stateHistoryHours, limit: batch });
      for (const [table, count] of Object.entries(counts)) {
        if (count > 0) meter.count('opora_retention_deleted_total', { table }, count);
      }
      if (Object.values(counts).every((count) => count < batch)) return;
    }
  };

  const run = async (): Promise<void> => {
    try {
      await pass();
    } catch (error) {
      meter.count('opora_database_errors_total', { kind: 'retention' });
      logger.warn({ error: describeError(error) }, 'The retention pass failed; trying again later.');
    }
  };

  const schedule = (): void => {
    if (stopping) return;
    timer = clock.after(everyMs, () => {
      working = run().finally(schedule);
    });
  };

  return {
    start: schedule,
    async stop() {
      stopping = true;
      timer?.cancel();
      await working;
    },
    run,
  };
}
