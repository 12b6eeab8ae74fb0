import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../core/clock.ts';
import { TerminalError } from '../core/errors.ts';
import { doctorExitCode, formatDoctor } from './doctor.ts';
import { startEventLoopMonitor } from './event-loop-monitor.ts';
import { createHealthRegistry, type HealthCheck, type HealthFinding } from './health.ts';
import {
  backupCheck,
  databaseCheck,
  deadLettersCheck,
  heartbeatCheck,
  type MigrationFindings,
  migrationsCheck,
  oldestDueCheck,
} from './health-checks.ts';
import { diskCheck, eventLoopCheck, memoryCheck, readDiskSpace } from './machine-checks.ts';
import { createMeter } from './prometheus-meter.ts';

/** A clock that moves only when told to. */
function createHandClock(): Clock & { advance(ms: number): void } {
  let time = 1_795_241_581_000;
  let timers: { readonly at: number; readonly task: () => void }[] = [];
  return {
    now: () => time,
    monotonic: () => time,
    soon: queueMicrotask,
    after(delayMs, task) {
      const timer = { at: time + delayMs, task };
      timers.push(timer);
      const cancel = (): void => {
        timers = timers.filter((other) => other !== timer);
      };
      return { cancel };
    },
    advance(ms) {
      time += ms;
      const due = timers.filter((timer) => timer.at <= time);
      timers = timers.filter((timer) => timer.at > time);
      for (const timer of due) timer.task();
    },
  };
}

const signal = new AbortController().signal;
const run = (check: HealthCheck): Promise<HealthFinding> => check.run(signal);
const check = (name: string, status: HealthFinding['status'], critical = false): HealthCheck => ({
  name,
  critical,
  run: async () => ({ status, message: 'x', ...(status === 'healthy' ? {} : { advice: 'Do y.' }) }),
});

describe('the registry', () => {
  it.each([
    ['healthy', [check('a', 'healthy', true)]],
    ['degraded', [check('a', 'healthy', true), check('b', 'degraded')]],
    ['degraded', [check('a', 'unhealthy')]],
    ['unhealthy', [check('a', 'healthy'), check('b', 'unhealthy', true)]],
  ])('is %s as its checks are', async (status, checks) => {
    const report = await createHealthRegistry({ clock: systemClock, checks }).report();
    expect(report.status).toBe(status);
    expect(report.checks).toHaveLength(checks.length);
  });

  it('reports time, duration and metric of each check', async () => {
    const clock = createHandClock();
    const meter = createMeter();
    const registry = createHealthRegistry({ clock, meter, checks: [check('disk', 'degraded')] });
    expect((await registry.report()).checks).toEqual([
      {
        name: 'disk',
        status: 'degraded',
        message: 'x',
        advice: 'Do y.',
        durationMs: 0,
        checkedAt: '2026-11-21T06:13:01.000Z',
      },
    ]);
    expect(await meter.render()).toContain('opora_health{check="disk"} 0.5');
  });

  it('runs one check however many ask, and looks afresh after the cache time', async () => {
    const clock = createHandClock();
    let runs = 0;
    const counting: HealthCheck = {
      name: 'counting',
      run: async () => {
        runs += 1;
        return { status: runs > 1 ? 'unhealthy' : 'healthy', message: `${runs}` };
      },
    };
    const registry = createHealthRegistry({ clock, checks: [counting] });
    await Promise.all(Array.from({ length: 50 }, () => registry.report()));
    await registry.check('counting');
    expect(runs).toBe(1);
    clock.advance(3_000);
    expect((await registry.report()).status).toBe('degraded');
    expect(runs).toBe(2);
  });

  it('keeps the metric true while nobody asks, through an outage and back', async () => {
    const clock = createHandClock();
    const meter = createMeter();
    let status: HealthFinding['status'] = 'healthy';
    const moody: HealthCheck = { name: 'database', run: async () => ({ status, message: 'x' }) };
    const unfollow = createHealthRegistry({ clock, meter, checks: [moody] }).follow(10_000);
    const gauge = async (): Promise<string | undefined> =>
      /opora_health\{check="database"\} (\S+)/.exec(await meter.render())?.[1];
    const turnsTo = async (next: typeof status, value: string): Promise<void> => {
      status = next;
      await new Promise(setImmediate);
      clock.advance(10_000);
      await expect.poll(gauge).toBe(value);
    };
    await expect.poll(gauge).toBe('1');
    await turnsTo('unhealthy', '0');
    await turnsTo('healthy', '1');
    unfollow();
    status = 'unhealthy';
    clock.advance(60_000);
    await new Promise(setImmediate);
    expect(await gauge()).toBe('1');
  });

  it('gives a hanging check up, aborts it, and does not start it again beside itself', async () => {
    const clock = createHandClock();
    let runs = 0;
    let aborted = false;
    let release = (): void => undefined;
    const registry = createHealthRegistry({
      clock,
      checks: [
        {
          name: 'hanging',
          timeoutMs: 500,
          critical: true,
          run: (given) => {
            runs += 1;
            given.addEventListener('abort', () => {
              aborted = true;
            });
            return new Promise((resolve) => {
              release = () => resolve({ status: 'healthy', message: 'late' });
            });
          },
        },
      ],
    });
    const pending = registry.report();
    clock.advance(500);
    expect(await pending).toMatchObject({
      status: 'unhealthy',
      checks: [{ message: 'No answer within 500 ms.', durationMs: 500 }],
    });
    expect(aborted).toBe(true);
    clock.advance(5_000);
    expect((await registry.report()).status).toBe('unhealthy');
    expect(runs).toBe(1);
    release();
    await new Promise((resolve) => setImmediate(resolve));
    clock.advance(5_000);
    void registry.report();
    expect(runs).toBe(2);
  });

  it('turns what a check throws into a finding without secrets', async () => {
    const failing: HealthCheck = {
      name: 'failing',
      run: () => Promise.reject(new Error('redis://:hunter22@cache away')),
    };
    const [found] = (await createHealthRegistry({ clock: systemClock, checks: [failing] }).report()).checks;
    expect(found).toMatchObject({ status: 'unhealthy', message: 'Error: redis://:[redacted]@cache away' });
  });

  it('says of every check that meets a missing schema how to make one', async () => {
    const missing = new TerminalError('database_schema_missing', 'A table is missing');
    const checks: readonly HealthCheck[] = [
      { name: 'turns', run: () => Promise.reject(missing) },
      { name: 'disk', run: () => Promise.reject(new Error('full')) },
      databaseCheck({ clock: systemClock, probe: () => Promise.reject(missing) }),
    ];
    const report = await createHealthRegistry({ clock: systemClock, checks }).report();
    expect(report.checks.map(({ advice }) => advice)).toEqual([
      'Run `opora migrate up`.',
      'See the log for the cause.',
      'Run `opora migrate up`.',
    ]);
  });

  it('refuses names that are taken, malformed or unknown', () => {
    const registry = createHealthRegistry({ clock: systemClock, checks: [check('a', 'healthy')] });
    expect(() => registry.add(check('a', 'healthy'))).toThrow(TypeError);
    expect(() => registry.add(check('A b', 'healthy'))).toThrow(TypeError);
    expect(() => registry.check('b')).toThrow(TypeError);
  });
});

