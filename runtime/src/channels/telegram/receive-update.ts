import { LRUCache } from 'lru-cache';
import type { Intake } from '../../contracts/update.ts';
import type { ApiClient } from './api-client.ts';
import type { BackgroundCalls } from './background-calls.ts';
import { hintLanguage } from './label-language.ts';
import { type ParsedUpdate, parseUpdate } from './parse-update.ts';
import type { TelegramSettings } from './telegram-options.ts';

export interface UpdateReceiver {
  /** Reads an update. @throws RefusedError `telegram_update_malformed` */
  parse(raw: unknown, requestId: string): ParsedUpdate;
  /** Does what the update asks for; resolves once it may be acknowledged. @throws what Intake throws. */
  handle(update: ParsedUpdate): Promise<void>;
}

export interface UpdateReceiverOptions {
  readonly settings: TelegramSettings;
  readonly client: ApiClient;
  readonly background: BackgroundCalls;
  readonly intake: Intake;
  /** Aborts when receiving stops. */
  readonly signal: AbortSignal;
}

const GROUP_REFUSAL_PAUSE_MS = 3_600_000;
const MAXIMUM_GROUPS = 1000;

/** The way of one update from Telegram to Intake; the same for polling and webhooks. */
export function createUpdateReceiver(options: UpdateReceiverOptions): UpdateReceiver {
  const { settings, client, background, intake, signal } = options;
  const { bot, meter, clock, groupRefusal, languages } = settings;
  const refusedAt = new LRUCache<string, number>({ max: MAXIMUM_GROUPS });
  const count = (result: string): void => meter.count('opora_telegram_updates_total', { bot, result });

  const answerPress = (pressId: string | undefined): void => {
    if (pressId === undefined) return;
    background.run('answer_press', signal, () =>
      client.call('answerCallbackQuery', (api, limit) => api.answerCallbackQuery(pressId, {}, limit), signal),
    );
  };

  const refuseGroup = (chat: string, hint: string | undefined): void => {
    const last = refusedAt.get(chat);
    if (last !== undefined && clock.now() - last < GROUP_REFUSAL_PAUSE_MS) return;
    refusedAt.set(chat, clock.now());
    const text = groupRefusal[hintLanguage(hint, languages)];
    background.run('group_refusal', signal, () =>
      client.call('sendMessage', (api, limit) => api.sendMessage(chat, text, {}, limit), signal),
    );
  };

  return {
    parse(raw, requestId) {
      try {
        return parseUpdate(raw, bot, requestId);
      } catch (error) {
        count('malformed');
        throw error;
      }
    },
    async handle(update) {
      switch (update.type) {
        case 'ignore':
          count(update.reason);
          answerPress(update.pressId);
          return;
        case 'group':
          count('group');
          refuseGroup(update.chat, update.languageHint);
          return;
        case 'accept': {
          const { duplicate } = await intake.accept(update.update);
          count(duplicate ? 'duplicate' : 'accepted');
          answerPress(update.pressId);
        }
      }
    },
  };
}
