import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Bot, BotSettingValues, Database } from '../contracts/bot.ts';
import type { Channel } from '../contracts/channel.ts';
import type { EngineEvent, EngineListener } from '../contracts/events.ts';
import type { EngineStore } from '../contracts/store.ts';
import type { Intake } from '../contracts/update.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import { type ErrorReporter, silentErrorReporter } from '../core/error-reporter.ts';
import { describeError } from '../core/errors.ts';
import { createRequestId } from '../core/ids.ts';
import { type Logger, silentLogger } from '../core/logger.ts';
import { type Meter, silentMeter } from '../core/meter.ts';
import { createRandom, hashText, type Random } from '../core/random.ts';
import { silentTracer, type Tracer } from '../core/tracer.ts';
import type { BackoffOptions } from '../resilience/backoff.ts';
import { createInference, createModelBinder, type Inference } from '../stages/inference/index.ts';
import { createIntake } from '../stages/intake/intake.ts';
import { createOutbox, type Outbox } from '../stages/outbox/outbox.ts';
import { createRetention, type Retention } from '../stages/retention/retention.ts';
import { createTimers, type Timers } from '../stages/timers/timers.ts';
import { unreachableEvent } from '../stages/worker/unreachable-event.ts';
import { createWorker, type Worker } from '../stages/worker/worker.ts';

export interface EngineOptions {
  readonly store: EngineStore;
  readonly bots: readonly Bot[];
  readonly channels: readonly { readonly bot: string; readonly channel: Channel }[];
  /** Values of the bots' variables, by bot. */
  readonly settings?: Readonly<Record<string, BotSettingValues>>;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger?: Logger;
  readonly meter?: Meter;
  readonly tracer?: Tracer;
  readonly errors?: ErrorReporter;
  /** `web` only accepts; `worker` only works; `all` does both. Default `all`. */
  readonly role?: 'all' | 'web' | 'worker';
  readonly concurrency?: number;
  readonly leaseMs?: number;
  readonly turnAttempts?: number;
  readonly deliveryAttempts?: number;
  readonly sendTimeoutMs?: number;
  readonly sendLeaseGraceMs?: number;
  /** As given to the store. */
  readonly ownDeliveryMs?: number;
  readonly turnRetry?: BackoffOptions;
  readonly deliveryRetry?: BackoffOptions;
  readonly pollMs?: readonly [number, number];
  readonly intakeBuffer?: number;
  readonly retentionDays?: number;
  readonly stateHistoryHours?: number;
  readonly retentionEveryMs?: number;
  /** Asks the models for the bots. Default: none is configured, local methods answer. */
  readonly inference?: Inference;
  /** Tells other processes that work is waiting; see `postgres/wake-signal.ts`. */
  readonly announce?: () => void;
}

export interface Engine {
  readonly name: string;
  readonly intake: Intake;
  readonly store: EngineStore;
  readonly worker: Worker;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly retention: Retention;
  /** Follows what happens in this process; returns the way to stop following. */
  onEvent(listener: EngineListener): () => void;
  start(): void;
  /** Finishes or releases Turns and sends within `deadlineMs`. Intake must have stopped before. */
  stop(deadlineMs: number): Promise<void>;
}

