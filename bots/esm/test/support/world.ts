import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import {
  type Database,
  type IncomingUpdate,
  type Json,
  type Language,
  moderateLocally,
  type OutgoingMessage,
  type Statement,
  silentLogger,
  silentMeter,
  type TurnContext,
  type TurnGuard,
  type TurnWrite,
  type Update,
  type UpdateContent,
  uninspected,
} from 'opora';
import { type BotRuntime, createMeter, migrateUp } from 'opora/app';
import { createTestDatabase, createTestModels } from 'opora/testing';
import pg from 'pg';
import { readEsmSettings } from '../../src/esm-settings.ts';
import { type EsmState, esmPackage } from '../../src/index.ts';
import { participantPart } from '../../src/live-services.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { Person } from './person.ts';
import type { Realm, Thread } from './thread.ts';

const { bot } = esmPackage;

/** An effect as it left. */
export interface SentEffect {
  readonly name: string;
  readonly payload: Json;
  readonly key: string;
}

/**
 * The bot over a real database with virtual time: Turns with their journal, writes in one transaction, timers,
 * effects, Handoffs and erasures behave as the runtime promises. Every Turn is replayed from its journal and must
 * come out the same.
 */
export class World implements Realm {
  now: number;
  readonly threads: Map<string, Thread> = new Map();
  readonly effects: SentEffect[] = [];
  readonly settings: BotRuntime['settings'];
  readonly runtime: BotRuntime;
  readonly pool: pg.Pool;
  private readonly drop: () => Promise<void>;
  private readonly bindModels = createTestModels();
  private external = 0;

  private constructor(
    pool: pg.Pool,
    drop: () => Promise<void>,
    now: number,
    settings: BotRuntime['settings'],
  ) {
    this.pool = pool;
    this.drop = drop;
    this.now = now;
    this.settings = { DATA_KEY: generateDataKey(), ...settings };
    this.runtime = this.createRuntime();
    const read = readEsmSettings(this.settings);
    const vault = openVault(read);
    participantPart({ runtime: this.runtime, settings: read, vault: () => Promise.resolve(vault) });
  }

