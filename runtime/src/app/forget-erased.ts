import type { Database } from '../contracts/bot.ts';
import type { Clock, ClockTimer } from '../core/clock.ts';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { readRecentErasures } from '../postgres/statements/recent-erasures.ts';
import type { Inference } from '../stages/inference/index.ts';
import type { Engine } from './engine.ts';

export interface ForgetErasedOptions {
  readonly engine: Pick<Engine, 'onEvent'>;
  readonly inference: Pick<Inference, 'forget'>;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Between two looks for what other processes have erased, ms. Default 60,000. */
  readonly everyMs?: number;
}

/**
 * Takes answers of models made for erased Conversations out of the cache: what this process erases at once, what others
 * erase within a minute. Returns the way to stop.
 */
export function forgetErased(options: ForgetErasedOptions): () => void {
  const { engine, inference, database, clock, logger, everyMs = 60_000 } = options;
  let timer: ClockTimer | null = null;
  let stopped = false;
  const forget = (conversationId: string): void => {
    inference.forget(conversationId).catch((error: unknown) => {
      logger.warn({ conversationId, error: describeError(error) }, 'Cached answers could not be forgotten.');
    });
  };
  const look = async (): Promise<void> => {
    try {
      for (const id of await readRecentErasures(database)) forget(id);
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'Erasures could not be read; looking again.');
    }
    schedule();
  };
  const schedule = (): void => {
    if (stopped) return;
    timer = clock.after(everyMs, () => void look());
  };
  const unfollow = engine.onEvent((event) => {
    if (event.type === 'turn-end' && event.erased) forget(event.conversationId);
  });
  schedule();
  return () => {
    stopped = true;
    timer?.cancel();
    unfollow();
  };
}
