import { sleep } from '../../core/clock.ts';
import { backoffMs } from '../../resilience/backoff.ts';
import { type TelegramFailure, toFailure } from './errors.ts';
import type { StatusHolder } from './receiving-status.ts';
import type { TelegramSettings } from './telegram-options.ts';

const BACKOFF = { baseMs: 500, maximumMs: 30_000 } as const;
const CONFLICT_PAUSE_MS = 3000;

const CONFLICT_ADVICE =
  'Another process receives for this bot token (a second copy, or a webhook set elsewhere). Stop it, or give this bot its own token.';
const UNAUTHORIZED_ADVICE =
  'Telegram does not know this bot token. Take the current one from BotFather, set it and restart; messages wait at Telegram for up to 24 hours.';

/** Reports a failed call of receiving and waits; false when there is no sense in going on. */
export async function recoverFrom(
  error: unknown,
  failures: number,
  { settings, status, signal }: { settings: TelegramSettings; status: StatusHolder; signal: AbortSignal },
): Promise<boolean> {
  if (signal.aborted) return false;
  const { logger, meter, bot, random, token } = settings;
  const failed = toFailure(error, token);
  meter.count('opora_telegram_receive_errors_total', { bot, code: failed.code });
  const fields = { code: failed.code, reason: failed.reason };
  if (failed.code === 'telegram_unauthorized') {
    status.set('unauthorized', UNAUTHORIZED_ADVICE);
    logger.error(fields, `Receiving from Telegram has stopped. ${UNAUTHORIZED_ADVICE}`);
    return false;
  }
  const waitMs = backoffMs(failures, BACKOFF, random, leastPause(failed));
  if (failed.code === 'telegram_conflict') {
    status.set('conflict', CONFLICT_ADVICE);
    logger.warn({ ...fields, waitMs }, `Telegram refuses to hand over messages. ${CONFLICT_ADVICE}`);
  } else {
    status.set('waiting', `Telegram cannot be reached (${failed.code}); trying again.`);
    logger.warn({ ...fields, waitMs }, 'A call to Telegram failed; trying again.');
  }
  return pause(settings, waitMs, signal);
}

/** Waits; false when `signal` aborted meanwhile. */
export async function pause(
  { clock }: TelegramSettings,
  delayMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await sleep(clock, delayMs, signal);
    return true;
  } catch {
    return false;
  }
}

function leastPause({ code, retryAfterMs = 0 }: TelegramFailure): number {
  return code === 'telegram_conflict' ? CONFLICT_PAUSE_MS : retryAfterMs;
}
