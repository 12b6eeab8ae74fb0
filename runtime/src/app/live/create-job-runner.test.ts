import { beforeEach, expect, test } from 'vitest';
import type { Database, Statement } from '../../contracts/bot.ts';
import { silentErrorReporter } from '../../core/error-reporter.ts';
import { silentLogger } from '../../core/logger.ts';
import { createVirtualClock, type VirtualClock } from '../../testing/virtual-clock.ts';
import type { BotJob } from '../definition.ts';
import { createJobRunner, type JobRunner } from './create-job-runner.ts';

let clock: VirtualClock;
/** Whose the role is, as far as the database is concerned. */
let owner: string | null;
let counts: Map<string, number>;

beforeEach(() => {
  clock = createVirtualClock();
  owner = null;
  counts = new Map();
});

const database: Database = {
  query: <Row>({ name, values }: Statement): Promise<readonly Row[]> => {
    const asks = String(values[1]);
    if (name === 'leave_leadership') {
      if (owner === asks) owner = null;
      return Promise.resolve([]);
    }
    owner ??= asks;
    return Promise.resolve(owner === asks ? [{ name } as Row] : []);
  },
};

function openRunner(jobs: readonly BotJob[], process = 'a'): JobRunner {
  const runner = createJobRunner({
    ...{ bot: 'guest', jobs, owner: process, database, clock },
    ...{ random: () => 1, logger: silentLogger, errors: silentErrorReporter },
    meter: {
      count: (_name, labels) => {
        const key = `${labels?.job} ${labels?.result}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      },
      gauge: () => undefined,
      observe: () => undefined,
    },
  });
  runner.start();
  return runner;
}

/** A job that takes `tookMs` and says when it ran, in ms since the start. */
function timed(everyMs: number, tookMs: number): BotJob & { readonly at: readonly number[] } {
  const startedAt = clock.now();
  const at: number[] = [];
  return {
    ...{ name: 'timed', everyMs, at },
    run: () => {
      at.push(clock.now() - startedAt);
      return new Promise((resolve) => clock.after(tookMs, resolve));
    },
  };
}

const statusOf = async (runner: JobRunner): Promise<string> => {
  const { status, message } = await runner.check.run(new AbortController().signal);
  return `${status}: ${message}`;
};

test('a job begins with the role and then by its interval, however long it takes', async () => {
  const job = timed(1_000, 300);
  const runner = openRunner([job]);
  await clock.advance(3_500);
  expect(job.at).toEqual([0, 1_000, 2_000, 3_000]);
  expect(await statusOf(runner)).toBe('healthy: 1 jobs run in this process.');
});

test('a job that takes longer than its interval is followed by the next at once, never by two', async () => {
  const job = timed(1_000, 2_500);
  openRunner([job]);
  await clock.advance(8_000);
  expect(job.at).toEqual([0, 2_500, 5_000, 7_500]);
});

test('a job that throws is tried again sooner, and later each time, and the health report says so', async () => {
  const startedAt = clock.now();
  const at: number[] = [];
  let broken = true;
  const runner = openRunner([
    {
      name: 'flaky',
      everyMs: 600_000,
      run: () => {
        at.push(clock.now() - startedAt);
        // Thrown before there is a promise, as careless code does.
        if (broken) throw new Error('no ink');
        return Promise.resolve();
      },
    },
  ]);
  await clock.advance(15_000);
  expect(at).toEqual([0, 2_000, 6_000, 14_000]);
  expect(await statusOf(runner)).toBe('degraded: Failing: flaky (4 in a row: Error: no ink).');
  broken = false;
  await clock.advance(16_000);
  expect(at).toHaveLength(5);
  await clock.advance(590_000);
  expect(at).toHaveLength(5);
  expect(counts).toEqual(
    new Map([
      ['flaky failed', 4],
      ['flaky done', 1],
    ]),
  );
  expect(await statusOf(runner)).toContain('healthy');
});

test('a job that throws is never tried later than its interval', async () => {
  let runs = 0;
  openRunner([{ name: 'quick', everyMs: 100, run: () => Promise.reject(new Error(`run ${++runs}`)) }]);
  await clock.advance(2_000);
  expect(runs).toBe(21);
});

test('one job that hangs or throws does not hold up another', async () => {
  const job = timed(1_000, 0);
  openRunner([
    { name: 'hangs', everyMs: 1_000, run: () => new Promise(() => undefined) },
    { name: 'throws', everyMs: 1_000, run: () => Promise.reject(new Error('no')) },
    job,
  ]);
  await clock.advance(2_500);
  expect(job.at).toEqual([0, 1_000, 2_000]);
});

test('a run under way hears of the stop and is waited for; nothing begins afterwards', async () => {
  const events: string[] = [];
  const runner = openRunner([
    {
      name: 'listens',
      everyMs: 1_000,
      run: (signal) =>
        new Promise((_resolve, reject) => {
          events.push('began');
          signal.addEventListener('abort', () =>
            clock.after(500, () => {
              events.push('ended');
              reject(signal.reason);
            }),
          );
        }),
    },
  ]);
  await clock.advance(3_000);
  const stopped = runner.stop().then(() => events.push('stopped'));
  await clock.advance(5_000);
  await stopped;
  expect(events).toEqual(['began', 'ended', 'stopped']);
  expect(counts).toEqual(new Map([['listens stopped', 1]]));
  expect(owner).toBeNull();
});

test('a run that does not listen is left behind after a second and a half, and not joined by a second', async () => {
  let running = 0;
  let most = 0;
  const job: BotJob = {
    name: 'deaf',
    everyMs: 1_000,
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => clock.after(60_000, resolve));
      running -= 1;
    },
  };
  const runner = openRunner([job]);
  await clock.advance(1_000);
  // The role goes to another process and comes back while the run is still there.
  owner = 'b';
  await clock.advance(6_000);
  owner = null;
  await clock.advance(30_000);
  expect([running, most]).toEqual([1, 1]);
  await clock.advance(30_000);
  expect(most).toBe(1);
  const startedAt = clock.now();
  const stopped = runner.stop().then(() => clock.now() - startedAt);
  await clock.advance(10_000);
  expect(await stopped).toBeLessThanOrEqual(1_500);
});

test('of two processes one runs; the other begins when it stops', async () => {
  const first = timed(1_000, 0);
  const second = timed(1_000, 0);
  const one = openRunner([first], 'a');
  const other = openRunner([second], 'b');
  await clock.advance(5_000);
  expect(second.at).toEqual([]);
  expect(await statusOf(other)).toBe('healthy: 1 jobs run in another process, or in none yet.');
  const stopped = one.stop();
  await clock.advance(100);
  await stopped;
  const runs = first.at.length;
  await clock.advance(5_000);
  expect(second.at.length).toBeGreaterThan(1);
  expect(first.at).toHaveLength(runs);
});

test('the health report says so when the role is lost', async () => {
  const runner = openRunner([timed(1_000, 0)]);
  await clock.advance(500);
  owner = 'b';
  await clock.advance(3_000);
  expect(await statusOf(runner)).toContain('1 jobs ended here: the role could not be renewed');
});

test('a runner that was never started stops', async () => {
  await expect(openUnstarted().stop()).resolves.toBeUndefined();
});

const openUnstarted = (): JobRunner =>
  createJobRunner({
    ...{ bot: 'guest', jobs: [], owner: 'a', database, clock, random: () => 1 },
    ...{ logger: silentLogger, errors: silentErrorReporter },
    meter: { count: () => undefined, gauge: () => undefined, observe: () => undefined },
  });
