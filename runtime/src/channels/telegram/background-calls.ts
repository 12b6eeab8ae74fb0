import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import { toFailure } from './errors.ts';

/** Calls that nobody waits for: their failure is counted and logged, never thrown. */
export interface BackgroundCalls {
  /** Starts `task`, unless too many are running or `signal` has aborted. */
  run(purpose: string, signal: AbortSignal, task: () => Promise<unknown>): void;
  /** Resolves when nothing is running. */
  idle(): Promise<void>;
}

export interface BackgroundCallsOptions {
  readonly bot: string;
  readonly token: string;
  readonly logger: Logger;
  readonly meter: Meter;
}

const MAXIMUM_RUNNING = 100;

/** Creates a bounded set of background calls. */
export function createBackgroundCalls({
  bot,
  token,
  logger,
  meter,
}: BackgroundCallsOptions): BackgroundCalls {
  const running = new Set<Promise<void>>();
  const count = (purpose: string, result: string): void =>
    meter.count('opora_telegram_background_calls_total', { bot, purpose, result });
  return {
    run(purpose, signal, task) {
      if (signal.aborted || running.size >= MAXIMUM_RUNNING) {
        count(purpose, 'skipped');
        return;
      }
      const call = task()
        .then(() => count(purpose, 'ok'))
        .catch((error: unknown) => {
          count(purpose, 'failed');
          const { code, reason } = toFailure(error, token);
          if (!signal.aborted)
            logger.debug({ purpose, code, reason }, 'A best-effort call to Telegram failed.');
        })
        .finally(() => running.delete(call));
      running.add(call);
    },
    async idle() {
      await Promise.all(running);
    },
  };
}
