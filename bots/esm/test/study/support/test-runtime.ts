import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Database,
  type IncomingUpdate,
  type Json,
  RefusedError,
  type Statement,
  silentLogger,
  silentMeter,
  type TurnWrite,
} from 'opora';
import { type BotRuntime, migrateUp } from 'opora/app';
import { createTestDatabase, createVirtualClock } from 'opora/testing';
import pg from 'pg';
import type { EsmServices } from '../../../src/esm-part.ts';
import { readEsmSettings } from '../../../src/esm-settings.ts';
import type { StudyReader } from '../../../src/study/load-study.ts';
import { generateDataKey } from '../../../src/vault/data-keys.ts';
import { vaultFor } from '../../../src/vault/open-vault.ts';

type Settings = BotRuntime['settings'];

/** A runtime over a real database of its own: clock that is moved by hand, events recorded, files in a folder. */
export interface TestRuntime extends EsmServices {
  readonly clock: ReturnType<typeof createVirtualClock>;
  readonly pool: pg.Pool;
  /** What was handed to Conversations, oldest first; the same external id once a Conversation. */
  readonly accepted: IncomingUpdate[];
  /** Makes every later write and event fail with this error; null heals it. */
  fail(error: Error | null): void;
  rows<Row>(sql: string, ...values: unknown[]): Promise<readonly Row[]>;
  /** What a Turn at the clock's time reads studies with; `steps` collects what its journal would hold. */
  turn(steps?: Map<string, Json>): StudyReader;
  close(): Promise<void>;
}

/** Opens one; the bot's migrations are applied. */
export async function openTestRuntime(
  options: { readonly demo?: boolean; readonly settings?: Settings } = {},
): Promise<TestRuntime> {
  const testDatabase = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: testDatabase.connectionString, max: 4 });
  const folder = fileURLToPath(new URL('../../../migrations/', import.meta.url));
  await migrateUp(pool, [{ name: 'esm', folder }], { logger: silentLogger });
  const files = await mkdtemp(join(tmpdir(), 'esm-files-'));
  const clock = createVirtualClock();
  const accepted: IncomingUpdate[] = [];
  let failure: Error | null = null;
  const assertHealthy = (): void => {
    if (failure !== null) throw failure;
  };
  const database: Database = {
    query: async <Row>(statement: Statement) => (await run(pool, statement)).rows as readonly Row[],
  };
  const runtime: BotRuntime = {
    ...{ clock, logger: silentLogger, meter: silentMeter, database },
    settings: { DATA_KEY: generateDataKey(), ...options.settings },
    isDemo: options.demo === true,
    isOperator: () => false,
    url: 'http://localhost:3000',
    telegramUrl: 'https://t.me/test_bot',
    files: () => Promise.resolve(files),
    intake: {
      async accept(update) {
        assertHealthy();
        const isSame = (one: IncomingUpdate): boolean =>
          one.externalId === update.externalId && one.conversation === update.conversation;
        const duplicate = accepted.some(isSame);
        if (!duplicate) accepted.push(update);
        return { updateId: `u1.${accepted.length}`, conversationId: '1', duplicate };
      },
    },
    async write(statements) {
      assertHealthy();
      await writeAll(pool, statements);
    },
  };
  const settings = readEsmSettings(runtime.settings);
  return {
    ...{ runtime, settings, clock, pool, accepted, vault: () => vaultFor(settings) },
    fail: (error) => {
      failure = error;
    },
    rows: async <Row>(sql: string, ...values: unknown[]) => (await pool.query(sql, values)).rows as Row[],
    turn: (steps = new Map()) => ({
      database,
      now: clock.now(),
      step: async (name, run) => {
        if (steps.has(name)) throw new Error(`The step ${name} ran twice in one Turn.`);
        const result = JSON.parse(JSON.stringify(await run(new AbortController().signal)));
        steps.set(name, result);
        return result;
      },
    }),
    async close() {
      await pool.end();
      await testDatabase.drop();
      await rm(files, { recursive: true, force: true });
    },
  };
}

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
        const reason = `${name} affected ${rowCount} rows where ${expectedRows} were expected.`;
        throw new RefusedError('write_conflict', reason);
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
