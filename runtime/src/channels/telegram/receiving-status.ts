import type { TelegramSettings } from './telegram-options.ts';

/** Whether a bot hears its people, for health probes. */
export interface TelegramStatus {
  readonly mode: 'polling' | 'webhook';
  /**
   * - `receiving`: all is well.
   * - `waiting`: the last call failed and is tried again, or Telegram cannot hand over to the webhook.
   * - `conflict`: somebody else receives for this token.
   * - `unauthorized`: Telegram does not know the token; nothing is tried until a restart.
   */
  readonly state: 'stopped' | 'starting' | 'receiving' | 'waiting' | 'conflict' | 'unauthorized';
  /** Ms since the epoch. */
  readonly since: number;
  /** What is wrong and what to do, for an operator; null when all is well. */
  readonly advice: string | null;
}

export interface StatusHolder {
  get(): TelegramStatus;
  set(state: TelegramStatus['state'], advice?: string): void;
}

/** Keeps the status and the gauge `opora_telegram_receiving`. */
export function createStatusHolder({ webhook, clock, meter, bot }: TelegramSettings): StatusHolder {
  const mode = webhook === undefined ? 'polling' : 'webhook';
  let status: TelegramStatus = { mode, state: 'stopped', since: clock.now(), advice: null };
  return {
    get: () => status,
    set(state, advice) {
      const since = state === status.state ? status.since : clock.now();
      status = { mode, state, since, advice: advice ?? null };
      meter.gauge('opora_telegram_receiving', state === 'receiving' ? 1 : 0, { bot });
    },
  };
}
