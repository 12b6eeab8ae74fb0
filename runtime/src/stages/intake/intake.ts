import type { Bot } from '../../contracts/bot.ts';
import type { EngineListener } from '../../contracts/events.ts';
import {
  type AcceptItem,
  type AcceptResult,
  type BurstRule,
  type EngineStore,
  endsItsBurst,
} from '../../contracts/store.ts';
import type { TurnSlots } from '../../contracts/turn-slots.ts';
import type { Accepted, IncomingUpdate, Intake } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import { RefusedError, RuntimeError, TransientError } from '../../core/errors.ts';
import { updateId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import { createBatcher } from '../../resilience/batcher.ts';
import { toStorable } from './to-storable.ts';

export interface IntakeOptions {
  readonly store: EngineStore;
  readonly bots: ReadonlyMap<string, Bot>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly onEvent: EngineListener;
  /** Updates waiting for a commit at most. Default 4,096. */
  readonly maximumWaiting?: number;
  /** Places of the worker beside it; without them every Conversation waits to be claimed. */
  readonly slots?: TurnSlots;
}

/** Characters of text kept of one Update. */
export const maximumTextCharacters = 20_000;
const maximumNameCharacters = 200;
/** Longest wait for the commit: whoever sends again afterwards finds the Update stored, or stores it then. */
const maximumWaitMs = 10_000;

/** Stores what channels received, in group commits; `accept` resolves after the commit. */
export function createIntake(options: IntakeOptions): Intake {
  const { store, bots, clock, logger, meter, onEvent } = options;
  const batcher = createBatcher<AcceptItem, AcceptResult>({
    run: (items) => acceptBatch(store, items, options.slots),
    maximumWaiting: options.maximumWaiting ?? 4096,
    clock,
    isShared: (error) => error instanceof TransientError,
    onBatch: (size) => meter.observe('opora_intake_batch_size', size),
  });

  const storeUpdate = async (update: IncomingUpdate): Promise<Accepted> => {
    const bot = bots.get(update.bot);
    if (bot === undefined) throw new RefusedError('bot_unknown', `No bot "${update.bot}" runs here.`);
    const item = { update: checkUpdate(update), rule: burstRule(bot, update) };
    const result = await withinWait(clock, batcher.add(item));
    onEvent({
      type: 'update-accepted',
      conversationId: result.conversationId,
      dueInMs: result.duplicate ? null : result.dueInMs,
    });
    const { conversationId, seq, duplicate } = result;
    const id = updateId(conversationId, seq);
    const { bot: name, requestId } = update;
    logger.debug({ bot: name, requestId, updateId: id, duplicate }, 'An Update was accepted.');
    return { updateId: id, conversationId, duplicate };
  };

  return {
    async accept(update) {
      const startedAt = clock.monotonic();
      const labels = { bot: update.bot, channel: update.channel };
      try {
        const accepted = await storeUpdate(update);
        const result = accepted.duplicate ? 'duplicate' : 'new';
        meter.count('opora_updates_accepted_total', { result, ...labels });
        meter.observe('opora_intake_seconds', (clock.monotonic() - startedAt) / 1000);
        return accepted;
      } catch (error) {
        meter.count('opora_updates_accepted_total', { result: 'refused', ...labels });
        throw toIntakeError(error);
      }
    },
  };
}

/** @throws TransientError when the database, frozen or behind a dead line, answers nothing. */
function withinWait<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(maximumWaitMs, () =>
      reject(new TransientError('intake_unavailable', 'The database did not answer in time.')),
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}

/** Stores a batch; Turns that it wakes begin at once where the worker has places for them. */
async function acceptBatch(
  store: EngineStore,
  items: readonly AcceptItem[],
  slots: TurnSlots | undefined,
): Promise<readonly AcceptResult[]> {
  const reserved = slots?.reserve(items.filter(endsItsBurst).length) ?? 0;
  if (slots === undefined || reserved === 0) return store.accept(items);
  const { worker, leaseMs } = slots;
  try {
    const results = await store.accept(items, { worker, leaseMs, limit: reserved });
    slots.begin(
      reserved,
      results.flatMap((result) => result.claim ?? []),
    );
    return results;
  } catch (error) {
    slots.lose(reserved);
    throw error;
  }
}

function toIntakeError(error: unknown): Error {
  if (error instanceof TransientError) {
    return new TransientError('intake_unavailable', 'The message could not be stored; send it again.', {
      cause: error,
      retryAfterMs: error.retryAfterMs ?? 2_000,
    });
  }
  if (error instanceof RefusedError && error.code === 'buffer_full') {
    return new RefusedError('intake_overloaded', 'Too many messages are waiting to be stored.', {
      cause: error,
    });
  }
  if (error instanceof RuntimeError) return error;
  return new RefusedError('update_invalid', 'The message cannot be stored as it is.', { cause: error });
}

const isName = (text: string): boolean =>
  text.length > 0 && text.length <= maximumNameCharacters && !text.includes('\u0000') && text.isWellFormed();

function checkUpdate(update: IncomingUpdate): IncomingUpdate {
  if (!isName(update.conversation) || !isName(update.externalId)) {
    throw new RefusedError(
      'update_invalid',
      `Conversation and message ids must have 1 to ${maximumNameCharacters} characters that can be stored.`,
    );
  }
  const { content, raw } = update;
  const { text } = content;
  const isLong = text !== undefined && text.length > maximumTextCharacters;
  return {
    ...update,
    content: toStorable(isLong ? { ...content, text: text.slice(0, maximumTextCharacters) } : content),
    ...(raw === undefined ? {} : { raw: toStorable(raw) }),
  };
}

function burstRule(bot: Bot, { content }: IncomingUpdate): BurstRule {
  return {
    quietMs: bot.burst.quietMs,
    capMs: bot.burst.capMs,
    maximumParts: bot.burst.maximumParts,
    maximumCharacters: bot.burst.maximumCharacters,
    // Only plain writing gathers; whoever presses a button or gives a command waits for its effect.
    flush: content.kind !== 'message' || content.command !== undefined,
  };
}
