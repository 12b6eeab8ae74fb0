import { type Clock, systemClock } from 'opora';
import { createTestDatabase, type TestDatabase } from 'opora/testing';
import pg from 'pg';

/** Waits of the product (the pace of a channel, polls, jobs) take this part of their time. */
const haste = 10;
/** Looks without work after which nothing is left to do. */
const calmLooks = 4;

/** Something of the product whose time has come, or comes next; ms since the epoch. */
interface Agenda {
  /** Turns, sends and timers that are due or under way at this instant. */
  readonly busy: number;
  /** Next Burst, retry or send. */
  readonly soon: number | null;
  /** Next timer. */
  readonly timer: number | null;
}

/**
 * A database whose `now()` stands still until it is moved, and the clock that belongs to it: the product decides by
 * the database's time, so a day of a study passes in seconds and every instant is exact.
 */
export class FrozenTime {
  readonly database: TestDatabase;
  readonly clock: Clock;
  private readonly pool: pg.Pool;
  private at: number;

  private constructor(database: TestDatabase, pool: pg.Pool, at: number) {
    this.database = database;
    this.pool = pool;
    this.at = at;
    this.clock = {
      now: () => this.at,
      monotonic: () => systemClock.monotonic() * haste,
      after: (delayMs, task) => systemClock.after(delayMs / haste, task),
      soon: systemClock.soon,
    };
  }

  static async open(at: number): Promise<FrozenTime> {
    const database = await createTestDatabase();
    const setUp = new pg.Client({ connectionString: database.connectionString });
    await setUp.connect();
    await setUp.query(`
      CREATE SCHEMA frozen;
      CREATE TABLE frozen.instant (at timestamptz NOT NULL);
      INSERT INTO frozen.instant VALUES (to_timestamp(${at / 1000}));
      CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql STABLE AS 'SELECT at FROM frozen.instant';
      ALTER DATABASE ${database.name} SET search_path = public, pg_catalog;`);
    await setUp.end();
    // Connections made from here on read the time that stands still; the one before keeps the real time.
    const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
    // Dropping the database cuts connections that are just ending.
    pool.on('error', () => undefined);
    return new FrozenTime(database, pool, at);
  }

  /** Ms since the epoch. */
  get now(): number {
    return this.at;
  }

  /** Jumps, past whatever was due in between. */
  async jumpTo(at: number): Promise<void> {
    this.at = Math.max(this.at, at);
    await this.pool.query('UPDATE frozen.instant SET at = to_timestamp($1::float8 / 1000)', [this.at]);
  }

  /**
   * Resolves when nothing is left to do at this instant, seen in four looks running; Bursts and sends of the next
   * seconds are waited for.
   */
  async settle(isQuiet: () => boolean = () => true): Promise<void> {
    const end = systemClock.now() + 40_000;
    let calm = 0;
    while (calm < calmLooks) {
      if (systemClock.now() > end) throw new Error(`Work is left: ${JSON.stringify(await this.agenda())}.`);
      const { busy, soon } = await this.agenda();
      if (busy > 0 || !isQuiet()) calm = 0;
      else if (soon !== null && soon <= this.at + 10_000) {
        calm = 0;
        await this.jumpTo(soon);
      } else calm += 1;
      await new Promise((resolve) => setTimeout(resolve, 12));
    }
  }

  /** The next instant at which a timer or a retry comes; null without one. */
  async next(): Promise<number | null> {
    const { soon, timer } = await this.agenda();
    return soon === null || timer === null ? (soon ?? timer) : Math.min(soon, timer);
  }

  /** Before the product's database is dropped: the installation that was given it drops it. */
  async end(): Promise<void> {
    await this.pool.end();
  }

  private async agenda(): Promise<Agenda> {
    const ms = (column: string): string => `ceil(extract(epoch FROM min(${column})) * 1000)::float8`;
    const { rows } = await this.pool.query<Agenda>(`SELECT
      (SELECT count(*) FROM conversations WHERE leased_by IS NOT NULL OR due_at <= now())::int
        + (SELECT count(*) FROM timers WHERE due_at <= now())::int
        + (SELECT count(*) FROM deliveries WHERE status = 'sending' OR next_at <= now()
            OR (status = 'pending' AND attempt = 0 AND next_at = now() + interval '30 seconds'))::int AS busy,
      (SELECT ${ms('at')} FROM (SELECT due_at AS at FROM conversations WHERE due_at > now() AND leased_by IS NULL
        UNION ALL SELECT next_at FROM deliveries WHERE next_at > now() AND status = 'pending') AS next) AS soon,
      (SELECT ${ms('due_at')} FROM timers) AS timer`);
    const [row] = rows;
    if (row === undefined) throw new Error('The agenda has no row.');
    return row;
  }
}
