import { systemClock } from '../../core/clock.ts';
import { ConfigError, RuntimeError } from '../../core/errors.ts';
import { createRandom } from '../../core/random.ts';
import { doctorExitCode, formatDoctor } from '../../ops/doctor.ts';
import { startEventLoopMonitor } from '../../ops/event-loop-monitor.ts';
import type { HealthCheck, HealthReport } from '../../ops/health.ts';
import type { AppDefinition, BotPackage } from '../definition.ts';
import type { Engine } from '../engine.ts';
import { guardCheck } from '../guards/guard-check.ts';
import { createHealth } from '../health-wiring.ts';
import { openRedis, openSharedInference } from '../inference.ts';
import { type LiveParts, openLiveParts } from '../live/open-live-parts.ts';
import { print, printJson } from './output.ts';
import { readConfig, type Session, withSession } from './session.ts';
import { botRuntimeOptionsOf, engineOf, guardsOf } from './session-parts.ts';

export interface DoctorFlags {
  readonly json?: boolean;
  /** Judge this bot and the runtime, and no other bot. */
  readonly bot?: string;
}

/**
 * `opora doctor`: 0 healthy, 1 degraded, 2 unhealthy.
 * @throws ConfigError `bot_not_running` when `--bot` names none that runs here.
 */
export async function runDoctor(definition: AppDefinition, flags: DoctorFlags): Promise<number> {
  if (flags.bot !== undefined) assertRuns(flags.bot, readConfig(definition).bots);
  const report = await examine(definition, flags.bot);
  if (flags.json === true) printJson(report);
  else print(formatDoctor(report));
  return doctorExitCode(report);
}

/** @throws ConfigError `bot_not_running` */
export function assertRuns(bot: string, running: readonly string[]): void {
  if (running.includes(bot)) return;
  throw new ConfigError(
    'bot_not_running',
    `The bot "${bot}" does not run here; there are: ${running.join(', ')}. OPORA_BOTS names those that run.`,
  );
}

/** Time that a doctor waits for a database, ms. */
const patienceMs = 3_000;

async function examine(definition: AppDefinition, bot: string | undefined): Promise<HealthReport> {
  const startedAt = systemClock.monotonic();
  try {
    return await withSession(definition, (session) => examineSession(session, bot), patienceMs);
  } catch (error) {
    // A configuration with faults is no finding; what else keeps the product from starting is.
    if (!(error instanceof RuntimeError) || error.code.startsWith('config_')) throw error;
    const name = /^(database|postgres)_/.test(error.code) ? 'database' : 'start';
    const finding = {
      ...{ name, status: 'unhealthy' as const, message: error.message },
      advice: `See ${error.code} in docs/reference/errors.md.`,
      durationMs: Math.round(systemClock.monotonic() - startedAt),
      checkedAt: new Date(systemClock.now()).toISOString(),
    };
    return { status: 'unhealthy', checks: [finding] };
  }
}

async function examineSession(session: Session, bot: string | undefined): Promise<HealthReport> {
  const { config, packages, storage, observability } = session;
  const eventLoop = startEventLoopMonitor();
  const engine = engineOf(session);
  const { logger, meter } = observability;
  const redis = openRedis(config);
  const parts = { config, store: engine.store, redis, clock: systemClock, logger, meter };
  const inference = openSharedInference(parts);
  const asked = packages.filter((one) => bot === undefined || one.bot.name === bot);
  const live = asked.map((one) => openOrTell(session, engine, one));
  const health = createHealth({
    config: { ...config, role: 'web' },
    packages,
    storage,
    engine,
    inference,
    redis,
    telegram: new Map(),
    eventLoop,
    clock: systemClock,
    meter,
    redactor: observability.redactorFor('console'),
    further: [
      guardCheck(guardsOf(session), observability.guardWatch, config.dataDir),
      ...live.flatMap(({ checks }) => checks),
    ],
  });
  try {
    return await health.report();
  } finally {
    for (const { close } of live) await close();
    await inference.close();
    eventLoop.stop();
  }
}

/** The checks of one bot; a bot that cannot be opened is a finding. */
function openOrTell(session: Session, engine: Engine, one: BotPackage): Pick<LiveParts, 'checks' | 'close'> {
  try {
    return openLiveParts({
      ...botRuntimeOptionsOf(session, engine),
      config: { ...session.config, role: 'web' },
      packages: [one],
      random: createRandom(0),
      errors: session.observability.errors,
      owner: engine.name,
    });
  } catch (error) {
    const check: HealthCheck = {
      name: `${one.bot.name}-live`,
      run: () => Promise.reject(error),
    };
    return { checks: [check], close: () => Promise.resolve() };
  }
}
