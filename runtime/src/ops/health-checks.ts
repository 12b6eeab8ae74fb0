import type { Clock } from '../core/clock.ts';
import { explainError } from '../core/errors.ts';
import {
  adviceFor,
  type HealthCheck,
  type HealthFinding,
  type HealthStatus,
  isSchemaMissing,
} from './health.ts';

/** Figures past which a check is degraded, and past which it is unhealthy. */
export interface Thresholds {
  readonly degraded: number;
  readonly unhealthy: number;
}

/** Writes and reads a row through the injected `probe`; slower than 1 s is degraded. Critical. */
export function databaseCheck(options: {
  readonly clock: Clock;
  /** Commits a write and reads it back; throws when either fails. */
  probe(signal: AbortSignal): Promise<void>;
  readonly slowMs?: number;
}): HealthCheck {
  return {
    name: 'database',
    critical: true,
    timeoutMs: 5_000,
    async run(signal) {
      const startedAt = options.clock.monotonic();
      try {
        await options.probe(signal);
      } catch (error) {
        const message = explainError(error);
        return {
          status: 'unhealthy',
          // In the words of every other check that meets it, so that a report says it once.
          message: isSchemaMissing(error) ? message : `Cannot write and read: ${message}`,
          advice: adviceFor(
            error,
            'Check that Postgres runs, that DATABASE_URL is right and that its disk is not full.',
          ),
        };
      }
      const tookMs = Math.round(options.clock.monotonic() - startedAt);
      const slow = tookMs > (options.slowMs ?? 1_000);
      return finding(slow ? 'degraded' : 'healthy', `Wrote and read in ${tookMs} ms.`, {
        advice: 'Look for long transactions, a full disk or a starved database server.',
        data: { tookMs },
      });
    },
  };
}

/** Names of the migrations in which files and database differ. */
export interface MigrationFindings {
  /** Not applied. */
  readonly pending: readonly string[];
  /** Applied, but the file is another now. */
  readonly changed?: readonly string[];
  /** Applied by a newer version. */
  readonly unknown?: readonly string[];
  /** Those of the unknown ones that keep this version from starting. */
  readonly breaking?: readonly string[];
}

/** Whether the schema is the one this version was made for. Critical. */
export function migrationsCheck(options: {
  status(signal: AbortSignal): Promise<MigrationFindings>;
}): HealthCheck {
  return {
    name: 'migrations',
    critical: true,
    async run(signal) {
      const { pending, changed = [], unknown = [], breaking = [] } = await options.status(signal);
      const data = { pending: pending.length, changed: changed.length, unknown: unknown.length };
      const tell = (status: HealthStatus, message: string, advice: string): HealthFinding =>
        finding(status, message, { advice, data });
      if (changed.length > 0) {
        const message = `${changed.length} changed since they were applied, the first is ${changed[0]}.`;
        const advice = 'Put the released text back and write the change as a new migration.';
        return tell('unhealthy', message, advice);
      }
      if (breaking.length > 0) {
        const message = `The database is newer: ${breaking[0]} is breaking, this version cannot start on it.`;
        return tell('unhealthy', message, 'Start the newer version, or undo the migration with it.');
      }
      if (pending.length > 0) {
        const message = `${pending.length} not applied, the first is ${pending[0]}.`;
        return tell('unhealthy', message, 'Run `opora migrate up`.');
      }
      if (unknown.length === 0) return finding('healthy', 'Current.', { data });
      const message = `The database is newer: ${unknown.length} unknown migrations.`;
      return tell('degraded', message, 'Finish the upgrade: this process is older than the database.');
    },
  };
}

/** Whether a loop of the process still turns: `lastBeatAt` is the `monotonic()` of its last round, or null. */
export function heartbeatCheck(options: {
  readonly clock: Clock;
  readonly name?: string;
  lastBeatAt(): number | null;
  /** Age of the last round in ms: default degraded at 5,000 and unhealthy at 30,000. */
  readonly ageMs?: Thresholds;
}): HealthCheck {
  const createdAt = options.clock.monotonic();
  return {
    name: options.name ?? 'scheduler',
    critical: true,
    async run() {
      const beat = options.lastBeatAt();
      const ageMs = Math.round(options.clock.monotonic() - (beat ?? createdAt));
      const status = judge(ageMs, options.ageMs ?? { degraded: 5_000, unhealthy: 30_000 });
      const message =
        beat === null ? `No round yet, ${ageMs} ms after the start.` : `Last round ${ageMs} ms ago.`;
      return finding(status, message, {
        advice:
          'The loop is stuck or starved: look at the event loop, the database and the log, then restart.',
        data: { ageMs },
      });
    },
  };
}

