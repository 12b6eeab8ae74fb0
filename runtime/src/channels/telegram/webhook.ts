import { createHash, timingSafeEqual } from 'node:crypto';
import type { Json } from '../../contracts/json.ts';
import { CancelledError, RefusedError, TransientError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { receivedKinds } from './parse-update.ts';
import { recoverFrom } from './receive-failure.ts';
import type { UpdateReceiver } from './receive-update.ts';
import type { StatusHolder } from './receiving-status.ts';
import type { TelegramSettings } from './telegram-options.ts';

/** A request that claims to come from Telegram. */
export interface TelegramWebhookRequest {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Parsed JSON, or its text or bytes. */
  readonly body: unknown;
  readonly requestId: string;
}

/** What to answer. */
export interface TelegramWebhookResponse {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const RETRY_AFTER_SECONDS = 2;

/** Answers a webhook request: 200 only once the update is durable. `receiver` is undefined while stopped. */
export async function answerWebhook(
  { webhook, logger }: TelegramSettings,
  receiver: UpdateReceiver | undefined,
  request: TelegramWebhookRequest,
): Promise<TelegramWebhookResponse> {
  if (webhook === undefined) return problem(404, 'webhook_off', 'This bot does not receive by webhook.');
  if (!isSecret(request.headers[SECRET_HEADER], webhook.secret)) {
    return problem(401, 'webhook_unauthorized', 'The secret token is missing or wrong.');
  }
  if (receiver === undefined) return tryAgain('not_receiving', RETRY_AFTER_SECONDS);
  try {
    await receiver.handle(receiver.parse(readBody(request.body), request.requestId));
    return { status: 200, body: { ok: true } };
  } catch (error) {
    if (error instanceof TransientError) {
      return tryAgain(error.code, Math.ceil((error.retryAfterMs ?? RETRY_AFTER_SECONDS * 1000) / 1000));
    }
    if (error instanceof CancelledError) return tryAgain(error.code, RETRY_AFTER_SECONDS);
    if (error instanceof RefusedError) {
      if (error.code === 'intake_overloaded') return tryAgain(error.code, RETRY_AFTER_SECONDS);
      return problem(400, error.code, error.message);
    }
    logger.error(
      { error, requestId: request.requestId },
      'An update from the webhook could not be accepted.',
    );
    return problem(500, 'internal_error', 'The update was not accepted; send it again.');
  }
}

/** Tells Telegram where to send updates; tries until it works. Never throws. */
export async function registerWebhook({
  settings,
  client,
  status,
  signal,
  onFirstAttempt,
}: {
  readonly settings: TelegramSettings & {
    readonly webhook: { readonly url: string; readonly secret: string };
  };
  readonly client: ApiClient;
  readonly status: StatusHolder;
  readonly signal: AbortSignal;
  readonly onFirstAttempt: () => void;
}): Promise<void> {
  const { url, secret } = settings.webhook;
  const query = { secret_token: secret, allowed_updates: receivedKinds };
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await client.call('setWebhook', (api, limit) => api.setWebhook(url, query, limit), signal);
      status.set('receiving');
      onFirstAttempt();
      return;
    } catch (error) {
      const goOn = recoverFrom(error, failures, { settings, status, signal });
      onFirstAttempt();
      if (!(await goOn)) return;
    }
  }
}

/** Compares digests, so that neither content nor length shows in the time taken. */
function isSecret(given: string | readonly string[] | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret));
}

function readBody(body: unknown): unknown {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body;
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    throw new RefusedError('telegram_update_malformed', 'The body is not JSON.');
  }
}

function tryAgain(code: string, seconds: number): TelegramWebhookResponse {
  const answer = problem(503, code, 'The update could not be stored now; send it again.');
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(Math.max(1, seconds)) } };
}

function problem(status: number, code: string, detail: string): TelegramWebhookResponse {
  return {
    status,
    body: { type: 'about:blank', title: code, status, detail, code },
    headers: { 'content-type': 'application/problem+json' },
  };
}
