import { setMaxListeners } from 'node:events';
import type { Bot } from '../../contracts/bot.ts';
import type { Channel, DeliveryOutcome } from '../../contracts/channel.ts';
import type { EngineListener } from '../../contracts/events.ts';
import type { ClaimedDelivery, DeliveryRecord, EngineStore } from '../../contracts/store.ts';
import { type Clock, type ClockTimer, sleep } from '../../core/clock.ts';
import { CancelledError, describeError, TransientError } from '../../core/errors.ts';
import { deliveryId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';
import type { SpanHandle, Tracer } from '../../core/tracer.ts';
import type { BackoffOptions } from '../../resilience/backoff.ts';
import { createBatcher } from '../../resilience/batcher.ts';
import { findTarget, type Target } from './find-target.ts';
import { groupByLane } from './group-by-lane.ts';
import { createPace, type Pace } from './pace.ts';
import { policyOf, resolveOutcome } from './resolve-outcome.ts';
import { createSender } from './send-delivery.ts';

export interface OutboxOptions {
  readonly store: EngineStore;
  readonly bots: ReadonlyMap<string, Bot>;
  readonly channelOf: (bot: string, channel: string) => Channel | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly tracer: Tracer;
  readonly onEvent: EngineListener;
  /** Called when a person can no longer be reached (blocked, kicked). */
  readonly onUnreachable: (delivery: ClaimedDelivery, reason: string) => Promise<void>;
  /** Sends at the same time. Default 64. */
  readonly concurrency?: number;
  /** Time-out of one send, ms. Default 15,000. */
  readonly sendTimeoutMs?: number;
  /** How much longer than a send's time-out its row is held, ms. Default 30,000. */
  readonly leaseGraceMs?: number;
  /** How long every sweep leaves Deliveries committed here alone, ms; the store's own figure. Default 30,000. */
  readonly ownDeliveryMs?: number;
  /** Attempts before a Delivery becomes a DeadLetter. Default 8. */
  readonly maximumAttempts?: number;
  /** Waits between Attempts. Default from 1 s to 5 minutes. */
  readonly retry?: BackoffOptions;
  readonly pollMs?: readonly [number, number];
}

export interface Outbox {
  start(): void;
  /** Sends Deliveries of a Turn this process has just committed; `trace` is the Turn's span, of which theirs are part. */
  dispatch(deliveries: readonly ClaimedDelivery[], trace?: SpanHandle | null): void;
  stop(deadlineMs: number): Promise<void>;
  readonly lastPollAt: number | null;
}

/** How a lane came here: taken by the sweep, or committed by this process; and until when its sends may start. */
interface Hold {
  readonly claimed: boolean;
  /** On the monotonic clock: past it the sweep of another process may take the Delivery. */
  readonly until: number;
  /** A send that starts later must be marked first: the sweep could come before it has ended. */
  readonly unmarkedUntil: number;
  /** The span of the Turn, where it ran here. */
  readonly trace: SpanHandle | null;
}

/** Part of `ownDeliveryMs` in which sends of a Turn committed here may start. */
const ownWindowShare = 5 / 6;
/** Time a channel has to answer its aborted signal before its send is given up as unknown. */
const stuckGraceMs = 5_000;
/** Lanes of one Turn's Deliveries waiting for a free sender; more are left to the sweep. */
const maximumQueuedLanes = 1_000;
const sweepBatch = 64;
/** How long a record of a repeatable send gathers others. */
const relaxedRecordMs = 4;

/** Sends what Turns have committed, in order per lane, and records what came of it. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, bots, clock, random, logger, meter, onEvent } = options;
  const { concurrency = 64, sendTimeoutMs = 15_000, maximumAttempts = 8 } = options;
  const [pollMinimum, pollMaximum] = options.pollMs ?? [50, 250];
  const leaseGraceMs = options.leaseGraceMs ?? 30_000;
  const leaseMs = sendTimeoutMs + leaseGraceMs;
  const ownDeliveryMs = options.ownDeliveryMs ?? 30_000;
  const retry = options.retry ?? { baseMs: 1_000, maximumMs: 300_000 };
  const stopped = new AbortController();
  // Every send that waits for its channel's pace listens to it.
  setMaxListeners(0, stopped.signal);
  const paces = new Map<string, Pace>();
  const queue: { readonly lane: readonly ClaimedDelivery[]; readonly hold: Hold }[] = [];
  let sending = 0;
  let stopping = false;
  let timer: ClockTimer | null = null;
  let sweeping = false;
  let lastPollAt: number | null = null;
  let onIdle: (() => void) | null = null;

  const stuckAfterMs = Math.min(stuckGraceMs, leaseGraceMs / 2);
  const send = createSender(options.tracer, {
    ...{ store, clock, logger, meter, timeoutMs: sendTimeoutMs },
    stuckGraceMs: stuckAfterMs,
  });
  const isShared = (error: unknown): boolean => error instanceof TransientError;
  const marks = createBatcher<ClaimedDelivery, boolean>({
    run: async (deliveries) => {
      const marked = await store.markSending(deliveries, leaseMs);
      return deliveries.map(({ conversationId, seq }) => marked.has(`${conversationId}.${seq}`));
    },
    isShared,
    clock,
  });
  const recording = {
    run: async (batch: readonly DeliveryRecord[]): Promise<readonly undefined[]> => {
      await store.recordDeliveries(batch);
      return batch.map(() => undefined);
    },
    keyOf: (record: DeliveryRecord) => record.conversationId,
    isShared,
    clock,
  };
  const records = createBatcher(recording);
  // What may be sent again can wait for company: fewer and larger commits.
  const relaxedRecords = createBatcher({ ...recording, lingerMs: relaxedRecordMs });

  const paceOf = (bot: string, channel: Channel): Pace => {
    const key = `${bot}/${channel.name}`;
    let pace = paces.get(key);
    if (pace === undefined) {
      pace = createPace(channel.rate, clock);
      paces.set(key, pace);
    }
    return pace;
  };

  /** Sends one Delivery; true when the next of its lane may follow. */
  const attempt = async (delivery: ClaimedDelivery, hold: Hold): Promise<boolean> => {
    const bot = bots.get(delivery.bot);
    const target = findTarget(delivery, bot, options.channelOf(delivery.bot, delivery.channel));
    const resolve = {
      policy: policyOf(delivery, bot),
      ambiguous: target?.ambiguous ?? true,
      maximumAttempts,
      retry,
      random,
    } as const;
    let outcome: DeliveryOutcome;
    if (target === null) {
      outcome = {
        status: 'refused',
        code: 'channel_missing',
        reason: 'no such channel here',
        permanent: false,
      };
    } else if (delivery.interrupted && target.ambiguous && resolve.policy === 'at-most-once') {
      outcome = { status: 'unknown', code: 'interrupted', reason: 'an earlier send was never recorded' };
    } else {
      if (!(await mayStart(target, delivery, hold))) return false;
      outcome = await send(target, delivery, hold.trace);
    }
    const resolved = resolveOutcome(delivery, outcome, resolve);
    // An interrupted send that is repeated was unknown in between: it is counted as such.
    const record = {
      repeatable: !resolve.ambiguous,
      ...resolved,
      wasUnknown: resolved.wasUnknown || (delivery.interrupted && resolve.ambiguous),
    };
    await keep(record);
    report(delivery, outcome, record);
    if (outcome.status === 'refused' && outcome.blocked === true) {
      await options.onUnreachable(delivery, outcome.code);
    }
    return record.status !== 'pending' && record.cancelLane === null;
  };

  /**
   * Records what came of a send. Only this process knows it, so while the database is away it tries again for
   * as long as the row is held; given up, the send would count as interrupted.
   */
  const keep = async (record: DeliveryRecord): Promise<void> => {
    const until = clock.monotonic() + leaseGraceMs;
    for (let tries = 1; ; tries += 1) {
      try {
        await (record.repeatable === true ? relaxedRecords : records).add(record);
        return;
      } catch (error) {
        if (!isShared(error) || stopping || clock.monotonic() > until) throw error;
        await sleep(clock, Math.min(1_000, 25 * 2 ** tries), stopped.signal);
      }
    }
  };

  /** Waits for the channel's pace and makes sure that the Delivery is still ours to send. */
  const mayStart = async (target: Target, delivery: ClaimedDelivery, hold: Hold): Promise<boolean> => {
    try {
      if (target.channel !== null) {
        await paceOf(delivery.bot, target.channel).turn(delivery.conversation, stopped.signal);
      }
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
    if (stopping || clock.monotonic() > hold.until) {
      await giveBack(delivery, hold);
      return false;
    }
    if (hold.claimed || (!target.ambiguous && clock.monotonic() <= hold.unmarkedUntil)) return true;
    const askedAt = clock.monotonic();
    // Marked too late for a send within the mark's lease: whoever finds the mark decides.
    return (await marks.add(delivery)) && clock.monotonic() - askedAt <= leaseGraceMs;
  };

  /**
   * Returns a Delivery that was taken and surely not sent, so that nobody counts it as interrupted. One that
   * an earlier Attempt may have sent keeps its mark, and what this process committed is not marked before it may start.
   */
  const giveBack = async (delivery: ClaimedDelivery, hold: Hold): Promise<void> => {
    if (!hold.claimed || delivery.interrupted) return;
    const { conversationId, seq, attempt: number } = delivery;
    await records.add({
      ...{
        conversationId,
        seq,
        attempt: number,
        status: 'pending',
        retryInMs: 0,
        receipt: null,
        error: null,
      },
      ...{ wasUnknown: false, deadLetter: null, cancelLane: null },
    });
  };

  const report = (delivery: ClaimedDelivery, outcome: DeliveryOutcome, record: DeliveryRecord): void => {
    const channel = delivery.lane === 'message' ? delivery.channel : 'effect';
    meter.count('opora_delivery_attempts_total', { bot: delivery.bot, channel });
    if (record.wasUnknown) {
      meter.count('opora_deliveries_total', { bot: delivery.bot, channel, outcome: 'unknown' });
    }
    if (record.status !== 'pending' && record.status !== 'unknown') {
      meter.count('opora_deliveries_total', { bot: delivery.bot, channel, outcome: record.status });
    }
    if (record.deadLetter !== null) {
      meter.count('opora_dead_letters_total', { kind: record.deadLetter.kind });
    }
    onEvent({ type: 'delivery-recorded', conversationId: delivery.conversationId });
    if (outcome.status === 'sent') return;
    const fields = {
      bot: delivery.bot,
      requestId: delivery.requestId,
      deliveryId: deliveryId(delivery.conversationId, delivery.seq),
      attempt: delivery.attempt,
      outcome: outcome.status,
      code: outcome.code,
      status: record.status,
      retryInMs: record.retryInMs,
    };
    logger.warn(fields, 'A delivery was not confirmed.');
  };

  /** Sends the Deliveries of one lane one after another; what cannot leave now is left to the sweep. */
  const runLane = async (lane: readonly ClaimedDelivery[], hold: Hold): Promise<void> => {
    sending += 1;
    try {
      for (const delivery of lane) {
        if (stopping) await giveBack(delivery, hold);
        if (stopping || !(await attempt(delivery, hold))) break;
      }
    } catch (error) {
      meter.count('opora_database_errors_total', { kind: 'delivery' });
      logger.warn(
        { error: describeError(error) },
        'A delivery could not be recorded; it will be looked at again.',
      );
    } finally {
      sending -= 1;
      const next = stopping ? undefined : queue.shift();
      if (next !== undefined) void runLane(next.lane, next.hold);
      else if (sending === 0 && !sweeping) onIdle?.();
    }
  };

  const sweep = async (): Promise<void> => {
    if (stopping || sweeping) return;
    sweeping = true;
    let full = false;
    try {
      const limit = Math.min(sweepBatch, concurrency - sending);
      if (limit > 0) {
        const until = clock.monotonic() + leaseGraceMs;
        const hold = { claimed: true, until, unmarkedUntil: until, trace: null };
        const due = await store.claimDeliveries({ bots: [...bots.keys()], limit, leaseMs });
        lastPollAt = clock.monotonic();
        for (const delivery of due) void runLane([delivery], hold).then(() => schedule(0));
        full = due.length === limit;
      }
    } catch (error) {
      meter.count('opora_database_errors_total', { kind: 'sweep' });
      logger.warn({ error: describeError(error) }, 'The sweep of the Outbox failed; trying again.');
    } finally {
      sweeping = false;
      if (sending === 0) onIdle?.();
      schedule(full ? 0 : pollMinimum + random() * (pollMaximum - pollMinimum));
    }
  };

  const schedule = (delayMs: number): void => {
    if (stopping) return;
    timer?.cancel();
    timer = clock.after(delayMs, () => void sweep());
  };

  return {
    start: () => schedule(0),
    dispatch(deliveries, trace = null) {
      const now = clock.monotonic();
      const until = now + ownDeliveryMs * ownWindowShare;
      const hold = {
        claimed: false,
        until,
        unmarkedUntil: now + ownDeliveryMs - sendTimeoutMs - stuckAfterMs,
        trace,
      };
      for (const lane of groupByLane(deliveries)) {
        if (sending < concurrency) void runLane(lane, hold);
        else if (queue.length < maximumQueuedLanes) queue.push({ lane, hold });
      }
    },
    async stop(deadlineMs) {
      stopping = true;
      timer?.cancel();
      stopped.abort();
      if (sending === 0 && !sweeping) return;
      await new Promise<void>((resolve) => {
        const deadline = clock.after(deadlineMs, resolve);
        onIdle = () => {
          deadline.cancel();
          resolve();
        };
      });
    },
    get lastPollAt() {
      return lastPollAt;
    },
  };
}