/** How long the oldest due work has waited: Turns (`turns`) or Deliveries (`deliveries`). */
export function oldestDueCheck(options: {
  readonly clock: Clock;
  readonly name: 'turns' | 'deliveries';
  /** When the oldest became due, in ms since the epoch; null when nothing is due. */
  oldestDueAt(signal: AbortSignal): Promise<number | null>;
  /** Age in ms: default degraded at 30,000 and unhealthy at 300,000. */
  readonly ageMs?: Thresholds;
}): HealthCheck {
  const advice = {
    turns: 'Start another worker, or see `opora deadletters` and the log for Turns that keep failing.',
    deliveries: "See the log for the platform's answers: it may be away, limiting us, or refuse the token.",
  };
  return {
    name: options.name,
    async run(signal) {
      const dueAt = await options.oldestDueAt(signal);
      if (dueAt === null) return finding('healthy', 'Nothing is due.', { data: { ageMs: 0 } });
      const ageMs = Math.max(0, Math.round(options.clock.now() - dueAt));
      const status = judge(ageMs, options.ageMs ?? { degraded: 30_000, unhealthy: 300_000 });
      return finding(status, `The oldest has waited ${seconds(ageMs)}.`, {
        advice: advice[options.name],
        data: { ageMs },
      });
    },
  };
}

/** How old the newest backup is. */
export function backupCheck(options: {
  readonly clock: Clock;
  /** When the newest was completed, in ms since the epoch; null when there is none. */
  lastBackupAt(signal: AbortSignal): Promise<number | null>;
  readonly maximumAgeMs: number;
  /** False in demo mode: a missing backup is then only mentioned. Default true. */
  readonly required?: boolean;
}): HealthCheck {
  const advice = 'Run `opora backup` and schedule it, for example once a day.';
  return {
    name: 'backup',
    async run(signal) {
      const lastAt = await options.lastBackupAt(signal);
      const relaxed = options.required === false;
      if (lastAt === null)
        return finding(relaxed ? 'healthy' : 'degraded', 'There is no backup yet.', { advice });
      const ageMs = Math.max(0, options.clock.now() - lastAt);
      const old = ageMs > options.maximumAgeMs && !relaxed;
      return finding(old ? 'degraded' : 'healthy', `The newest is ${hours(ageMs)} old.`, {
        advice,
        data: { ageMs: Math.round(ageMs) },
      });
    },
  };
}

/** Whether work was given up and waits for a person. */
export function deadLettersCheck(options: { countOpen(signal: AbortSignal): Promise<number> }): HealthCheck {
  return {
    name: 'dead-letters',
    async run(signal) {
      const open = await options.countOpen(signal);
      return finding(open > 0 ? 'degraded' : 'healthy', open > 0 ? `${open} open.` : 'None open.', {
        advice: 'See `opora deadletters`: mend the cause, then retry or dismiss each.',
        data: { open },
      });
    },
  };
}

/** Larger is worse. */
export function judge(value: number, limits: Thresholds): HealthStatus {
  if (value >= limits.unhealthy) return 'unhealthy';
  return value >= limits.degraded ? 'degraded' : 'healthy';
}

/** A finding whose advice is given only when something should be done. */
export function finding(
  status: HealthStatus,
  message: string,
  details: { readonly advice?: string; readonly data?: Exclude<HealthFinding['data'], undefined> } = {},
): HealthFinding {
  const { advice, data } = details;
  return {
    status,
    message,
    ...(advice === undefined || status === 'healthy' ? {} : { advice }),
    ...(data === undefined ? {} : { data }),
  };
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1_000).toFixed(1)} s`;
}

function hours(durationMs: number): string {
  return `${(durationMs / 3_600_000).toFixed(1)} h`;
}