  /** Opens a world with the bot's tables in a database of its own. */
  static async open(now: number, settings: BotRuntime['settings'] = {}): Promise<World> {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 4 });
    // Dropping the database cuts connections that are just ending.
    pool.on('error', () => undefined);
    const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));
    await migrateUp(pool, [{ name: 'esm', folder }], { logger: silentLogger });
    return new World(pool, () => database.drop(), now, settings);
  }

  /** Empties everything: as if it had just been opened, at `now`. */
  async reset(now: number): Promise<void> {
    const tables = await this.rows<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE tablename LIKE 'esm\\_%'",
    );
    await this.pool.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
    this.threads.clear();
    this.effects.length = 0;
    this.now = now;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.drop();
  }

  /** Somebody who writes from a chat of this name. */
  person(name: string, language: Language = 'en'): Person {
    return new Person(this, this.thread(name), language);
  }

  async rows<Row>(sql: string, ...values: unknown[]): Promise<readonly Row[]> {
    return (await this.pool.query(sql, values)).rows as Row[];
  }

  /** Hands Updates in and runs Turns until nothing waits: several contents of one call are one Burst. */
  async accept(thread: Thread, ...contents: readonly UpdateContent[]): Promise<readonly OutgoingMessage[]> {
    for (const content of contents) {
      this.external += 1;
      this.enqueue(thread, content, `m${this.external}`);
    }
    const before = thread.shown.length;
    await this.settle();
    return thread.shown.slice(before);
  }

  /** Moves time by `ms`, running every timer at its instant. */
  async advance(ms: number): Promise<void> {
    await this.advanceTo(this.now + ms);
  }

  async advanceTo(end: number): Promise<void> {
    for (let due = this.nextTimer(); due !== null && due.at <= end; due = this.nextTimer()) {
      this.now = Math.max(this.now, due.at);
      await this.fire(due.thread, due.key);
    }
    this.now = end;
  }

  /** Runs timers until `isDone` holds, at most `ms` ahead. */
  async advanceUntil(isDone: () => boolean, ms: number): Promise<void> {
    const end = this.now + ms;
    while (!isDone()) {
      const due = this.nextTimer();
      if (due === null || due.at > end) throw new Error('It did not come to pass.');
      this.now = Math.max(this.now, due.at);
      await this.fire(due.thread, due.key);
    }
  }

  /** The process is down for `ms`: nothing runs, then everything due runs late and at once. */
  async down(ms: number): Promise<void> {
    this.now += ms;
    for (let due = this.nextTimer(); due !== null && due.at <= this.now; due = this.nextTimer()) {
      await this.fire(due.thread, due.key);
    }
  }

  /** A timer fires once more than it should, with the payload it had. */
  async fireAgain(thread: Thread, timer: string, payload: Json): Promise<readonly OutgoingMessage[]> {
    return this.accept(thread, { kind: 'timer', timer, payload });
  }

  thread(name: string): Thread {
    const known = this.threads.get(name);
    if (known !== undefined) return known;
    const thread: Thread = {
      id: String(this.threads.size + 1),
      ...{ name, state: null, turns: 0, seq: 0, timers: new Map(), shown: [], seen: new Set(), waiting: [] },
      ...{ isHeld: false, isBlocked: false, erasures: 0 },
    };
    this.threads.set(name, thread);
    return thread;
  }

  stateOf(thread: Thread): EsmState {
    return bot.parseState(thread.state ?? bot.initialState()) as EsmState;
  }

  private nextTimer(): { readonly thread: Thread; readonly key: string; readonly at: number } | null {
    let next: { readonly thread: Thread; readonly key: string; readonly at: number } | null = null;
    for (const thread of this.threads.values()) {
      for (const [key, { at }] of thread.timers)
        if (next === null || at < next.at) next = { thread, key, at };
    }
    return next;
  }

  private async fire(thread: Thread, key: string): Promise<void> {
    const timer = thread.timers.get(key);
    thread.timers.delete(key);
    const payload = timer?.payload ?? null;
    this.enqueue(
      thread,
      { kind: 'timer', timer: key, payload },
      `timer:${key}:${timer?.at ?? 0}:${thread.seq}`,
    );
    await this.settle();
  }

  private enqueue(thread: Thread, content: UpdateContent, externalId: string): boolean {
    if (thread.seen.has(externalId)) return false;
    thread.seen.add(externalId);
    thread.seq += 1;
    const place = { id: `u${thread.id}.${thread.seq}`, seq: thread.seq, externalId };
    thread.waiting.push({ ...content, ...place, receivedAt: this.now, requestId: 'test' });
    return true;
  }

  private async settle(): Promise<void> {
    for (;;) {
      const thread = [...this.threads.values()].find(({ waiting }) => waiting.length > 0);
      if (thread === undefined) return;
      await this.turn(thread, thread.waiting.splice(0));
    }
  }

  private async turn(thread: Thread, burst: readonly Update[]): Promise<void> {
    if (burst.some(({ event }) => event === 'opora.released')) thread.isHeld = false;
    const heard = thread.isHeld ? burst.filter((update) => bot.heardWhileHeld?.(update) === true) : burst;
    if (heard.length === 0) return;
    thread.turns += 1;
    for (let conflicts = 0; ; conflicts += 1) {
      try {
        await this.runTurn(thread, heard);
        return;
      } catch (error) {
        if (!(error instanceof WriteConflict) || conflicts === 2) throw error;
      }
    }
  }

  private async runTurn(thread: Thread, burst: readonly Update[]): Promise<void> {
    const journal = new Map<string, Json>();
    const first = this.context(thread, burst, journal, false);
    const state = await bot.turn(first.context, this.stateOf(thread));
    const again = this.context(thread, burst, journal, true);
    const replayed = await bot.turn(again.context, this.stateOf(thread));
    if (
      !isDeepStrictEqual(toJson(state), toJson(replayed)) ||
      !isDeepStrictEqual(first.done.replies, again.done.replies)
    ) {
      throw new Error('A replay of the Turn came out differently.');
    }
    await this.commit(thread, toJson(state), first.done);
  }

  private async commit(thread: Thread, state: Json, done: Done): Promise<void> {
    await writeAll(this.pool, done.writes);
    thread.state = state;
    if (done.isErased) {
      thread.timers.clear();
      thread.isHeld = false;
      thread.erasures += 1;
    }
    for (const key of done.cancelled) thread.timers.delete(key);
    for (const [key, timer] of done.timers) thread.timers.set(key, timer);
    thread.isHeld ||= done.isHandedOver;
    this.deliver(thread, done.replies);
    for (const effect of done.effects) await this.perform(effect);
  }

  private deliver(thread: Thread, replies: readonly OutgoingMessage[]): void {
    if (!thread.isBlocked) thread.shown.push(...replies);
    else if (replies.length > 0) {
      const id = `opora.unreachable:${thread.id}.${thread.turns}`;
      this.enqueue(thread, { kind: 'event', event: 'opora.unreachable', payload: { reason: 'blocked' } }, id);
    }
  }

  private async perform(effect: SentEffect): Promise<void> {
    this.effects.push(effect);
    const handler = bot.effects?.[effect.name];
    if (handler === undefined) throw new Error(`There is no effect ${effect.name}.`);
    const given = { id: effect.key, key: effect.key, payload: effect.payload, attempt: 1 };
    await handler.deliver(given, new AbortController().signal);
  }

  private context(
    thread: Thread,
    burst: readonly Update[],
    journal: Map<string, Json>,
    isReplay: boolean,
  ): { readonly context: TurnContext; readonly done: Done } {
    const done = nothingDone();
    const names = new Set<string>();
    const step: TurnContext['step'] = async (name, run) => {
      if (names.has(name)) throw new Error(`Step ${name} ran twice in one Turn.`);
      names.add(name);
      if (!isReplay) journal.set(name, toJson(await run(new AbortController().signal)));
      else if (!journal.has(name)) throw new Error(`The replay asks for a step ${name} that never ran.`);
      return structuredClone(journal.get(name)) as never;
    };
    const place = { bot: 'esm', channel: 'test', conversationId: thread.id, conversation: thread.name };
    const context: TurnContext = {
      ...place,
      ...{ turnId: `t${thread.id}.${thread.turns}`, burst, now: this.now, settings: this.settings, step },
      models: this.bindModels({ ...place, requestId: 'test', endsAt: Number.POSITIVE_INFINITY, step }),
      random: () => 0.5,
      guard: guardOf(burst),
      gather: () => undefined,
      reply: (message) => void done.replies.push(message),
      write: (statement) => void done.writes.push(statement),
      erase: () => {
        done.isErased = true;
      },
      effect: (name, payload, key) => void done.effects.push({ name, payload, key: key ?? name }),
      schedule: (key, at, payload = null) => {
        done.cancelled.delete(key);
        done.timers.set(key, { at, payload: toJson(payload) });
      },
      cancel: (key) => {
        done.timers.delete(key);
        done.cancelled.add(key);
      },
      handoff: () => {
        done.isHandedOver = true;
      },
      ...{
        database: this.runtime.database,
        logger: silentLogger,
        meter: isReplay ? silentMeter : this.runtime.meter,
      },
      signal: new AbortController().signal,
    };
    return { context, done };
  }

  private createRuntime(): BotRuntime {
    const database: Database = {
      query: async <Row>(statement: Statement) => (await run(this.pool, statement)).rows as readonly Row[],
    };
    const { metrics = [], settings = [] } = esmPackage;
    return {
      clock: {
        now: () => this.now,
        monotonic: () => this.now,
        after: () => ({ cancel: () => undefined }),
        soon: (task) => queueMicrotask(task),
      },
      ...{
        logger: silentLogger,
        database,
        settings: { ...defaults(settings), ...this.settings },
        isDemo: true,
      },
      meter: createMeter({ declarations: metrics }),
      ...{ url: 'http://localhost:3000', telegramUrl: 'https://t.me/test_bot', isOperator: () => false },
      files: () => Promise.reject(new Error('Nothing here keeps files.')),
      write: (statements) => writeAll(this.pool, statements),
      intake: { accept: (update) => this.take(update) },
    };
  }

  private take(update: IncomingUpdate): ReturnType<BotRuntime['intake']['accept']> {
    const thread = this.thread(update.conversation);
    const duplicate = !this.enqueue(thread, update.content, update.externalId);
    return Promise.resolve({ updateId: `u${thread.id}.${thread.seq}`, conversationId: thread.id, duplicate });
  }
}

