import { setMaxListeners } from 'node:events';
import type { Channel } from '../../contracts/channel.ts';
import type { Intake } from '../../contracts/update.ts';
import { InvariantError } from '../../core/errors.ts';
import { createApiClient } from './api-client.ts';
import { createBackgroundCalls } from './background-calls.ts';
import { publishCommands } from './commands-menu.ts';
import { createDeliver } from './deliver.ts';
import { downloadAttachment } from './download.ts';
import { toFailure } from './errors.ts';
import { poll } from './polling.ts';
import { createUpdateReceiver, type UpdateReceiver } from './receive-update.ts';
import { createStatusHolder, type TelegramStatus } from './receiving-status.ts';
import { prepareMessage } from './render-message.ts';
import {
  type TelegramChannelOptions,
  type TelegramSettings,
  telegramRate,
  toTelegramSettings,
} from './telegram-options.ts';
import {
  answerWebhook,
  receiveByWebhook,
  refuseStranger,
  type TelegramWebhookRefusal,
  type TelegramWebhookRequest,
} from './webhook.ts';

/** A bot's connection to Telegram. */
export interface TelegramChannel extends Channel {
  readonly name: 'telegram';
  /** Why a request to `POST /<bot>/webhooks/telegram` is not from Telegram, by its headers; null when it is. */
  refuseWebhook(headers: TelegramWebhookRequest['headers']): TelegramWebhookRefusal | null;
  /** Takes what came there, the headers looked at again; null (answer 200) once Telegram may forget it. Never throws. */
  handleWebhook(request: TelegramWebhookRequest): Promise<TelegramWebhookRefusal | null>;
  /** Whether the bot hears its people. */
  status(): TelegramStatus;
  /** The bot's name at Telegram without `@`; null until Telegram has told it. */
  username(): string | null;
}

/** What runs between `start` and `stop`. */
interface Session {
  readonly stopping: AbortController;
  readonly receiver: UpdateReceiver;
  readonly done: Promise<void>;
}

/**
 * Creates the channel. `start` resolves after the first attempt to reach Telegram and never rejects because of
 * Telegram: what is wrong is logged, and `status` tells it.
 *
 * @throws ConfigError `telegram_options_invalid`
 */
export function createTelegramChannel(options: TelegramChannelOptions): TelegramChannel {
  const settings = toTelegramSettings({
    ...options,
    logger: options.logger.child({ module: 'telegram', bot: options.bot }),
  });
  const client = createApiClient(settings);
  const status = createStatusHolder(settings);
  const background = createBackgroundCalls(settings);
  const handled = new Set<Promise<unknown>>();
  let session: Session | undefined;
  let username: string | null = null;

  return {
    name: 'telegram',
    delivery: settings.mode === 'placeholder' ? 'repeatable' : 'ambiguous',
    rate: telegramRate,
    prepare: (message) => prepareMessage(message, labelReserve(settings)),
    deliver: createDeliver(settings, client),
    download: (attachment, signal) => downloadAttachment(settings, client, attachment, signal),
    showTyping: async (conversation, signal) => {
      try {
        const send = client.call(
          'sendChatAction',
          (api, limit) => api.sendChatAction(conversation, 'typing', {}, limit),
          signal,
        );
        await send;
      } catch (error) {
        const { code } = toFailure(error, settings.token);
        settings.meter.count('opora_telegram_typing_failures_total', { bot: settings.bot, code });
      }
    },
    async start(intake) {
      if (session !== undefined) {
        throw new InvariantError('telegram_started_twice', 'The Telegram channel is already receiving.');
      }
      await new Promise<void>((resolve) => {
        session = openSession(intake, resolve);
      });
    },
    async stop() {
      const ended = session;
      session = undefined;
      if (ended === undefined) return;
      ended.stopping.abort();
      await Promise.all([ended.done, ...handled, background.idle()]);
      status.set('stopped');
    },
    refuseWebhook: (headers) => refuseStranger(settings, headers),
    async handleWebhook(request) {
      const answer = answerWebhook(settings, session?.receiver, request);
      handled.add(answer);
      return answer.finally(() => handled.delete(answer));
    },
    status: () => status.get(),
    username: () => username,
  };

  function openSession(intake: Intake, onFirstAttempt: () => void): Session {
    const stopping = new AbortController();
    const { signal } = stopping;
    // Every running call listens to it: many listeners are no leak.
    setMaxListeners(0, signal);
    status.set('starting');
    const receiver = createUpdateReceiver({ settings, client, background, intake, signal });
    const { webhook } = settings;
    const shared = { settings, client, status, signal, onFirstAttempt };
    const receiving =
      webhook === undefined
        ? poll({ ...shared, receiver })
        : receiveByWebhook({ ...shared, settings: { ...settings, webhook } });
    background.run('commands', signal, () => publishCommands(settings, client, signal));
    background.run('name', signal, async () => {
      username = (await client.call('getMe', (api, limit) => api.getMe(limit), signal)).username;
    });
    // A stop before the first attempt ends must not leave `start` waiting.
    return { stopping, receiver, done: receiving.finally(onFirstAttempt) };
  }
}

/** Units that the longest label and the empty line after it take. */
function labelReserve({ repeatedLabel }: TelegramSettings): number {
  return Math.max(0, ...Object.values(repeatedLabel).map((label) => label.length + 2));
}
