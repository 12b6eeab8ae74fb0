import type { Bot, BotSettingValues, Database } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { EngineListener } from '../../contracts/events.ts';
import type { Json } from '../../contracts/json.ts';
import type {
  Claim,
  ClaimedDelivery,
  CommitResult,
  EngineStore,
  StepRecord,
  TurnCommit,
} from '../../contracts/store.ts';
import type { BindModels } from '../../contracts/turn-models.ts';
import type { TurnSlots } from '../../contracts/turn-slots.ts';
import { type Clock, type ClockTimer, sleep } from '../../core/clock.ts';
import type { ErrorReporter } from '../../core/error-reporter.ts';
import { CancelledError, describeError, TransientError } from '../../core/errors.ts';
import { turnId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';
import type { SpanHandle, Tracer } from '../../core/tracer.ts';
import { type BackoffOptions, backoffMs } from '../../resilience/backoff.ts';
import { createBatcher } from '../../resilience/batcher.ts';
import { createClaimer } from './claimer.ts';
import { contextOf, createClaimCommitter } from './commit-claim.ts';
import { giveBack, isOutage } from './give-back.ts';
import { createHeartbeat } from './heartbeat.ts';
import { toOwnDeliveries } from './own-deliveries.ts';
import type { FinishedTurn } from './run-turn.ts';

export interface WorkerOptions {
  readonly name: string;
  readonly store: EngineStore;
  readonly bots: ReadonlyMap<string, Bot>;
  readonly channelOf: (bot: string, channel: string) => Channel | undefined;
  /** Values of a bot's variables; none where the bot has none. */
  readonly settingsOf: (bot: string) => BotSettingValues;
  readonly database: Database;
  readonly bindModels: BindModels;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly tracer: Tracer;
  readonly errors: ErrorReporter;
  readonly onEvent: EngineListener;
  /** Takes the Deliveries of a Turn that has just committed, for an immediate send; `trace` is the Turn's span. */
  readonly dispatch: (deliveries: readonly ClaimedDelivery[], trace: SpanHandle | null) => void;
  /** Turns at the same time. Default 256. */
  readonly concurrency?: number;
  /** Default 30,000. */
  readonly leaseMs?: number;
  /** Attempts before a Turn becomes a DeadLetter. Default 5. */
  readonly maximumAttempts?: number;
  /** Waits between Attempts. Default from 0.5 s to one minute. */
  readonly retry?: BackoffOptions;
  /** Updates one Turn takes at most; the rest follow in the next. Default 50. */
  readonly maximumUpdates?: number;
  /** Bounds of the jittered poll, ms. Default 50 and 250. */
  readonly pollMs?: readonly [number, number];
}

export interface Worker {
  start(): void;
  /** Looks for due Conversations after `delayMs`; a hint that makes the poll earlier. */
  wake(delayMs: number): void;
  /** Stops claiming, waits for running Turns, then releases what is left after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
  readonly running: number;
  /** For Intake in the same process. */
  readonly slots: TurnSlots;
  /** Last time the database answered, on the monotonic clock in ms; null before the first. */
  readonly lastPollAt: number | null;
}

/** Emptied when the Turn ends: a table that a Map has replaced keeps its values until the next full collection. */
interface RunningTurn {
  turn: { readonly claim: Claim; readonly controller: AbortController } | null;
}

/** Pause of a Turn that the database could not commit, ms; doubled at most. */
const outagePauseMs = 150;
/** Time to give Leases back after the deadline of a stop, ms. */
const releaseGraceMs = 2_000;

/** Claims due Conversations and runs their Turns: one at a time each, many Conversations at once. */
export function createWorker(options: WorkerOptions): Worker {
  const { name, store, bots, clock, random, logger, meter, onEvent } = options;
  const { concurrency = 256, leaseMs = 30_000, maximumAttempts = 5, maximumUpdates = 50 } = options;
  const retry = options.retry ?? { baseMs: 500, maximumMs: 60_000 };
  const running = new Map<string, RunningTurn>();
  let stopping = false;
  let onIdle: (() => void) | null = null;

  const heartbeat = createHeartbeat({
    ...{ worker: name, store, clock, logger, meter, leaseMs },
    held: () => [...running.values()].flatMap(({ turn }) => turn?.claim ?? []),
    onLost: (claim) => {
      const turn = running.get(claim.conversationId)?.turn;
      // A Turn may have ended while the heartbeat was on its way.
      if (turn?.claim === claim) turn.controller.abort(leaseLost());
    },
  });

  const isShared = (error: unknown): boolean => error instanceof TransientError;
  const commits = createBatcher<TurnCommit, CommitResult>({
    run: (turns) => store.commit(turns),
    // A Turn that lost its Lease and the one that took over must not meet in one statement.
    keyOf: (turn) => turn.claim.conversationId,
    isShared,
    clock,
    onBatch: (size) => meter.observe('opora_commit_batch_size', size),
  });
  const steps = createBatcher<StepRecord, Json>({
    run: async (records) => {
      const earlier = await store.recordSteps(records);
      return records.map(({ result }, index) => (earlier.has(index) ? (earlier.get(index) ?? null) : result));
    },
    isShared,
    clock,
  });

  const commit = async (turn: TurnCommit): Promise<CommitResult> => {
    const startedAt = clock.monotonic();
    const result = await (turn.extras === null ? commits.add(turn) : store.commitWithExtras(turn));
    meter.observe('opora_commit_seconds', (clock.monotonic() - startedAt) / 1000);
    return result;
  };

  const commitClaim = createClaimCommitter({
    ...{ ...options, worker: name, maximumAttempts, maximumUpdates, commit },
    recordStep: (step) => steps.add(step),
  });

  const claimer = createClaimer({
    ...{ worker: name, store, clock, random, logger, meter, leaseMs, concurrency, maximumUpdates },
    bots: [...bots.keys()],
    pollMs: options.pollMs ?? [50, 250],
    running,
    run: (claim) => void runClaim(claim),
    onQuiet: () => reportIdle(),
  });

  const runClaim = async (claim: Claim): Promise<void> => {
    const controller = new AbortController();
    if (stopping) controller.abort(new CancelledError('shutdown', 'The process is stopping.'));
    // Our own Lease ended unnoticed (the database was away) and we have claimed the Conversation again.
    running.get(claim.conversationId)?.turn?.controller.abort(leaseLost());
    const place: RunningTurn = { turn: { claim, controller } };
    running.set(claim.conversationId, place);
    onEvent({ type: 'turn-start', conversationId: claim.conversationId });
    let erased = false;
    try {
      if (stopping) await endFailed(claim, controller.signal.reason, logger);
      else erased = await handleClaim(claim, controller);
    } finally {
      if (running.get(claim.conversationId) === place) running.delete(claim.conversationId);
      place.turn = null;
      onEvent({ type: 'turn-end', conversationId: claim.conversationId, erased });
      reportIdle();
      if (running.size === concurrency - 1) claimer.wake(0);
    }
  };

  const reportIdle = (): void => {
    if (running.size === 0 && claimer.isQuiet) onIdle?.();
  };

  const handleClaim = async (claim: Claim, controller: AbortController): Promise<boolean> => {
    const bot = bots.get(claim.bot);
    const startedAt = clock.monotonic();
    const log = logger.child({
      bot: claim.bot,
      turnId: turnId(claim.conversationId, claim.turnSeq),
      requestId: claim.updates.at(-1)?.requestId,
    });
    try {
      if (bot === undefined || claim.updates.length === 0) {
        await store.failAttempt(claim, name, 'nothing to do', 1_000);
        return false;
      }
      observeWait(claim);
      const finished = await commitClaim(bot, claim, controller, log);
      if (finished === null) return false;
      meter.count('opora_turns_total', { bot: bot.name, outcome: finished.commit.outcome });
      meter.observe('opora_turn_seconds', (clock.monotonic() - startedAt) / 1000, { bot: bot.name });
      const { outcome, deliveries } = finished.commit;
      const { extras } = finished.commit;
      if (extras !== null && extras.handoff !== null && extras.handoff !== 'released') {
        meter.count('opora_handoffs_total', { bot: bot.name });
      }
      log.debug({ outcome, deliveries: deliveries.length }, 'A Turn was committed.');
      afterCommit(claim, finished);
      return finished.commit.extras?.erase === true;
    } catch (error) {
      await endFailed(claim, error, log);
      return false;
    }
  };

  const observeWait = (claim: Claim): void => {
    const first = claim.updates[0];
    const labels = { bot: claim.bot };
    if (first !== undefined) {
      meter.observe(
        'opora_queue_wait_seconds',
        Math.max(0, claim.claimedAt - first.receivedAt) / 1000,
        labels,
      );
    }
    meter.observe('opora_burst_updates', claim.updates.length);
    meter.count('opora_turn_attempts_total');
  };

  const afterCommit = (claim: Claim, { commit: turn, result, trace }: FinishedTurn): void => {
    if (result.dueInMs !== null) claimer.wake(result.dueInMs);
    const shown = turn.deliveries.filter((delivery) => delivery.stored).length;
    const labels = { bot: claim.bot, channel: claim.channel, outcome: 'sent' };
    if (shown > 0) meter.count('opora_deliveries_total', labels, shown);
    const deliveries = toOwnDeliveries(claim, turn, result);
    if (deliveries.length > 0) options.dispatch(deliveries, trace);
  };

  const endFailed = async (claim: Claim, error: unknown, log: Logger): Promise<void> => {
    const cancelled = error instanceof CancelledError;
    meter.count('opora_turns_total', { bot: claim.bot, outcome: cancelled ? 'cancelled' : 'failed' });
    if (cancelled && error.code === 'lease_lost') {
      meter.count('opora_lease_lost_total');
      log.warn({}, 'The Turn was not committed: the Lease was lost, or a person took the Conversation.');
    }
    const outage = isOutage(error);
    if (outage) log.warn({ error: describeError(error) }, 'The Turn could not be committed; trying again.');
    else if (!cancelled) {
      log.error({ error, attempt: claim.attempt }, 'The Turn failed and will be tried again.');
      options.errors.report(error, contextOf(claim));
    }
    const retryAfterMs = error instanceof TransientError ? error.retryAfterMs : undefined;
    const unspent = cancelled || outage;
    const give = (): Promise<void> =>
      unspent
        ? store.release(claim, name)
        : store.failAttempt(
            claim,
            name,
            describeError(error),
            backoffMs(claim.attempt, retry, random, retryAfterMs),
          );
    try {
      // A database that claims but cannot commit must not be asked at full speed.
      if (outage && !stopping) await sleep(clock, outagePauseMs * (1 + random()));
      await giveBack(give, { clock, limitMs: leaseMs, isOver: () => stopping });
    } catch (releaseError) {
      // What the search for lost Leases finds it gives back unspent: not for a Turn that failed by itself.
      if (unspent) claimer.suspectLoss();
      log.warn(
        { error: describeError(releaseError) },
        'The Lease could not be given back; it ends by itself.',
      );
    }
  };

  const finishRunning = async (deadlineMs: number): Promise<void> => {
    const timers: ClockTimer[] = [];
    await new Promise<void>((resolve) => {
      onIdle = resolve;
      const abortAll = (): void => {
        for (const { turn } of running.values()) {
          turn?.controller.abort(new CancelledError('shutdown', 'The process is stopping.'));
        }
      };
      timers.push(clock.after(deadlineMs, abortAll), clock.after(deadlineMs + releaseGraceMs, resolve));
    });
    for (const timer of timers) timer.cancel();
  };

  return {
    start() {
      claimer.start();
      heartbeat.start();
    },
    wake: (delayMs) => claimer.wake(delayMs),
    async stop(deadlineMs) {
      stopping = true;
      claimer.stop();
      // A claim that is on its way comes back with Leases: they are released before the database is closed.
      if (running.size > 0 || !claimer.isQuiet) await finishRunning(deadlineMs);
      heartbeat.stop();
    },
    get running() {
      return running.size;
    },
    slots: claimer.slots,
    get lastPollAt() {
      return claimer.lastPollAt;
    },
  };
}

const leaseLost = (): CancelledError =>
  new CancelledError('lease_lost', 'The Lease belongs to another worker.');
