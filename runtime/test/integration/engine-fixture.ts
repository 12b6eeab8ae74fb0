import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Engine, EngineOptions } from '../../src/app/engine.ts';
import { createEngine } from '../../src/app/engine.ts';
import type { Bot } from '../../src/contracts/bot.ts';
import type { Json } from '../../src/contracts/json.ts';
import type { EngineStore } from '../../src/contracts/store.ts';
import type { Accepted, IncomingUpdate, UpdateContent } from '../../src/contracts/update.ts';
import { sleep, systemClock } from '../../src/core/clock.ts';
import { InvariantError, TransientError } from '../../src/core/errors.ts';
import { hashText } from '../../src/core/random.ts';
import { createPostgresStore } from '../../src/postgres/postgres-store.ts';
import { createPlatform, type Platform } from '../../src/testing/platform.ts';
import { createEngineDatabase, type EngineDatabase } from '../../src/testing/postgres-subject.ts';

export interface FoldState {
  readonly [key: string]: Json;
  readonly count: number;
  readonly hash: number;
}

/** The state after one more Update: depends on every Update and on their order. */
export const fold = (state: FoldState, externalId: string): FoldState => ({
  count: state.count + 1,
  hash: hashText(`${state.hash}:${externalId}`),
});

export const emptyFold: FoldState = { count: 0, hash: 0 };

/** A bot that folds its Updates into the state and names them in its reply. */
export function foldBot(overrides: Partial<Bot<FoldState>> = {}): Bot<FoldState> {
  return {
    name: 'echo',
    title: { ru: 'Эхо', uk: 'Луна', en: 'Echo' },
    commands: [],
    burst: { quietMs: 0, capMs: 0, maximumParts: 20, maximumCharacters: 1_000 },
    unknownDelivery: 'at-most-once',
    newerMessage: 'next',
    initialState: () => emptyFold,
    parseState: (stored) => stored as unknown as FoldState,
    turn: async (context, state) => {
      context.reply({ text: context.burst.map((update) => update.externalId).join(' ') });
      return context.burst.reduce((before, update) => fold(before, update.externalId), state);
    },
    ...overrides,
  };
}

export const update = (
  conversation: string,
  externalId: string,
  content: UpdateContent = { kind: 'message', text: externalId },
): IncomingUpdate => ({
  bot: 'echo',
  channel: 'platform',
  conversation,
  externalId,
  content,
  requestId: `request-${externalId}`,
});

export interface FixtureOptions extends Partial<Omit<EngineOptions, 'store' | 'bots' | 'channels'>> {
  readonly database: EngineDatabase;
  readonly bot: Bot;
  readonly platform?: Platform;
  /** Wraps the store, to make a process fail. */
  readonly wrap?: (store: EngineStore) => EngineStore;
  readonly ownDeliveryMs?: number;
  /** The process's own pool; made when not given. */
  readonly pool?: pg.Pool;
}

/** An engine as one process would hold it: a pool and a store of its own, and short waits. */
export function openEngine(options: FixtureOptions): Engine {
  const {
    database,
    bot,
    platform = createPlatform({ delivery: 'repeatable' }),
    wrap,
    pool,
    ownDeliveryMs = 1_500,
    ...rest
  } = options;
  const store = createPostgresStore({ pool: pool ?? database.openPool(), ownDeliveryMs });
  const engine = createEngine({
    leaseMs: 1_500,
    sendTimeoutMs: 500,
    sendLeaseGraceMs: 1_000,
    turnRetry: { baseMs: 5, maximumMs: 50 },
    deliveryRetry: { baseMs: 5, maximumMs: 50 },
    pollMs: [10, 40],
    ...rest,
    store: wrap === undefined ? store : wrap(store),
    bots: [bot],
    channels: [{ bot: bot.name, channel: platform.channel }],
  });
  engine.start();
  return engine;
}

/**
 * A database for the tests of a file, empty before each of them, and the engines that they open on it, stopped after
 * each. `onDatabase` hears of the database before the first test.
 */
export function useEngines(onDatabase: (database: EngineDatabase) => void): {
  readonly open: (options: Omit<FixtureOptions, 'database'>) => Engine;
} {
  let database: EngineDatabase;
  const engines: Engine[] = [];
  beforeAll(async () => {
    database = await createEngineDatabase();
    onDatabase(database);
  });
  afterAll(() => database.close());
  beforeEach(() => database.clear());
  afterEach(() => stopAll(engines.splice(0)));
  return {
    open(options) {
      const engine = openEngine({ database, ...options });
      engines.push(engine);
      return engine;
    },
  };
}

/** Delivers as a platform does: again and again until it is answered. */
export async function deliver(engine: Engine, incoming: IncomingUpdate): Promise<Accepted> {
  for (;;) {
    try {
      return await engine.intake.accept(incoming);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      await pause(20);
    }
  }
}

export const pause = (ms: number): Promise<void> =>
  // The timers of the clock do not keep a process alive, and need not here: the runner does.
  sleep(systemClock, ms);

/** Waits until `condition` holds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  const end = systemClock.monotonic() + limitMs;
  while (!(await condition())) {
    if (systemClock.monotonic() > end) throw new InvariantError('test_timeout', `Never happened: ${what}.`);
    await pause(10);
  }
}

/** True when nothing is due, leased, waiting or undelivered. */
export async function isAtRest(database: EngineDatabase): Promise<boolean> {
  const { rows } = await database.pool.query<{ busy: number }>(
    `select (select count(*) from conversations where due_at is not null or waiting_seq > done_seq)
          + (select count(*) from deliveries where next_at is not null)
          + (select count(*) from timers where due_at <= now()) as busy`,
  );
  return Number(rows[0]?.busy) === 0;
}

export const stopAll = async (engines: readonly Engine[]): Promise<void> => {
  await Promise.all(engines.map((engine) => engine.stop(2_000)));
};
