import type { TelegramChannel } from '../channels/telegram/index.ts';
import { ModelError } from '../contracts/model-error.ts';
import { type Clock, systemClock } from '../core/clock.ts';
import type { RuntimeError } from '../core/errors.ts';
import { createRandom, hashText } from '../core/random.ts';
import { migrateUp } from '../postgres/migrate/index.ts';
import { releaseOrphans } from '../postgres/statements/release-orphans.ts';
import { createWakeSignal, type WakeSignal } from '../postgres/wake-signal.ts';
import type { RedisLink } from '../redis/index.ts';
import type { Inference } from '../stages/inference/index.ts';
import { listChannels } from './channels.ts';
import type { Config } from './config.ts';
import type { AppDefinition, BotPackage, BotPage } from './definition.ts';
import { createEngine, type Engine } from './engine.ts';
import { forgetErased } from './forget-erased.ts';
import { createGuards, type Guards, type GuardsOptions } from './guards/create-guards.ts';
import { createProviderModeration, type Moderate } from './guards/provider-moderation.ts';
import type { Route } from './http/route-list.ts';
import { openRedis, openSharedInference } from './inference.ts';
import { type IntakeWatch, watchIntake } from './intake-watch.ts';
import { keepHeapSmall } from './keep-heap-small.ts';
import { createLeader, type Leader } from './leader.ts';
import { type LiveParts, openLiveParts } from './live/open-live-parts.ts';
import type { Observability } from './observability.ts';
import { assertSealingKeys, openSealers, openStore } from './open-store.ts';
import { sealNames } from './seal-names.ts';
import { type RunningParts, stopParts } from './stop-product.ts';
import { migrationSets, openStorage, type Storage } from './storage.ts';
import { createTelegramChannels } from './telegram.ts';
import { openWeb } from './web.ts';

/** A running Opora. */
export interface Product {
  /** Where it listens, for example `http://localhost:3000`; a worker answers probes only. */
  readonly url: string;
  readonly engine: Engine;
  /** The models of this process. */
  readonly inference: Inference;
  readonly storage: Storage;
  /** Pages of the bots besides their chats. */
  readonly pages: readonly { readonly bot: string; readonly page: BotPage }[];
  /** Everything that is answered over HTTP. */
  readonly routes: readonly Route[];
  /** Stops intake, finishes or releases work, flushes and closes, within the configured time. */
  stop(): Promise<void>;
}

export interface ProductOptions {
  readonly config: Config;
  readonly definition: AppDefinition;
  readonly observability: Observability;
  readonly clock?: Clock;
  /** Takes the place of the Guards' detectors, for tests. */
  readonly inspect?: NonNullable<GuardsOptions['inspect']>;
  /** Told of each thing that start-up does, for people who wait. */
  readonly onProgress?: (message: string) => void;
  /** Told when a command has replaced the data beneath this process, which has to end then (`database_replaced`). */
  readonly onReplaced?: (error: RuntimeError) => void;
}

