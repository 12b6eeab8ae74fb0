import type { Database } from '../contracts/bot.ts';
import type { Clock, ClockTimer } from '../core/clock.ts';
import { describeError, TransientError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { leaveLeadership, takeLeadership } from '../postgres/statements/take-leadership.ts';

export interface LeaderOptions {
  readonly name: string;
  readonly owner: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Begins the work that only one process may do. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface Leader {
  stop(): Promise<void>;
}

const renewMs = 3_000;
const ttlMs = 10_000;
/** Time that stopping the task may take before another process may begin it. */
const marginMs = 2_500;
/** Longest wait for the database; a renewal that takes longer is none. */
const patienceMs = 2_000;

/**
 * Keeps one process of many at a task, such as long polling for one Telegram token. The role is a row that
 * must be renewed; a process that could not renew it in time stops the task before another may begin.
 */
export function createLeader(options: LeaderOptions): Leader {
  const { name, owner, database, clock, logger } = options;
  let leading = false;
  let stopped = false;
  let timer: ClockTimer | null = null;
  let expiry: ClockTimer | null = null;
  let changing: Promise<void> = Promise.resolve();
  let working: Promise<void> = Promise.resolve();

  /** Begins or ends the task, one change after another. */
  const change = (to: boolean): Promise<void> => {
    changing = changing.then(async () => {
      if (leading === to) return;
      leading = to;
      try {
        await (to ? options.start() : options.stop());
      } catch (error) {
        // A task that did not begin is begun again with the next renewal.
        leading = false;
        logger.error({ leader: name, error }, 'The task could not be started or stopped.');
      }
    });
    return changing;
  };

  const lose = (reason: string): Promise<void> => {
    expiry?.cancel();
    if (leading) logger.warn({ leader: name }, reason);
    return change(false);
  };

  const step = async (): Promise<void> => {
    const askedAt = clock.monotonic();
    try {
      const mine = await within(clock, patienceMs, takeLeadership(database, name, owner, ttlMs));
      if (!mine) return await lose('Another process has taken the role.');
      expiry?.cancel();
      const leftMs = askedAt + ttlMs - marginMs - clock.monotonic();
      expiry = clock.after(leftMs, () => void lose('The role could not be renewed and was given up.'));
      if (!stopped) await change(true);
    } catch (error) {
      logger.warn({ leader: name, error: describeError(error) }, 'The role could not be renewed.');
    }
  };

  const loop = (): void => {
    working = step().finally(() => {
      if (!stopped) timer = clock.after(renewMs, loop);
    });
  };
  loop();

  return {
    async stop() {
      stopped = true;
      timer?.cancel();
      await working;
      expiry?.cancel();
      await change(false);
      await within(clock, patienceMs, leaveLeadership(database, name, owner)).catch((error: unknown) => {
        logger.debug({ leader: name, error: describeError(error) }, 'The role ends by itself.');
      });
    },
  };
}

function within<Result>(clock: Clock, limitMs: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(limitMs, () =>
      reject(new TransientError('leader_timeout', `The database did not answer within ${limitMs} ms.`)),
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}
