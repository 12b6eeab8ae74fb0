import type { TelegramChannel } from '../channels/telegram/index.ts';
import type { Clock } from '../core/clock.ts';
import { ConfigError } from '../core/errors.ts';
import type { Meter } from '../core/meter.ts';
import type { Redactor } from '../core/redaction.ts';
import type { EventLoopMonitor } from '../ops/event-loop-monitor.ts';
import { createHealthRegistry, type HealthCheck, type HealthRegistry } from '../ops/health.ts';
import {
  backupCheck,
  databaseCheck,
  deadLettersCheck,
  heartbeatCheck,
  type MigrationFindings,
  migrationsCheck,
  oldestDueCheck,
} from '../ops/health-checks.ts';
import { diskCheck, eventLoopCheck, memoryCheck } from '../ops/machine-checks.ts';
import { type MigrationStatus, migrationStatus } from '../postgres/migrate/index.ts';
import { probeDatabase, readBacklog, readBeat } from '../postgres/statements/health.ts';
import type { RedisLink } from '../redis/index.ts';
import type { Inference } from '../stages/inference/index.ts';
import type { Config } from './config.ts';
import type { BotPackage } from './definition.ts';
import type { Engine } from './engine.ts';
import { budgetCheck, modelsCheck, redisCheck } from './inference-health.ts';
import { checkSealingKeys } from './open-store.ts';
import { migrationSets, type Storage } from './storage.ts';

export interface HealthOptions {
  readonly config: Config;
  readonly packages: readonly BotPackage[];
  readonly storage: Storage;
  readonly engine: Engine;
  readonly inference: Inference;
  readonly redis: RedisLink | null;
  readonly telegram: ReadonlyMap<string, TelegramChannel>;
  readonly eventLoop: EventLoopMonitor;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly redactor: Redactor;
  /** Throws while the database refuses what Intake offers it. */
  readonly assertAccepting?: () => void;
  /** Checks of parts that not every process has. */
  readonly further?: readonly HealthCheck[];
}

/** Name of the row that `opora backup` leaves. */
export const backupBeat = 'backup';

/** Puts the health report together from what this process runs. */
export function createHealth(options: HealthOptions): HealthRegistry {
  const { config, storage, engine, clock, meter } = options;
  const health = createHealthRegistry({
    clock,
    meter,
    redactor: options.redactor,
  });
  const probe = async (): Promise<void> => {
    await probeDatabase(engine.store, `probe:${engine.name}`);
    options.assertAccepting?.();
  };
  health.add(databaseCheck({ clock, probe }));
  health.add(migrationsCheck({ status: () => readMigrations(options) }));
  if (options.packages.some(({ bot }) => bot.sealing !== undefined)) health.add(sealingCheck(options));
  for (const check of backlogChecks(options)) health.add(check);
  if (config.role !== 'web') {
    health.add(heartbeatCheck({ clock, lastBeatAt: () => engine.worker.lastPollAt, name: 'worker' }));
    health.add(heartbeatCheck({ clock, lastBeatAt: () => engine.outbox.lastPollAt, name: 'outbox' }));
    health.add(heartbeatCheck({ clock, lastBeatAt: () => engine.timers.lastPollAt, name: 'timers' }));
  }
  if (storage.kind === 'embedded') health.add(diskCheck({ path: config.dataDir }));
  health.add(memoryCheck());
  health.add(eventLoopCheck({ monitor: options.eventLoop }));
  health.add(modelsCheck(options.inference, config));
  health.add(budgetCheck(options.inference));
  if (options.redis !== null) health.add(redisCheck(options.redis));
  for (const check of options.further ?? []) health.add(check);
  for (const [bot, channel] of options.telegram) health.add(telegramCheck(bot, channel));
  return health;
}

async function readMigrations({ storage, packages }: HealthOptions): Promise<MigrationFindings> {
  const rows = await migrationStatus(storage.pool, migrationSets(packages));
  const named = (matches: (row: MigrationStatus) => boolean): string[] =>
    rows.filter(matches).map((row) => `${row.set}/${row.version}_${row.name}`);
  return {
    pending: named(({ state }) => state === 'pending'),
    changed: named(({ state }) => state === 'changed'),
    unknown: named(({ state }) => state === 'unknown'),
    breaking: named(({ state, breaking }) => state === 'unknown' && breaking),
  };
}

/** Whether the keys at hand open what is stored: a start refuses others. */
function sealingCheck({ engine, packages, config }: HealthOptions): HealthCheck {
  return {
    name: 'sealing',
    critical: true,
    async run() {
      try {
        await checkSealingKeys(engine.store, packages, config.botSettings);
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        const advice = 'Restore OPORA_DATA_DIR/secrets from its copy, or set the variable of the key.';
        return { status: 'unhealthy', message: error.message, advice };
      }
      return { status: 'healthy', message: 'The keys are those that have sealed what is stored.' };
    },
  };
}

function backlogChecks({ config, engine, clock }: HealthOptions): readonly HealthCheck[] {
  const dueAt = (seconds: number): number | null => (seconds > 0 ? clock.now() - seconds * 1000 : null);
  return [
    oldestDueCheck({
      clock,
      name: 'turns',
      oldestDueAt: async () => dueAt((await readBacklog(engine.store)).oldest_turn_seconds),
    }),
    oldestDueCheck({
      clock,
      name: 'deliveries',
      oldestDueAt: async () => dueAt((await readBacklog(engine.store)).oldest_delivery_seconds),
    }),
    deadLettersCheck({ countOpen: async () => (await readBacklog(engine.store)).dead_letters }),
    transactionsCheck(engine),
    backupCheck({
      clock,
      maximumAgeMs: config.backupHours * 3_600_000,
      required: !config.demo,
      lastBackupAt: () => readBeat(engine.store, backupBeat),
    }),
  ];
}

/** A transaction held for long holds back vacuum and, with it, everything. */
function transactionsCheck(engine: Engine): HealthCheck {
  return {
    name: 'transactions',
    async run() {
      const seconds = Math.round((await readBacklog(engine.store)).oldest_transaction_seconds);
      if (seconds < 30) return { status: 'healthy', message: `The oldest is ${seconds} s old.` };
      return {
        status: 'degraded',
        message: `A transaction has been open for ${seconds} s.`,
        advice: 'Find it in pg_stat_activity and end it; run reports on a replica.',
      };
    },
  };
}

function telegramCheck(bot: string, channel: TelegramChannel): HealthCheck {
  return {
    name: `telegram-${bot}`,
    run() {
      const { state, mode, advice } = channel.status();
      const fine = state === 'receiving' || state === 'stopped';
      return Promise.resolve({
        status: fine ? 'healthy' : 'degraded',
        message: `${mode}: ${state}.`,
        ...(advice === null ? {} : { advice }),
      });
    },
  };
}
