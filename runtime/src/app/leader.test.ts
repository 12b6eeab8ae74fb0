import { beforeEach, expect, test } from 'vitest';
import type { Database, Statement } from '../contracts/bot.ts';
import { silentLogger } from '../core/logger.ts';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { createLeader, type Leader } from './leader.ts';

let clock: VirtualClock;
/** The row of the role, as `take-leadership.ts` keeps it: whose it is, and since when. */
let role: { owner: string; at: number } | null;

beforeEach(() => {
  clock = createVirtualClock();
  role = null;
});

/** Decides as the statements do; the integration test of the cluster runs them on Postgres. */
function decide(name: string, [, owner, ttlMs]: readonly unknown[]): readonly object[] {
  if (name === 'leave_leadership') {
    if (role?.owner === owner) role = null;
    return [];
  }
  const free = role === null || role.owner === owner || role.at < clock.now() - Number(ttlMs);
  if (free) role = { owner: String(owner), at: clock.now() };
  return free ? [{ name }] : [];
}

interface Process {
  readonly leader: Leader;
  readonly events: string[];
  working: boolean;
  away: boolean;
  hangs: boolean;
  broken: boolean;
}

/** One process of several that want the same task. */
function join(owner: string): Process {
  const one = { events: [] as string[], working: false, away: false, hangs: false, broken: false };
  const database: Database = {
    query: <Row>({ name, values }: Statement): Promise<readonly Row[]> => {
      if (one.hangs) return new Promise(() => undefined);
      if (one.away) return Promise.reject(new Error('away'));
      return Promise.resolve(decide(name, values) as readonly Row[]);
    },
  };
  const leader = createLeader({
    ...{ name: 'telegram:probe', owner, database, clock, logger: silentLogger },
    start: async () => {
      one.events.push('start');
      if (one.broken) throw new Error('cannot start');
      one.working = true;
    },
    stop: async () => {
      one.events.push('stop');
      one.working = false;
    },
  });
  return Object.assign(one, { leader });
}

test('one of three works, however long', async () => {
  const all = ['a', 'b', 'c'].map(join);
  for (let round = 0; round < 8; round += 1) {
    await clock.advance(3_000);
    expect(all.filter(({ working }) => working)).toHaveLength(1);
  }
  expect(all.flatMap(({ events }) => events)).toEqual(['start']);
});

test('an orderly stop hands the task on at once', async () => {
  const first = join('a');
  await clock.advance(1_000);
  const second = join('b');
  await clock.advance(1_000);
  expect([first.working, second.working]).toEqual([true, false]);
  await first.leader.stop();
  expect(role).toBeNull();
  expect(first.working).toBe(false);
  await clock.advance(4_000);
  expect(second.working).toBe(true);
});

test('a leader that cannot renew its role stops before another may begin', async () => {
  const first = join('a');
  await clock.advance(1_000);
  first.away = true;
  const second = join('b');
  for (let steps = 0; steps < 40 && !second.working; steps += 1) {
    await clock.advance(500);
    expect([first.working, second.working]).not.toEqual([true, true]);
  }
  expect([first.working, second.working]).toEqual([false, true]);
  first.away = false;
  await clock.advance(6_000);
  expect([first.working, second.working]).toEqual([false, true]);
});

test('a leader whose database never answers stops before another may begin', async () => {
  const first = join('a');
  await clock.advance(1_000);
  first.hangs = true;
  const second = join('b');
  for (let steps = 0; steps < 40 && !second.working; steps += 1) {
    await clock.advance(500);
    expect([first.working, second.working]).not.toEqual([true, true]);
  }
  expect([first.working, second.working]).toEqual([false, true]);
});

test('a task that could not be started is tried again', async () => {
  const first = join('a');
  first.broken = true;
  await clock.advance(4_000);
  expect(first.working).toBe(false);
  first.broken = false;
  await clock.advance(4_000);
  expect(first.working).toBe(true);
});