describe('checks', () => {
  it('database: writes and reads, slow is degraded, failing is unhealthy', async () => {
    const clock = createHandClock();
    const probe = (takesMs: number) => async (): Promise<void> => clock.advance(takesMs);
    expect(await run(databaseCheck({ clock, probe: probe(5) }))).toMatchObject({
      status: 'healthy',
      message: 'Wrote and read in 5 ms.',
    });
    expect(await run(databaseCheck({ clock, probe: probe(1_500) }))).toMatchObject({ status: 'degraded' });
    const away = databaseCheck({ clock, probe: () => Promise.reject(new Error('ECONNREFUSED')) });
    expect(await run(away)).toMatchObject({
      status: 'unhealthy',
      advice: expect.stringContaining('DATABASE_URL'),
    });
  });

  it('migrations: pending, changed and breaking are unhealthy, unknown is degraded', async () => {
    const status = (found: Partial<MigrationFindings>): Promise<HealthFinding> =>
      run(migrationsCheck({ status: async () => ({ pending: [], ...found }) }));
    expect(await status({})).toMatchObject({ status: 'healthy' });
    expect(await status({ pending: ['000002_x'] })).toMatchObject({
      status: 'unhealthy',
      advice: 'Run `opora migrate up`.',
    });
    expect(await status({ changed: ['000001_w'], pending: ['000002_x'] })).toMatchObject({
      status: 'unhealthy',
      message: '1 changed since they were applied, the first is 000001_w.',
      advice: expect.stringContaining('released text'),
    });
    expect(await status({ unknown: ['000009_y'] })).toMatchObject({ status: 'degraded' });
    expect(await status({ unknown: ['000009_y'], breaking: ['000009_y'] })).toMatchObject({
      status: 'unhealthy',
      message: expect.stringContaining('000009_y is breaking'),
    });
  });

  it('scheduler: judged by the age of its last round, or of the start', async () => {
    const clock = createHandClock();
    let beat: number | null = null;
    const heartbeat = heartbeatCheck({ clock, lastBeatAt: () => beat });
    expect(await run(heartbeat)).toMatchObject({ status: 'healthy' });
    clock.advance(6_000);
    expect(await run(heartbeat)).toMatchObject({ status: 'degraded' });
    beat = clock.monotonic();
    expect(await run(heartbeat)).toMatchObject({ status: 'healthy', message: 'Last round 0 ms ago.' });
    clock.advance(31_000);
    expect(await run(heartbeat)).toMatchObject({ status: 'unhealthy' });
  });

  it('turns and deliveries: judged by the oldest that is due', async () => {
    const clock = createHandClock();
    const due = (ageMs: number | null): HealthCheck =>
      oldestDueCheck({
        clock,
        name: 'turns',
        oldestDueAt: async () => (ageMs === null ? null : clock.now() - ageMs),
      });
    expect(await run(due(null))).toMatchObject({ status: 'healthy' });
    expect(await run(due(-5))).toMatchObject({ status: 'healthy', data: { ageMs: 0 } });
    expect(await run(due(40_000))).toMatchObject({
      status: 'degraded',
      message: 'The oldest has waited 40.0 s.',
    });
    expect(await run(due(400_000))).toMatchObject({ status: 'unhealthy' });
  });

  it('backup: missing or old is degraded, except where none is required', async () => {
    const clock = createHandClock();
    const backup = (at: number | null, required = true): HealthCheck =>
      backupCheck({ clock, lastBackupAt: async () => at, maximumAgeMs: 3_600_000, required });
    expect(await run(backup(clock.now() - 1_000))).toMatchObject({ status: 'healthy' });
    expect(await run(backup(clock.now() - 7_200_000))).toMatchObject({
      status: 'degraded',
      message: 'The newest is 2.0 h old.',
    });
    expect(await run(backup(null))).toMatchObject({ status: 'degraded' });
    expect(await run(backup(null, false))).toMatchObject({ status: 'healthy' });
  });

  it('dead letters: any open one is degraded', async () => {
    expect(await run(deadLettersCheck({ countOpen: async () => 0 }))).toMatchObject({ status: 'healthy' });
    expect(await run(deadLettersCheck({ countOpen: async () => 3 }))).toMatchObject({
      status: 'degraded',
      message: '3 open.',
    });
  });

  it('disk: judged by free space, of a folder that need not exist yet', async () => {
    const disk = (freeBytes: number): HealthCheck =>
      diskCheck({ path: '/', read: async () => ({ freeBytes, totalBytes: 100 * 1024 ** 3 }) });
    expect(await run(disk(50 * 1024 ** 3))).toMatchObject({
      status: 'healthy',
      message: '50.0 GB of 100.0 GB free.',
    });
    expect(await run(disk(4 * 1024 ** 3))).toMatchObject({ status: 'degraded' });
    expect(await run(disk(100 * 1024 ** 2))).toMatchObject({ status: 'unhealthy' });
    const real = await readDiskSpace(join(tmpdir(), 'not', 'made', 'yet'));
    expect(real.totalBytes).toBeGreaterThan(real.freeBytes);
  });

  it('memory: judged by the share of the limit', async () => {
    const memory = (usedBytes: number): HealthCheck =>
      memoryCheck({ read: async () => ({ usedBytes, limitBytes: 1_000, limitedBy: 'container' }) });
    expect(await run(memory(500))).toMatchObject({ status: 'healthy' });
    expect(await run(memory(900))).toMatchObject({ status: 'degraded' });
    expect(await run(memory(960))).toMatchObject({
      status: 'unhealthy',
      message: expect.stringContaining('96 % of the container'),
    });
  });

  it('event loop: sees a blocked loop, and that it is free again', async () => {
    const monitor = startEventLoopMonitor();
    const eventLoop = eventLoopCheck({ monitor });
    const statusAfter = async (blockedMs: number): Promise<string> => {
      const until = performance.now() + blockedMs;
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 60));
      return (await run(eventLoop)).status;
    };
    // Polled: a machine that is short of processors samples late, and is late by itself.
    await expect.poll(() => statusAfter(400)).toBe('degraded');
    await expect.poll(() => statusAfter(0)).toBe('healthy');
    monitor.stop();
  });
});

describe('doctor', () => {
  const report = async (
    ...checks: HealthCheck[]
  ): Promise<Awaited<ReturnType<ReturnType<typeof createHealthRegistry>['report']>>> =>
    createHealthRegistry({ clock: createHandClock(), checks }).report();

  it('prints a line for each check, with advice where it helps', async () => {
    const text = formatDoctor(
      await report(
        check('database', 'healthy'),
        check('disk', 'degraded'),
        check('turns', 'unhealthy', true),
      ),
    );
    expect(text).toBe(
      [
        '✅ database  x (0 ms)',
        '⚠️  disk      x (0 ms)',
        '             → Do y.',
        '❌ turns     x (0 ms)',
        '             → Do y.',
        '',
        '❌ unhealthy',
      ].join('\n'),
    );
  });

  it('exits 0, 1 or 2', async () => {
    expect(doctorExitCode(await report(check('a', 'healthy')))).toBe(0);
    expect(doctorExitCode(await report(check('a', 'unhealthy')))).toBe(1);
    expect(doctorExitCode(await report(check('a', 'unhealthy', true)))).toBe(2);
  });
});
