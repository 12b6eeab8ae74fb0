import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { pause, until } from './engine-fixture.ts';
import { type ChildProduct, startChild } from './support/child-product.ts';
import { createGuestPackage, type GuestOptions } from './support/guest-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';

const key = Buffer.alloc(32, 5).toString('base64');
let database: TestDatabase;
let running: TestProduct[] = [];
let child: ChildProduct | null = null;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterEach(async () => {
  await Promise.all(running.map((product) => product.stop()));
  running = [];
  child?.kill('SIGKILL');
  await child?.exited;
});

afterAll(() => database?.drop());

async function start(
  options: GuestOptions,
  env: Readonly<Record<string, string>> = {},
): Promise<TestProduct> {
  const product = await openProduct({
    bots: [createGuestPackage(options)],
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key, ...env },
  });
  running.push(product);
  return product;
}

interface Run {
  readonly process: string;
  readonly began: number;
  readonly ended: number | null;
  readonly aborted: boolean;
}

async function readRuns({ storage }: TestProduct): Promise<readonly Run[]> {
  const { rows } = await storage.pool.query<Run>(
    `select process, aborted, extract(epoch from started_at)::float8 * 1000 as began,
            extract(epoch from ended_at)::float8 * 1000 as ended
       from guest_runs order by id`,
  );
  return rows;
}

const processesOf = (runs: readonly Run[]): readonly string[] => [
  ...new Set(runs.map(({ process }) => process)),
];

/** Runs that began before the one before them had ended. */
const overlaps = (runs: readonly Run[]): readonly Run[] =>
  runs.filter((run, index) => {
    const before = runs[index - 1];
    return before !== undefined && (before.ended === null || run.began < before.ended);
  });

test('of two processes one runs the jobs; when it stops, the other does, never both', async () => {
  const first = await start({ process: 'first' });
  await until('the first runs', async () => (await readRuns(first)).length > 2);
  const second = await start({ process: 'second' });
  await pause(1_000);
  expect(processesOf(await readRuns(second))).toEqual(['first']);

  await first.stop();
  running = running.filter((product) => product !== first);
  await until(
    'the second runs',
    async () => (await readRuns(second)).length > 0 && processesOf(await readRuns(second)).includes('second'),
    10_000,
  );
  const runs = await readRuns(second);
  expect(overlaps(runs)).toEqual([]);
  const handover = runs.findIndex(({ process }) => process === 'second');
  expect(processesOf(runs.slice(handover))).toEqual(['second']);
});

test('a job under way hears of the stop, writes its end and is waited for', async () => {
  const product = await start({ process: 'napping' }, { GUEST_NAP: '1m' });
  await until(
    'the nap has begun',
    async () => processesOf(await readRuns(product)).includes('napping'),
    15_000,
  );
  const witness = await start({ process: 'witness' }, { OPORA_ROLE: 'web' });
  const startedAt = performance.now();
  await product.stop();
  running = running.filter((one) => one !== product);
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  const nap = (await readRuns(witness)).findLast(({ process }) => process === 'napping');
  expect(nap).toMatchObject({ aborted: true, ended: expect.any(Number) });
  await pause(3_500);
  expect(processesOf(await readRuns(witness)), 'a process that only serves').not.toContain('witness');
});

test('a job that does not listen is left behind within the deadline of the stop', async () => {
  const product = await start({ process: 'deaf', isDeaf: true }, { GUEST_NAP: '8s' });
  await until('the nap has begun', async () => processesOf(await readRuns(product)).includes('deaf'), 15_000);
  const startedAt = performance.now();
  await product.stop();
  running = [];
  expect(performance.now() - startedAt).toBeLessThan(5_500);
  expect(product.logs.map(({ message }) => message)).toContain(
    'A job did not end after its signal and is left behind.',
  );
});

test('when the process that runs the jobs is killed, another takes them over', async () => {
  child = await startChild(
    { DATABASE_URL: database.connectionString, GUEST_KEY: key, GUEST_NAP: '10s' },
    'guest',
  );
  const witness = await start({ process: 'heir' }, { OPORA_ROLE: 'web' });
  await until('the child naps', async () => processesOf(await readRuns(witness)).includes('child'), 15_000);
  child.kill('SIGKILL');
  await child.exited;
  const heir = await start({ process: 'heir' });
  await until('the heir runs', async () => processesOf(await readRuns(heir)).includes('heir'), 20_000);
  const interrupted = (await readRuns(heir)).findLast(({ process }) => process === 'child');
  expect(interrupted).toMatchObject({ ended: null });
});