interface Done {
  readonly replies: OutgoingMessage[];
  readonly writes: TurnWrite[];
  readonly effects: SentEffect[];
  readonly timers: Map<string, { readonly at: number; readonly payload: Json }>;
  readonly cancelled: Set<string>;
  isErased: boolean;
  isHandedOver: boolean;
}

const nothingDone = (): Done => ({
  ...{ replies: [], writes: [], effects: [], timers: new Map(), cancelled: new Set() },
  ...{ isErased: false, isHandedOver: false },
});

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

const defaults = (settings: NonNullable<typeof esmPackage.settings>): BotRuntime['settings'] =>
  Object.fromEntries(settings.map((one) => [one.name, one.default])) as BotRuntime['settings'];

/** What the runtime's local floor says of the words of a Burst. */
function guardOf(burst: readonly Update[]): TurnGuard {
  const said = burst.filter(({ kind }) => kind === 'message' || kind === 'edit');
  const { categories, action } = moderateLocally(said.map(({ text }) => text ?? '').join('\n'));
  return { ...uninspected, moderation: { categories, action, source: 'local' } };
}

/** A write that affected another number of rows than it must: the Turn runs again, twice at most. */
class WriteConflict extends Error {}

const run = (client: Pick<pg.Pool, 'query'>, { name, sql, values }: Statement): Promise<pg.QueryResult> =>
  client.query({ name, text: sql, values: [...values] });

async function writeAll(pool: pg.Pool, statements: readonly TurnWrite[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    for (const statement of statements) {
      const { rowCount } = await run(client, statement);
      const { expectedRows, name } = statement;
      if (expectedRows !== undefined && rowCount !== expectedRows) {
        throw new WriteConflict(`${name} affected ${rowCount} rows where ${expectedRows} were expected.`);
      }
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
