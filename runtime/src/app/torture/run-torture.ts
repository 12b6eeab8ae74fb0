import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sleep, systemClock } from '../../core/clock.ts';
import { type FaultPoint, faultPoints } from '../../core/fault-points.ts';
import { prepareChildProgram } from './child-program.ts';
import { type Children, createChildren } from './children.ts';
import { createDisturber } from './disturbances.ts';
import { judge } from './judge.ts';
import { planKills } from './kill-plan.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { openPlatform } from './platform-server.ts';
import { createPollQueue } from './poll-queue.ts';
import { readRestless, readTruth, type Truth } from './read-truth.ts';
import { type PlanResult, runPlan } from './run-plan.ts';
import { findReproduction } from './shrink.ts';
import { openTortureDatabase, type TortureDatabase } from './torture-database.ts';
import type { TortureOptions, TortureReport, Violation } from './torture-options.ts';
import { startUsers } from './users.ts';

/** A process that has not arrived at its fault point after this is killed where it stands, ms. */
const patienceMs = 8_000;
/** Traffic goes on for this long after the last kill, ms. */
const afterLastKillMs = 2_000;
const restMs = 60_000;
/** From this many kills on, a point that no process arrived at fails the run. */
const fullCoverageKills = 500;

/**
 * Tortures the engine: real processes on a real database, killed at fault points while users write and the
 * platform misbehaves. The ledger of the outside world decides what was kept. Never throws for a broken
 * promise: read `passed`.
 */
export async function runTorture(options: TortureOptions): Promise<TortureReport> {
  const startedAt = systemClock.monotonic();
  options.onProgress?.({ phase: 'preparing', kills: 0, of: options.kills });
  const program = await prepareChildProgram();
  const database = await openTortureDatabase(options.databaseUrl);
  const lag = monitorEventLoopDelay();
  lag.enable();
  let keep = false;
  try {
    const run = await runOnce(options, program.file, database);
    options.onProgress?.({ phase: 'judging', kills: run.plan.carried.length, of: options.kills });
    const truth = await readTruth(database.pool);
    const violations = [...run.plan.crashes, ...run.violations, ...judge(run.ledger, truth)];
    const report = toReport(options, run, truth, violations, {
      durationMs: Math.round(systemClock.monotonic() - startedAt),
      platformLagMs: Math.round(lag.max / 1e6),
    });
    keep = !report.passed && options.shrink !== false;
    const reproduction = report.passed
      ? null
      : await findReproduction(options, report, run.plan.carried, runTorture);
    return { ...report, reproduction, keptDatabase: keep ? database.place : null };
  } finally {
    await database.close(keep);
    await program.remove();
  }
}

interface Run {
  readonly ledger: Ledger;
  readonly plan: PlanResult;
  readonly disturbances: Readonly<Record<string, number>>;
  /** What never came to rest, or would not stop in order. */
  readonly violations: readonly Violation[];
}

async function runOnce(options: TortureOptions, file: string, database: TortureDatabase): Promise<Run> {
  const { kills, seed, signal, points, nth } = options;
  const slots = Math.max(2, options.workers ?? 2);
  const ledger = createLedger();
  const queue = createPollQueue();
  const platform = await openPlatform(ledger, queue, seed);
  const { connectionString } = database;
  const settings = { connectionString, platformPort: platform.port, broken: options.broken ?? [] };
  const children = createChildren({ file, settings, seed, patienceMs });
  const users = startUsers({ ledger, queue, webPorts: children.webPorts, seed, count: options.users ?? 48 });
  const disturber = createDisturber({ seed, slots, database, children, users });
  const onKill = (carried: number): void => {
    options.onProgress?.({ phase: 'killing', kills: carried, of: kills });
    if (kills > 1) disturber.afterKill(carried);
  };
  try {
    const plan = await runPlan({
      children,
      plan: planKills({ kills, seed, points, nth }),
      slots,
      seed,
      signal,
      onKill,
    });
    options.onProgress?.({ phase: 'settling', kills: plan.carried.length, of: kills });
    await disturber.settle();
    const lives = Array.from({ length: slots }, (_, slot) => children.live(slot, 'all', null));
    await sleep(systemClock, afterLastKillMs);
    users.storm();
    await within(users.stop(), restMs);
    const restless = await waitForRest(database, restMs);
    const violations = [...restless, ...(await stopAll(children, lives))];
    return { ledger, plan, disturbances: disturber.counts, violations };
  } finally {
    children.end();
    platform.close();
  }
}

async function waitForRest(database: TortureDatabase, limitMs: number): Promise<readonly Violation[]> {
  const deadline = systemClock.monotonic() + limitMs;
  for (;;) {
    const left = await readRestless(database.pool).catch((error: unknown) => [String(error)]);
    if (left.length === 0) return [];
    if (systemClock.monotonic() > deadline) {
      return left.map((detail) => ({ kind: 'stuck', conversation: null, detail, at: null }));
    }
    await sleep(systemClock, 100);
  }
}

/** Everybody stops in order at the end: SIGTERM is never worse than SIGKILL. */
async function stopAll(
  children: Children,
  lives: readonly ReturnType<Children['live']>[],
): Promise<readonly Violation[]> {
  children.stopAll();
  const ends = await Promise.race([Promise.all(lives), sleep(systemClock, 15_000).then(() => null)]);
  if (ends === null) {
    return [{ kind: 'crashed', conversation: null, detail: 'a process did not stop within 15 s', at: null }];
  }
  return ends
    .filter(({ how }) => how !== 'stopped')
    .map(({ detail }) => ({ kind: 'crashed', conversation: null, detail, at: null }));
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  await Promise.race([work, sleep(systemClock, limitMs)]);
}

function toReport(
  options: TortureOptions,
  { ledger, plan, disturbances }: Run,
  truth: Truth,
  violations: readonly Violation[],
  measured: { readonly durationMs: number; readonly platformLagMs: number },
): Omit<TortureReport, 'reproduction' | 'keptDatabase'> {
  const count = (kind: Violation['kind']): number => violations.filter((one) => one.kind === kind).length;
  const coverage = Object.fromEntries(faultPoints.map((point) => [point, 0])) as Record<FaultPoint, number>;
  for (const { point } of plan.carried) coverage[point] += 1;
  const uncovered = faultPoints.filter((point) => coverage[point] === 0);
  const complete =
    options.kills < fullCoverageKills || options.points !== undefined || uncovered.length === 0;
  const bought = [...ledger.bought.values()].reduce((sum, list) => sum + list.length, 0);
  return {
    seed: options.seed,
    passed: violations.length === 0 && complete && plan.carried.length > 0,
    kills: { planned: options.kills, carried: plan.carried.length },
    coverage,
    unreached: [...new Set(plan.unreached)],
    disturbances,
    verdict: {
      lost: count('lost'),
      doubled: count('doubled'),
      reordered: count('reordered'),
      unknown: truth.deliveries.filter((row) => row.unknown_count > 0).length,
      unknownUnresolved: count('unresolved'),
      purchasesRepeated: count('repurchased'),
      stuck: count('stuck'),
      crashed: count('crashed'),
    },
    figures: {
      conversations: ledger.conversations.size,
      messages: ledger.counts.messages,
      redeliveries: ledger.counts.redeliveries,
      turns: truth.turns,
      shown: [...ledger.shown.values()].reduce((sum, list) => sum + list.length, 0),
      sends: ledger.counts.sends,
      effects: ledger.appliedKeys.size,
      purchases: bought,
      purchasesLost: bought - ledger.bought.size,
      timers: truth.firedTimers,
      ...measured,
    },
    violations,
  };
}