/** Wires the stages of the engine to one store. */
export function createEngine(options: EngineOptions): Engine {
  const { store, role = 'all', clock = systemClock, logger = silentLogger, meter = silentMeter } = options;
  const name = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const random = options.random ?? createRandom(hashText(name));
  const bots = new Map(options.bots.map((bot) => [bot.name, bot]));
  const channels = new Map(options.channels.map(({ bot, channel }) => [`${bot}/${channel.name}`, channel]));
  const channelOf = (bot: string, channel: string): Channel | undefined => channels.get(`${bot}/${channel}`);
  const listeners = new Set<EngineListener>();
  const pollMs = options.pollMs ?? ([50, 250] as const);
  const database: Database = { query: (statement) => store.query(statement) };
  const works = role !== 'web';
  const errors = options.errors ?? silentErrorReporter;

  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (error) {
        // What is told here has been committed: a listener's fault must not look like a failed accept.
        errors.report(error);
        logger.error({ error, event: event.type }, 'A listener of the engine threw.');
      }
    }
  };
  const onAccepted = (event: EngineEvent): void => {
    if (event.type === 'update-accepted' && event.dueInMs !== null) {
      if (works) worker.wake(event.dueInMs);
      else options.announce?.();
    }
    emit(event);
  };
  const tracer = options.tracer ?? silentTracer;
  const shared = { store, bots, clock, random, logger, meter, tracer };
  const outbox: Outbox = createOutbox({
    ...shared,
    channelOf,
    pollMs,
    logger: logger.child({ module: 'outbox' }),
    onEvent: emit,
    ...(options.deliveryAttempts === undefined ? {} : { maximumAttempts: options.deliveryAttempts }),
    ...(options.sendTimeoutMs === undefined ? {} : { sendTimeoutMs: options.sendTimeoutMs }),
    ...(options.sendLeaseGraceMs === undefined ? {} : { leaseGraceMs: options.sendLeaseGraceMs }),
    ...(options.ownDeliveryMs === undefined ? {} : { ownDeliveryMs: options.ownDeliveryMs }),
    ...(options.deliveryRetry === undefined ? {} : { retry: options.deliveryRetry }),
    onUnreachable: async ({ bot, channel, conversation, conversationId, seq }, reason) => {
      try {
        await intake.accept({
          bot,
          channel,
          conversation,
          externalId: `${unreachableEvent}:${conversationId}.${seq}`,
          content: { kind: 'event', event: unreachableEvent, payload: { reason } },
          requestId: createRequestId(),
        });
      } catch (error) {
        logger.warn({ bot, error: describeError(error) }, 'The bot could not be told of a blocked person.');
      }
    },
  });
  const worker = createWorker({
    ...shared,
    name,
    channelOf,
    settingsOf: (bot) => options.settings?.[bot] ?? noSettings,
    database,
    bindModels: createModelBinder(openInference(options, { clock, random, logger, meter })),
    pollMs,
    logger: logger.child({ module: 'worker' }),
    errors,
    onEvent: emit,
    dispatch: (deliveries, trace) => outbox.dispatch(deliveries, trace),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs }),
    ...(options.turnAttempts === undefined ? {} : { maximumAttempts: options.turnAttempts }),
    ...(options.turnRetry === undefined ? {} : { retry: options.turnRetry }),
  });
  const intake: Intake = createIntake({
    ...shared,
    logger: logger.child({ module: 'intake' }),
    onEvent: onAccepted,
    ...(works ? { slots: worker.slots } : {}),
    ...(options.intakeBuffer === undefined ? {} : { maximumWaiting: options.intakeBuffer }),
  });
  const timers = createTimers({
    ...shared,
    onFired: () => worker.wake(0),
    ...(options.pollMs === undefined ? {} : { pollMs: options.pollMs }),
  });
  const retention = createRetention({
    ...shared,
    ...(options.retentionDays === undefined ? {} : { retentionDays: options.retentionDays }),
    ...(options.stateHistoryHours === undefined ? {} : { stateHistoryHours: options.stateHistoryHours }),
    ...(options.retentionEveryMs === undefined ? {} : { everyMs: options.retentionEveryMs }),
  });

  return {
    name,
    intake,
    store,
    worker,
    outbox,
    timers,
    retention,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {
      if (!works) return;
      worker.start();
      outbox.start();
      timers.start();
      retention.start();
    },
    async stop(deadlineMs) {
      if (!works) return;
      const endAt = clock.monotonic() + deadlineMs;
      await timers.stop();
      await worker.stop(Math.max(0, endAt - clock.monotonic()));
      await outbox.stop(Math.max(500, endAt - clock.monotonic()));
      await retention.stop();
    },
  };
}

const noSettings: BotSettingValues = Object.freeze({});

type Surroundings = Required<Pick<EngineOptions, 'clock' | 'random' | 'logger' | 'meter'>>;

/** The models given, or at the first call ones of which there are none. */
function openInference({ inference }: EngineOptions, surroundings: Surroundings): () => Inference {
  let local = inference ?? null;
  return () => {
    local ??= createInference({ ...surroundings, models: {} });
    return local;
  };
}
