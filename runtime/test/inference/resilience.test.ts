import { describe, expect, it } from 'vitest';
import { CancelledError, TransientError } from '../../src/core/errors.ts';
import { createBreaker } from '../../src/resilience/breaker.ts';
import { createBulkhead } from '../../src/resilience/bulkhead.ts';
import { retry } from '../../src/resilience/retry.ts';
import { createSingleFlight } from '../../src/resilience/single-flight.ts';
import { watch } from '../../src/resilience/watch.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';

const alive = (): AbortSignal => new AbortController().signal;

describe('Breaker', () => {
  const fail = (breaker: ReturnType<typeof createBreaker>, times: number): void => {
    for (let n = 0; n < times; n += 1) breaker.enter()?.fail();
  };

  it('opens at 5 failures in a row and lets one Probe through after 30 s', async () => {
    const clock = createVirtualClock();
    const states: string[] = [];
    const breaker = createBreaker({ clock, onChange: (state) => states.push(state) });
    fail(breaker, 4);
    breaker.enter()?.succeed();
    fail(breaker, 5);
    expect(breaker.status()).toMatchObject({ state: 'open', probeInMs: 30_000 });
    await clock.advance(29_999);
    expect(breaker.enter()).toBeNull();
    await clock.advance(1);
    const probe = breaker.enter();
    expect(probe?.probe).toBe(true);
    expect([breaker.enter(), breaker.enter()]).toEqual([null, null]);
    probe?.fail();
    expect(breaker.enter()).toBeNull();
    await clock.advance(30_000);
    breaker.enter()?.succeed();
    expect(breaker.status()).toMatchObject({ state: 'closed', consecutiveFailures: 0, failureShare: 0 });
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  it('opens at half of the last 20, not before there are 20', () => {
    const breaker = createBreaker({ clock: createVirtualClock() });
    for (let n = 0; n < 9; n += 1) {
      breaker.enter()?.fail();
      breaker.enter()?.succeed();
    }
    breaker.enter()?.succeed();
    expect(breaker.status().state).toBe('closed');
    breaker.enter()?.fail();
    expect(breaker.status()).toMatchObject({ state: 'open', failureShare: 0.5 });
  });

  it('gives the Probe on when it was stopped, ignores late outcomes, and can be reset', async () => {
    const clock = createVirtualClock();
    const breaker = createBreaker({ clock });
    const late = breaker.enter();
    fail(breaker, 5);
    late?.succeed();
    expect(breaker.status().state).toBe('open');
    await clock.advance(30_000);
    breaker.enter()?.abandon();
    const probe = breaker.enter();
    expect(probe?.probe).toBe(true);
    breaker.reset();
    expect(breaker.status().state).toBe('closed');
    probe?.fail();
    expect(breaker.status().state).toBe('closed');
  });
});

describe('Bulkhead', () => {
  it('runs so many, lets so many wait in order, and turns the rest away', async () => {
    const clock = createVirtualClock();
    const bulkhead = createBulkhead({ clock, maximumRunning: 1, maximumWaiting: 2 });
    const first = await bulkhead.enter(alive(), 1_000);
    const order: number[] = [];
    const join = async (name: number): Promise<(() => void) | 'full' | 'late'> => {
      const place = await bulkhead.enter(alive(), 1_000);
      order.push(name);
      return place;
    };
    const second = join(2);
    const third = join(3);
    expect(await bulkhead.enter(alive(), 1_000)).toBe('full');
    for (const place of [first, second, third]) {
      const leave = await place;
      if (typeof leave === 'function') {
        leave();
        leave();
      }
    }
    expect(order).toEqual([2, 3]);
    expect([bulkhead.running, bulkhead.waiting]).toEqual([0, 0]);
  });

  it('stops waiting in time and when told', async () => {
    const clock = createVirtualClock();
    const bulkhead = createBulkhead({ clock, maximumRunning: 1 });
    await bulkhead.enter(alive(), 1);
    const late = bulkhead.enter(alive(), 50);
    const controller = new AbortController();
    const stopped = bulkhead.enter(controller.signal, 1_000);
    controller.abort();
    await expect(stopped).rejects.toThrow(CancelledError);
    await clock.advance(50);
    expect(await late).toBe('late');
    expect(bulkhead.waiting).toBe(0);
  });
});

describe('retry', () => {
  const base = { random: () => 1, baseMs: 100, maximumMs: 10_000, maximumAttempts: 3 };
  const again = (): { again: boolean } => ({ again: true });

  it('waits longer each time, and as long as the other side asks', async () => {
    const clock = createVirtualClock();
    const at: number[] = [];
    const start = clock.now();
    const run = retry(
      (number) => {
        at.push(clock.now() - start);
        const retryAfterMs = number === 2 ? 5_000 : undefined;
        return Promise.reject(new TransientError('x', 'x', { retryAfterMs }));
      },
      {
        ...{ ...base, clock, signal: alive(), deadlineAt: start + 60_000 },
        judge: (error) => ({ again: true, retryAfterMs: (error as TransientError).retryAfterMs }),
      },
    );
    run.catch(() => undefined);
    await clock.advance(60_000);
    await expect(run).rejects.toThrow('x');
    expect(at).toEqual([0, 100, 5_100]);
  });

  it('ends before the deadline rather than wait past it, and at once when aborted', async () => {
    const clock = createVirtualClock();
    let attempts = 0;
    const attempt = (): Promise<never> => {
      attempts += 1;
      return Promise.reject(new Error('down'));
    };
    const options = { ...base, clock, judge: again };
    const late = { ...options, signal: alive(), deadlineAt: clock.now() + 100 };
    await expect(retry(attempt, late)).rejects.toThrow('down');
    expect(attempts).toBe(1);
    const controller = new AbortController();
    const run = retry(attempt, { ...options, signal: controller.signal, deadlineAt: clock.now() + 60_000 });
    await clock.settle();
    controller.abort();
    await expect(run).rejects.toThrow(CancelledError);
    expect(clock.pending).toBe(0);
  });
});

describe('watch', () => {
  const options = (clock = createVirtualClock()) => ({
    clock,
    signal: alive(),
    ...{ totalMs: 1_000, stallMs: 200, deadlineAt: clock.now() + 10_000 },
    onTimeout: (kind: string): Error => new Error(kind),
    onAbort: (): Error => new Error('aborted'),
  });
  const never = (): Promise<never> => new Promise(() => undefined);

  it('tells silence before the first sign from a stall, from too long, and from the deadline', async () => {
    const clock = createVirtualClock();
    const outcome = async (work: Parameters<typeof watch>[0], changes = {}): Promise<string> => {
      const run = watch(work, { ...options(clock), ...changes }).catch((error: Error) => error.message);
      await clock.advance(2_000);
      return (await run) as string;
    };
    expect(await outcome(never)).toBe('first');
    const once = (_: AbortSignal, sign: () => void): Promise<never> => {
      sign();
      return never();
    };
    expect(await outcome(once)).toBe('stall');
    const talk = (_: AbortSignal, sign: () => void): Promise<never> => {
      const next = (): void => {
        sign();
        clock.after(150, next);
      };
      next();
      return never();
    };
    expect(await outcome(talk)).toBe('total');
    expect(await outcome(never, { deadlineAt: clock.now() + 300 })).toBe('deadline');
  });

  it('aborts the work, and drops what it brings later', async () => {
    const clock = createVirtualClock();
    let aborted = false;
    const controller = new AbortController();
    const run = watch(
      (signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return never();
      },
      { ...options(clock), signal: controller.signal },
    );
    controller.abort();
    await expect(run).rejects.toThrow('aborted');
    expect([aborted, clock.pending]).toEqual([true, 0]);
  });
});

describe('single flight', () => {
  it('joins equal keys, outlives the caller that left, and stops when nobody waits', async () => {
    const flights = createSingleFlight<string>();
    let runs = 0;
    let release: (text: string) => void = () => undefined;
    let stopped = false;
    const work = (signal: AbortSignal): Promise<string> => {
      runs += 1;
      signal.addEventListener('abort', () => {
        stopped = true;
      });
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const impatient = new AbortController();
    const first = flights.join('k', impatient.signal, work);
    const second = flights.join('k', alive(), work);
    impatient.abort();
    await expect(first).rejects.toThrow(CancelledError);
    release('done');
    expect(await second).toEqual({ result: 'done', joined: true });
    expect([runs, stopped, flights.size]).toEqual([1, false, 0]);
    const alone = new AbortController();
    const third = flights.join('k', alone.signal, work);
    alone.abort();
    await expect(third).rejects.toThrow(CancelledError);
    expect([stopped, flights.size]).toEqual([true, 0]);
  });
});
