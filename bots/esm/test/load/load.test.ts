import type { BotRuntime } from 'opora/app';
import { createTestDatabase } from 'opora/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { esmPackage } from '../../src/index.ts';
import { loadCommand } from '../../src/load/load-command.ts';
import { percentilesOf } from '../../src/load/percentiles.ts';
import { sumCounters } from '../../src/load/read-metrics.ts';
import { generateDataKey } from '../../src/vault/data-keys.ts';
import { type EsmProduct, openEsmProduct } from '../fakes/esm-product.ts';
import { openStudy } from '../support/open-study.ts';
import type { World } from '../support/world.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: pg.Pool;
let product: EsmProduct;

beforeAll(async () => {
  database = await createTestDatabase();
  const dataKey = generateDataKey();
  product = await openEsmProduct(database.connectionString, esmPackage, { ESM_DATA_KEY: dataKey });
  pool = new pg.Pool({ connectionString: database.connectionString, max: 2 });
  const world = {
    now: Date.now(),
    settings: { DATA_KEY: dataKey },
    rows: async (sql: string, ...values: unknown[]) => (await pool.query(sql, values)).rows,
    runtime: {
      write: async (statements: { sql: string; values: readonly unknown[] }[]) => {
        for (const { sql, values } of statements) await pool.query(sql, [...values]);
      },
    },
  };
  await openStudy(world as unknown as World, { code: 'load-code' });
});

afterAll(async () => {
  await product?.stop();
  await pool?.end();
  await database?.drop();
});

/** Runs `opora esm load <argv>` against the product. */
async function load(...argv: readonly string[]) {
  const out: string[] = [];
  const error: string[] = [];
  const runtime = { url: product.url } as BotRuntime;
  const code = await loadCommand.run(
    argv,
    () => Promise.resolve({ runtime, close: () => Promise.resolve() }),
    {
      out: (line) => void out.push(line),
      error: (line) => void error.push(line),
    },
  );
  return { code, out: out.join('\n'), error: error.join('\n') };
}

const count = async (table: string): Promise<number> =>
  (await pool.query(`SELECT count(*)::int AS count FROM ${table}`)).rows[0].count;

describe('opora esm load', () => {
  test('distinct people join, answer a survey and are gone again', async () => {
    const { code, out } = await load('--count', '6', '--concurrency', '3', '--invite', 'load-code', '--json');
    const report = JSON.parse(out);
    expect([report.people, report.completed, report.errors]).toEqual([6, 6, {}]);
    expect(code).toBe(0);
    expect(report.messages).toBeGreaterThan(6 * 10);
    for (const part of [report.accepted, report.pressed, report.worded]) {
      expect(part.p50).toBeGreaterThan(0);
      expect(part.p50).toBeLessThanOrEqual(part.p95);
      expect(part.p95).toBeLessThanOrEqual(part.p99);
      expect(part.p99).toBeLessThanOrEqual(part.max);
    }
    expect(report.accepted.count).toBe(report.messages);
    expect(await count('esm_participants')).toBe(0);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS count FROM esm_audit WHERE detail ? 'deletionId'`,
    );
    expect(rows[0].count).toBe(6);
  }, 120_000);

  test('says the same for people, and can leave them there', async () => {
    const { code, out } = await load('--count', '2', '--invite', 'load-code', '--keep');
    expect(code).toBe(0);
    expect(out).toMatch(/^2 people, 2 surveys completed, \d+ messages in [\d.]+ s\n/);
    expect(out).toMatch(/\naccepted +p50 \d+ ms, p95 \d+ ms, p99 \d+ ms, max \d+ ms\n/);
    expect(out).toMatch(/\nopinions from the cache +none asked for\nerrors +none$/);
    expect(await count('esm_participants')).toBe(2);
    expect(await count("esm_responses WHERE status = 'completed'")).toBe(2);
  }, 120_000);

  test('people who do not get through are errors, and the exit code is 1', async () => {
    const { code, out } = await load('--count', '2', '--invite', 'no-such-code', '--json');
    const { completed, errors } = JSON.parse(out);
    expect([code, completed]).toEqual([1, 0]);
    expect(Object.values(errors)).toEqual([2]);
  }, 120_000);

  test('wrong options exit with 2, a product that is away with 1', async () => {
    expect(await load('--count', 'many')).toMatchObject({
      ...{ code: 2, error: '--count and --concurrency are whole numbers from 1, for example --count 100.' },
    });
    expect(await load('--people', '3')).toMatchObject({
      code: 2,
      error: expect.stringContaining('--people'),
    });
    const nobody = await load('--url', 'http://127.0.0.1:1', '--count', '1');
    expect(nobody).toMatchObject({ code: 1, error: expect.stringContaining('Start it, or say where it is') });
  });
});

test('percentiles are those of the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1).reverse();
  expect(percentilesOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  expect(percentilesOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
  expect(percentilesOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
});

test('counters are added up over their labels', () => {
  const text = '# HELP a_total x\na_total{b="c"} 2\na_total{b="d"} 3\nab_total 7\n';
  expect(sumCounters(text, ['a_total', 'z_total'])).toEqual({ a_total: 5, z_total: 0 });
});
