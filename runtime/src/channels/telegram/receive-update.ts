import { LRUCache } from 'lru-cache';
import type { IncomingUpdate, Intake } from '../../contracts/update.ts';
import { describeError, RefusedError } from '../../core/errors.ts';
import type { ApiClient } from './api-client.ts';
import type { BackgroundCalls } from './background-calls.ts';
import { hintLanguage } from './label-language.ts';
import { type ParsedUpdate, parseUpdate } from './parse-update.ts';
import type { TelegramSettings } from './telegram-options.ts';

export interface UpdateReceiver {
  /** Reads an update; null for what is none, which is logged and passed over: it will never become one. */
  read(raw: unknown, requestId: string): ParsedUpdate | null;
  /**
   * Does what the update asks for; resolves once it may be acknowledged. That is too when Intake has called it
   * invalid for the fifth time: Telegram would hold back all others behind it for ever.
   *
   * @throws what Intake throws.
   */
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
/** Tries before an update that Intake calls invalid is given up. */
const INVALID_TRIES = 5;
const MAXIMUM_INVALID = 1000;

/** The way of one update from Telegram to Intake; the same for polling and webhooks. */
export function createUpdateReceiver(options: UpdateReceiverOptions): UpdateReceiver {
  const { settings, client, background, intake, signal } = options;
  const { bot, meter, clock, logger, groupRefusal, languages } = settings;
  const refusedAt = new LRUCache<string, number>({ max: MAXIMUM_GROUPS });
  const invalidTries = new LRUCache<number, number>({ max: MAXIMUM_INVALID });
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

  const isGivenUp = (updateId: number, error: unknown): boolean => {
    if (!(error instanceof RefusedError) || error.code !== 'update_invalid') return false;
    const tries = (invalidTries.get(updateId) ?? 0) + 1;
    invalidTries.set(updateId, tries);
    return tries >= INVALID_TRIES;
  };

  const accept = async (updateId: number, update: IncomingUpdate): Promise<void> => {
    try {
      const { duplicate } = await intake.accept(update);
      count(duplicate ? 'duplicate' : 'accepted');
    } catch (error) {
      if (!isGivenUp(updateId, error)) throw error;
      count('given_up');
      logger.error(
        { updateId, error: describeError(error) },
        `An update was given up after ${INVALID_TRIES} tries: Intake cannot store it.`,
      );
    }
  };

  return {
    read(raw, requestId) {
      try {
        return parseUpdate(raw, bot, requestId);
      } catch (error) {
        count('malformed');
        logger.error(
          { updateId: readUpdateId(raw), requestId, error: describeError(error) },
          'Telegram sent something that is no update; it is passed over.',
        );
        return null;
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
        case 'accept':
          await accept(update.updateId, update.update);
          answerPress(update.pressId);
      }
    },
  };
}

/** What can be told of something that is no update. */
function readUpdateId(raw: unknown): number | null {
  const id = (raw as { readonly update_id?: unknown } | null | undefined)?.update_id;
  return typeof id === 'number' ? id : null;
}
