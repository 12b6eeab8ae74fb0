import pg from 'pg';
import type { Clock, ClockTimer } from '../core/clock.ts';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';

export interface WakeSignalOptions {
  readonly connectionString: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when another process says that work waits. Omitted: only announce. */
  readonly onWake?: () => void;
}

export interface WakeSignal {
  /** Tells other processes that work waits; calls within 50 ms are one. */
  announce(): void;
  stop(): Promise<void>;
}

const gatherMs = 50;
const reconnectMs = 2_000;

/**
 * A hint between processes over LISTEN and NOTIFY, on a connection of its own with `synchronous_commit=off`,
 * at most 20 times a second: inside a durable transaction NOTIFY would cap all commits. When it is away the
 * poll still finds the work.
 */
export function createWakeSignal(options: WakeSignalOptions): WakeSignal {
  const { connectionString, clock, logger, onWake } = options;
  let client: pg.Client | null = null;
  let stopped = false;
  let pending: ClockTimer | null = null;
  let retry: ClockTimer | null = null;

  const connect = async (): Promise<void> => {
    if (stopped) return;
    const next = new pg.Client({ connectionString, application_name: 'opora-wake' });
    next.on('error', () => lose(next));
    next.on('end', () => lose(next));
    next.on('notification', () => onWake?.());
    try {
      await next.connect();
      await next.query('set synchronous_commit = off');
      if (onWake !== undefined) await next.query('listen opora_wake');
      client = next;
    } catch (error) {
      logger.debug({ error: describeError(error) }, 'The wake signal is away; the poll serves.');
      lose(next);
    }
  };

  const lose = (lost: pg.Client): void => {
    if (client === lost) client = null;
    void lost.end().catch((error: unknown) => {
      logger.trace({ error: describeError(error) }, 'A lost connection could not be closed.');
    });
    if (!stopped && retry === null) {
      retry = clock.after(reconnectMs, () => {
        retry = null;
        void connect();
      });
    }
  };

  void connect();

  return {
    announce() {
      if (pending !== null || stopped) return;
      pending = clock.after(gatherMs, () => {
        pending = null;
        client?.query('notify opora_wake').catch((error: unknown) => {
          logger.debug(
            { error: describeError(error) },
            'The wake signal could not be sent; the poll serves.',
          );
        });
      });
    },
    async stop() {
      stopped = true;
      pending?.cancel();
      retry?.cancel();
      await client?.end();
    },
  };
}
