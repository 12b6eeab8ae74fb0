import { GrammyError, HttpError } from 'grammy';
import type { DeliveryOutcome } from '../../contracts/channel.ts';
import { describeError } from '../../core/errors.ts';
import { TransportError } from './http-transport.ts';

/** The codes that outcomes and errors of this channel carry. */
export type TelegramFailureCode =
  | 'telegram_blocked'
  | 'telegram_conflict'
  | 'telegram_not_modified'
  | 'telegram_message_gone'
  | 'telegram_rate_limited'
  | 'telegram_rejected'
  | 'telegram_server_error'
  | 'telegram_unauthorized'
  | 'telegram_unreachable'
  | 'telegram_answer_lost';

/** A failed call, understood. Holds no address, no token and no user text. */
export interface TelegramFailure {
  readonly code: TelegramFailureCode;
  /** For operators. */
  readonly reason: string;
  /** Whether the call may have taken effect. */
  readonly mayHaveHappened: boolean;
  /** Whether the same call can ever succeed. */
  readonly permanent: boolean;
  readonly retryAfterMs?: number;
}

/** An answer that the Bot API itself did not write (a proxy's page, half a body). */
export class UnreadableAnswer extends Error {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, retryAfterSeconds?: number) {
    super(`HTTP ${status} with a body that is not from the Bot API.`);
    this.name = 'UnreadableAnswer';
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const LONG_RETRY_MS = 300_000;

/** Understands anything that a call of grammY's `Api` throws. */
export function toFailure(error: unknown, token: string): TelegramFailure {
  if (error instanceof GrammyError) return fromAnswer(error, token);
  const inner = error instanceof HttpError ? error.error : error;
  if (inner instanceof TransportError) {
    return inner.requestLeft
      ? failure('telegram_answer_lost', inner.message, { mayHaveHappened: true })
      : failure('telegram_unreachable', inner.message, {});
  }
  if (inner instanceof UnreadableAnswer) return fromStatus(inner);
  // Not understood, so the careful reading: it may have happened.
  return failure('telegram_answer_lost', scrub(describeError(inner), token), { mayHaveHappened: true });
}

function fromAnswer(error: GrammyError, token: string): TelegramFailure {
  const reason = `${error.error_code} ${scrub(error.description, token)}`;
  const text = error.description.toLowerCase();
  const seconds = error.parameters.retry_after;
  switch (error.error_code) {
    case 400:
      return failure(codeOfBadRequest(text), reason, { permanent: true });
    case 401:
    case 404:
      return failure('telegram_unauthorized', `${reason}; check the bot token`, {
        retryAfterMs: LONG_RETRY_MS,
      });
    case 403:
      return failure('telegram_blocked', reason, { permanent: true });
    case 409:
      return failure('telegram_conflict', reason, {});
    case 413:
      return failure('telegram_rejected', reason, { permanent: true });
    case 420:
    case 429:
      return failure('telegram_rate_limited', reason, { retryAfterMs: Math.max(1, seconds ?? 1) * 1000 });
    default:
      if (error.error_code >= 500) return failure('telegram_server_error', reason, { mayHaveHappened: true });
      return failure('telegram_rejected', reason, { retryAfterMs: LONG_RETRY_MS });
  }
}

/** An HTTP status from something in between (a proxy); below 500 nothing reached the Bot API. */
function fromStatus(answer: UnreadableAnswer): TelegramFailure {
  if (answer.status === 429) {
    const retryAfterMs = Math.max(1, answer.retryAfterSeconds ?? 1) * 1000;
    return failure('telegram_rate_limited', answer.message, { retryAfterMs });
  }
  if (answer.status >= 500)
    return failure('telegram_server_error', answer.message, { mayHaveHappened: true });
  if (answer.status < 300) return failure('telegram_answer_lost', answer.message, { mayHaveHappened: true });
  return failure('telegram_unreachable', answer.message, { retryAfterMs: LONG_RETRY_MS });
}

function codeOfBadRequest(text: string): TelegramFailureCode {
  if (text.includes('message is not modified')) return 'telegram_not_modified';
  if (/message to edit not found|message_id_invalid|message can't be edited/.test(text))
    return 'telegram_message_gone';
  if (/chat not found|peer_id_invalid|user is deactivated|user not found/.test(text))
    return 'telegram_blocked';
  return 'telegram_rejected';
}

function failure(
  code: TelegramFailureCode,
  reason: string,
  rest: Partial<Pick<TelegramFailure, 'mayHaveHappened' | 'permanent' | 'retryAfterMs'>>,
): TelegramFailure {
  return { mayHaveHappened: false, permanent: false, ...rest, code, reason };
}

/** The outcome of a send that failed. */
export function toOutcome(failed: TelegramFailure): DeliveryOutcome {
  const { code, reason, permanent, retryAfterMs } = failed;
  if (failed.mayHaveHappened) return { status: 'unknown', code, reason };
  return {
    status: 'refused',
    code,
    reason,
    permanent,
    ...(code === 'telegram_blocked' ? { blocked: true } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** Takes the token, and its secret part, out of a text, in plain and in percent encoding. */
export function scrub(text: string, token: string): string {
  const secret = token.slice(token.indexOf(':') + 1);
  let clean = text;
  for (const part of [token, encodeURIComponent(token), secret]) clean = clean.replaceAll(part, '[redacted]');
  return clean;
}
