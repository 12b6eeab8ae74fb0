import { createHash, timingSafeEqual } from 'node:crypto';
import { CancelledError, RefusedError, TransientError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import { scrub } from './errors.ts';
import { receivedKinds } from './parse-update.ts';
import { pause, recoverFrom } from './receive-failure.ts';
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

/** Why a request was not taken, for the server's problem document. */
export interface TelegramWebhookRefusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  /** Seconds; when it may come again. */
  readonly retryAfter?: number;
}

const SECRET_HEADER = 'x-telegram-bot-api-secret-token';
const RETRY_AFTER_MS = 2000;
const LOOK_EVERY_MS = 60_000;
/** How long a failure that Telegram remembers counts, while updates wait. */
const RECENT_MS = 5 * LOOK_EVERY_MS;

/** Refuses whoever does not know the secret; null lets the request in. */
export function refuseStranger(
  { webhook }: TelegramSettings,
  headers: TelegramWebhookRequest['headers'],
): TelegramWebhookRefusal | null {
  if (webhook === undefined) return problem(404, 'webhook_off', 'This bot does not receive by webhook');
  if (isSecret(headers[SECRET_HEADER], webhook.secret)) return null;
  return problem(401, 'webhook_unauthorised', 'The secret token is missing or wrong');
}

/**
 * Takes an update: null only once it is durable, or can never be. Whatever is refused comes again, and everything
 * behind it waits. `receiver` is undefined while stopped.
 */
export async function answerWebhook(
  settings: TelegramSettings,
  receiver: UpdateReceiver | undefined,
  { headers, body, requestId }: TelegramWebhookRequest,
): Promise<TelegramWebhookRefusal | null> {
  const refusal = refuseStranger(settings, headers);
  if (refusal !== null) return refusal;
  if (receiver === undefined) return tryAgain('not_receiving');
  try {
    const update = receiver.read(readBody(body), requestId);
    if (update !== null) await receiver.handle(update);
    return null;
  } catch (error) {
    if (error instanceof TransientError) return tryAgain(error.code, error.retryAfterMs);
    if (error instanceof CancelledError || error instanceof RefusedError) return tryAgain(error.code);
    settings.logger.error({ error, requestId }, 'An update from the webhook could not be accepted.');
    return problem(500, 'internal_error', 'The update was not accepted; send it again');
  }
}

/** Tells Telegram where to send updates, until it works, then looks whether they come through. Never throws. */
export async function receiveByWebhook(options: WebhookOptions): Promise<void> {
  if (await registerWebhook(options)) await watchWebhook(options);
}

interface WebhookOptions {
  readonly settings: TelegramSettings & {
    readonly webhook: { readonly url: string; readonly secret: string };
  };
  readonly client: ApiClient;
  readonly status: StatusHolder;
  readonly signal: AbortSignal;
  readonly onFirstAttempt: () => void;
}

/** False when there is no sense in going on. */
async function registerWebhook({
  settings,
  client,
  status,
  signal,
  onFirstAttempt,
}: WebhookOptions): Promise<boolean> {
  const { url, secret } = settings.webhook;
  const query = { secret_token: secret, allowed_updates: receivedKinds };
  for (let failures = 1; !signal.aborted; failures += 1) {
    try {
      await client.call('setWebhook', (api, limit) => api.setWebhook(url, query, limit), signal);
      status.set('receiving');
      onFirstAttempt();
      return true;
    } catch (error) {
      const goOn = recoverFrom(error, failures, { settings, status, signal });
      onFirstAttempt();
      if (!(await goOn)) return false;
    }
  }
  return false;
}

/** Whether Telegram reaches this server shows nowhere else: what it cannot hand over never arrives. */
async function watchWebhook({ settings, client, status, signal }: WebhookOptions): Promise<void> {
  while (await pause(settings, LOOK_EVERY_MS, signal)) {
    try {
      const info = await client.call('getWebhookInfo', (api, limit) => api.getWebhookInfo(limit), signal);
      const { pending_update_count: pending, last_error_date: at = 0, last_error_message: reason } = info;
      if (pending === 0 || settings.clock.now() - at * 1000 > RECENT_MS) status.set('receiving');
      else status.set('waiting', toAdvice(pending, scrub(reason ?? '', settings.token)));
    } catch {
      // The call is counted; people may be heard all the same.
    }
  }
}

const toAdvice = (pending: number, reason: string): string =>
  `Telegram cannot hand over what people wrote (${pending} waiting): ${reason}. See whether PUBLIC_URL leads here.`;

/** Compares digests, so that neither content nor length shows in the time taken. */
function isSecret(given: string | readonly string[] | undefined, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret));
}

/** Undefined, which is no update, when it is not JSON. */
function readBody(body: unknown): unknown {
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) return body;
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const tryAgain = (code: string, retryAfterMs = RETRY_AFTER_MS): TelegramWebhookRefusal => ({
  ...problem(503, code, 'The update could not be stored now; send it again'),
  retryAfter: retryAfterMs / 1000,
});

const problem = (status: number, code: string, title: string): TelegramWebhookRefusal => ({
  status,
  code,
  title,
});
