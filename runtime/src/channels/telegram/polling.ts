import { createRequestId } from '../../core/ids.ts';
import { backoffMs } from '../../resilience/backoff.ts';
import { createBatchAcceptor } from './accept-batch.ts';
import type { ApiClient } from './api-client.ts';
import { receivedKinds } from './parse-update.ts';
import { pause, recoverFrom } from './receive-failure.ts';
import type { UpdateReceiver } from './receive-update.ts';
import type { StatusHolder } from './receiving-status.ts';
import type { TelegramSettings } from './telegram-options.ts';

export interface PollingOptions {
  readonly settings: TelegramSettings;
  readonly client: ApiClient;
  readonly receiver: UpdateReceiver;
  readonly status: StatusHolder;
  readonly signal: AbortSignal;
  /** Called once, after the first attempt to reach Telegram. */
  readonly onFirstAttempt: () => void;
}

const MAXIMUM_UPDATES = 100;

/**
 * Long polling. An offset, which makes Telegram forget everything below it, is sent only after every update
 * below it was accepted. Returns when `signal` aborts or the token is refused; never throws.
 */
export async function poll(options: PollingOptions): Promise<void> {
  const { settings, status, signal, onFirstAttempt } = options;
  const { logger, random } = settings;
  const acceptor = createBatchAcceptor({ handle: options.receiver.handle, logger, signal });
  let webhookDeleted = false;
  // Sent once and then left out: ids may begin anew, lower, after a quiet week.
  let offset: number | undefined;
  let failures = 0;
  let refusals = 0;
  while (!signal.aborted) {
    try {
      if (!webhookDeleted) {
        await options.client.call('deleteWebhook', (api, limit) => api.deleteWebhook({}, limit), signal);
        webhookDeleted = true;
        status.set('receiving');
        onFirstAttempt();
      }
      const updates = await fetchUpdates(options, offset);
      status.set('receiving');
      failures = 0;
      offset = undefined;
      if (updates.length === 0) continue;
      const parsed = updates.flatMap((update) => options.receiver.read(update, createRequestId()) ?? []);
      const failedAt = await acceptor.accept(parsed);
      offset = failedAt ?? Math.max(...updates.map(({ update_id: id }) => id)) + 1;
      refusals = failedAt === null ? 0 : refusals + 1;
      if (failedAt !== null)
        await pause(settings, backoffMs(refusals, { baseMs: 200, maximumMs: 10_000 }, random, 50), signal);
    } catch (error) {
      failures += 1;
      const goOn = recoverFrom(error, failures, { settings, status, signal });
      onFirstAttempt();
      if (!(await goOn)) break;
    }
  }
}

type RawUpdates = readonly { readonly update_id: number }[];

function fetchUpdates(
  { settings, client, signal }: PollingOptions,
  offset: number | undefined,
): Promise<RawUpdates> {
  const { pollTimeoutSeconds } = settings;
  const query = {
    limit: MAXIMUM_UPDATES,
    timeout: pollTimeoutSeconds,
    allowed_updates: receivedKinds,
    ...(offset === undefined ? {} : { offset }),
  };
  return client.call(
    'getUpdates',
    (api, limit) => api.getUpdates(query, limit),
    signal,
    pollTimeoutSeconds * 1000,
  );
}
