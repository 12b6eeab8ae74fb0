import pg from 'pg';

/** A look at the database of a product that lives in real time, perhaps in another process. */
export class RealTime {
  readonly pool: pg.Pool;

  constructor(connectionString: string) {
    this.pool = new pg.Pool({ connectionString, max: 2 });
    // Dropping the database cuts connections that are just ending.
    this.pool.on('error', () => undefined);
  }

  /** Waits until no Turn is due or under way, and no timer of the next seconds either, in two looks running. */
  async settle(): Promise<void> {
    let calm = 0;
    for (let tried = 0; tried < 2_000; tried += 1) {
      const { rows } = await this.pool.query(
        `SELECT 1 FROM conversations WHERE due_at IS NOT NULL
        UNION ALL SELECT 1 FROM timers WHERE due_at <= now() + interval '3 seconds'`,
      );
      calm = rows.length === 0 ? calm + 1 : 0;
      if (calm === 2) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('Work is left after 40 s.');
  }

  async rows<Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return (await this.pool.query(sql, [...values])).rows as Row[];
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}
