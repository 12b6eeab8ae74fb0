import type { ClockTimer } from 'opora';
import type { BotRuntime } from 'opora/app';
import { type BeepTime, selectBeepTimes } from '../postgres/metrics/select-beep-times.ts';
import { activityOf } from './activity.ts';
import { type EsmFigures, joinFigures } from './esm-figures.ts';
import { publisherOf } from './publish-figures.ts';
import { readStudyFigures, type StudyFigures } from './study-figures.ts';

/** The figures of the bot. */
export interface EsmMetrics {
  /**
   * Counts what has changed in the database, shows it to Prometheus and answers every figure. Calls at the same time
   * share one reading. Rejects with what the database says when it is away.
   */
  getMetrics(): Promise<EsmFigures>;
  /** Logs one summary; says so when the database is away, and then logs what the process knows itself. */
  logStats(): Promise<void>;
  /**
   * Logs a summary every `minutes` (whole, default 60) until `stop`, and keeps `uptime_seconds` going. Called again,
   * the new time holds.
   */
  startPeriodicLogging(minutes?: number): void;
  /** Ends the logging with a last summary. Does nothing where none was begun, and when called twice. */
  stop(): Promise<void>;
}

/** What the figures are made from. */
export type EsmMetricsOptions = Pick<BotRuntime, 'clock' | 'logger' | 'meter' | 'database' | 'write'>;

const minuteMs = 60_000;
const defaultMinutes = 60;
/** What was sent or opened a moment ago may not be committed yet: it is measured at the next reading. */
const settledMs = 5_000;

/** Creates the figures of this process; what its validators do is counted on the same meter. */
export function createEsmMetrics(options: EsmMetricsOptions): EsmMetrics {
  const { clock, logger, meter } = options;
  const activity = activityOf(meter);
  const startedAt = clock.monotonic();
  const refresh = createRefresh(options);
  let timer: ClockTimer | null = null;

  const measureUptime = (): number => {
    const seconds = Math.round((clock.monotonic() - startedAt) / 1_000);
    meter.gauge('uptime_seconds', seconds);
    return seconds;
  };
  const getMetrics = async (): Promise<EsmFigures> =>
    joinFigures(activity.figures(), await refresh(), measureUptime());
  const logStats = async (): Promise<void> => {
    try {
      logger.info({ metrics: toFields(await getMetrics()) }, 'Summary of the metrics.');
    } catch (error) {
      const metrics = toFields({ ...activity.figures(), uptimeSeconds: measureUptime() });
      logger.warn({ error, metrics }, 'Summary of the metrics; the database could not be read.');
    }
  };
  const tick = (minutes: number, passed: number): void => {
    timer = clock.after(minuteMs, () => {
      tick(minutes, passed + 1);
      measureUptime();
      if ((passed + 1) % minutes === 0) void logStats();
    });
  };
  return {
    getMetrics,
    logStats,
    startPeriodicLogging(minutes = defaultMinutes) {
      timer?.cancel();
      tick(minutes, 0);
    },
    async stop() {
      if (timer === null) return;
      timer.cancel();
      timer = null;
      await logStats();
    },
  };
}

/** Reads the studies' figures and publishes them; one reading at a time, which all callers share. */
function createRefresh(options: EsmMetricsOptions): () => Promise<StudyFigures> {
  const { clock, meter, database } = options;
  const publisher = publisherOf(meter);
  const createdAt = clock.now();
  let running: Promise<StudyFigures> | null = null;
  const read = async (): Promise<StudyFigures> => {
    const now = clock.now();
    const figures = await readStudyFigures(options, now);
    const since = publisher.measuredUntil ?? createdAt - settledMs;
    const times = await database.query<BeepTime>(selectBeepTimes(since, now - settledMs));
    publisher.publish(figures);
    // Another reader may have measured these meanwhile.
    if ((publisher.measuredUntil ?? since) === since) publisher.observe(times, now - settledMs);
    return figures;
  };
  return () => {
    running ??= read().finally(() => {
      running = null;
    });
    return running;
  };
}

/** Numbers of a summary; groups stay, empty ones go. */
function toFields(figures: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(figures).filter(
      ([, value]) => typeof value !== 'object' || (value !== null && Object.keys(value).length > 0),
    ),
  );
}