/** Starts the database, migrates, wires the engine to channels and HTTP, and begins to work. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const { config, observability, clock = systemClock, onProgress = () => undefined } = options;
  keepHeapSmall();
  const { logger, meter, errors } = observability;
  const packages = options.definition.bots.filter(({ bot }) => config.bots.includes(bot.name));
  onProgress(config.databaseUrl === null ? 'starting the embedded database' : 'reaching the database');
  const storage = await openStorage({
    config,
    applicationName: `opora-${config.role}`,
    clock,
    logger,
    meter,
    product: {
      onProgress,
      onReplaced: (error) => {
        logger.error({ error }, 'The data were replaced beneath this process.');
        options.onReplaced?.(error);
      },
    },
  });
  const stop = (parts: Partial<RunningParts>): Promise<void> =>
    stopParts({ ...nothing, storage, ...parts }, config.shutdownSeconds * 1000, clock, observability);
  let wired: WiredEngine | null = null;
  let live: LiveParts | null = null;
  try {
    await migrateUp(storage.pool, migrationSets(packages), {
      logger,
      onProgress: (step) => onProgress(`migrating: ${step.set} ${step.version} ${step.name}`),
    });
    const telegram = createTelegramChannels(config, packages, { clock, logger, meter });
    // Models are wired behind the Guards; nothing is judged before that.
    const moderate: Moderate = (ask) =>
      wired?.inference.moderate(ask) ?? Promise.reject(new ModelError('model_not_configured'));
    const guards = createGuards({
      ...{ ...options, clock },
      ...(config.moderationModel === null
        ? {}
        : { moderate: createProviderModeration(moderate, { clock, logger }) }),
    });
    if (guards.failingCanaries.length > 0) {
      const { failingCanaries } = guards;
      logger.error(
        { failingCanaries },
        'The detectors do not notice every attack; the start does not count.',
      );
    }
    wired = wireEngine(options, storage, packages, telegram, guards, clock);
    const { engine, inference, redis, wake, assertAccepting } = wired;
    await assertSealingKeys(engine.store, packages, config.botSettings);
    const sealed = await sealNames(storage.pool, openSealers(packages, config.botSettings));
    if (sealed > 0) logger.info({ sealed }, 'Names of Conversations are sealed.');
    // The embedded database has one owner: whatever is still held was held by a process that is gone.
    if (storage.embedded !== null) {
      const released = await releaseOrphans(engine.store);
      if (released > 0) logger.warn({ released }, 'Work of a killed process goes on.');
    }
    let state: 'starting' | 'ready' | 'stopping' = 'starting';
    let listensAt: string | null = null;
    live = openLiveParts({
      ...{ config, packages, storage, clock, logger, meter, errors, owner: engine.name },
      ...{ intake: engine.intake, database: engine.store },
      random: createRandom(hashText(engine.name)),
      listensAt: () => listensAt,
      telegramName: (bot) => telegram.get(bot)?.username() ?? null,
    });
    await live.seed();
    const web = await openWeb({
      ...options,
      ...{ storage, engine, inference, redis, guards, packages, live, telegram, clock, assertAccepting },
      state: () => state,
    });
    const { server, streams, unfollowHealth, url } = web;
    listensAt = url;
    engine.start();
    live.startJobs();
    const unfollow = forgetErased({ engine, inference, database: engine.store, clock, logger });
    const leaders = config.role === 'worker' ? [] : receiveTelegram(engine, telegram, clock, observability);
    state = 'ready';
    return {
      ...{ url, engine, inference, storage, pages: live.pages, routes: server.routeList.routes },
      stop: async () => {
        state = 'stopping';
        unfollow();
        unfollowHealth();
        await stop({ leaders, live, streams, server, engine, inference, wake });
      },
    };
  } catch (error) {
    await stop({ live, wake: wired?.wake ?? null, inference: wired?.inference ?? null });
    throw error;
  }
}

const nothing: Omit<RunningParts, 'storage'> = {
  leaders: [],
  live: null,
  streams: [],
  server: null,
  engine: null,
  inference: null,
  wake: null,
};

interface WiredEngine extends Pick<IntakeWatch, 'assertAccepting'> {
  readonly engine: Engine;
  readonly inference: Inference;
  readonly redis: RedisLink | null;
  readonly wake: WakeSignal | null;
}

function wireEngine(
  { config, observability }: ProductOptions,
  storage: Storage,
  packages: readonly BotPackage[],
  telegram: ReadonlyMap<string, TelegramChannel>,
  guards: Guards,
  clock: Clock,
): WiredEngine {
  const { logger, meter, tracer, errors } = observability;
  // One process alone wakes itself; more of them, or a pooler, see below.
  const shared = storage.kind === 'server' && !config.databasePooler;
  const wake: WakeSignal | null = shared
    ? createWakeSignal({
        connectionString: storage.connectionString,
        clock,
        logger,
        ...(config.role === 'web' ? {} : { onWake: () => engine.worker.wake(0) }),
      })
    : null;
  const store = openStore({ config, storage, packages, logger });
  const redis = openRedis(config);
  const inference = openSharedInference({ config, store, redis, clock, logger, meter });
  const engine: Engine = createEngine({
    store: guards.protectStore(store),
    inference,
    bots: packages.map(({ bot }) => guards.protectBot(bot)),
    channels: listChannels(packages, telegram),
    settings: config.botSettings,
    clock,
    logger,
    meter,
    tracer,
    errors,
    role: config.role,
    concurrency: config.turnConcurrency,
    leaseMs: config.leaseSeconds * 1000,
    turnAttempts: config.turnAttempts,
    deliveryAttempts: config.deliveryAttempts,
    pollMs: [config.pollMinMs, config.pollMaxMs],
    intakeBuffer: config.intakeBuffer,
    retentionDays: config.retentionDays,
    stateHistoryHours: config.stateHistoryHours,
    announce: () => wake?.announce(),
  });
  const { intake, assertAccepting } = watchIntake(guards.protectIntake(engine.intake, engine.store), clock);
  return { engine: { ...engine, intake }, inference, redis, wake, assertAccepting };
}

function receiveTelegram(
  engine: Engine,
  telegram: ReadonlyMap<string, TelegramChannel>,
  clock: Clock,
  { logger }: Observability,
): Leader[] {
  return [...telegram].map(([bot, channel]) => {
    const start = (): Promise<void> => channel.start(engine.intake);
    const stop = (): Promise<void> => channel.stop();
    if (channel.status().mode === 'webhook') {
      // Calls come to whichever process the balancer picks, so every one of them receives.
      start().catch((error: unknown) => logger.error({ bot, error }, 'The webhook could not be opened.'));
      return { stop };
    }
    const name = `telegram:${bot}`;
    return createLeader({ name, owner: engine.name, database: engine.store, clock, logger, start, stop });
  });
}
