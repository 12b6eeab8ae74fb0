import type { Clock, ClockTimer } from '../core/clock.ts';
import { explainError, RuntimeError } from '../core/errors.ts';
import { type Meter, silentMeter } from '../core/meter.ts';
import { defaultRedactor, type Redactor } from '../core/redaction.ts';

export type HealthStatus = 'healthy' | 'degraded' | 'unhealthy';

/** What a check found. */
export interface HealthFinding {
  readonly status: HealthStatus;
  /** What was found, with the figure that decided. */
  readonly message: string;
  /** What the operator should do; given with everything that is not healthy. */
  readonly advice?: string;
  /** Figures for machines: no ids, no addresses, no user text. */
  readonly data?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One question about the process or what it depends on. */
export interface HealthCheck {
  /** Lower-case words joined by dashes; the label of `opora_health`. */
  readonly name: string;
  /** Looks afresh each time. What it throws is an `unhealthy` finding. */
  run(signal: AbortSignal): Promise<HealthFinding>;
  /** Time after which the check counts as unhealthy, in ms; default 2,000. */
  readonly timeoutMs?: number;
  /** Whether its failure makes the whole report `unhealthy` rather than `degraded`; default false. */
  readonly critical?: boolean;
}

/** A finding with its name, the time it took (ms) and the time it was made (ISO 8601). */
export interface CheckReport extends HealthFinding {
  readonly name: string;
  readonly durationMs: number;
  readonly checkedAt: string;
}

/** `unhealthy` when a critical check is, `degraded` when any check is not healthy, else `healthy`. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: readonly CheckReport[];
}

export interface HealthRegistry {
  /** Adds a check. Throws `TypeError` when its name is taken or of a wrong shape. */
  add(check: HealthCheck): void;
  /** Runs all checks at once. Findings younger than the cache time are used again. */
  report(): Promise<HealthReport>;
  /** Runs one check, with the same cache. Throws `TypeError` when there is none of that name. */
  check(name: string): Promise<CheckReport>;
  /** Runs all checks now and every `everyMs` (default 10,000), so that `opora_health` is true unasked; returns its end. */
  follow(everyMs?: number): () => void;
}

export interface HealthRegistryOptions {
  readonly clock: Clock;
  readonly meter?: Meter;
  readonly redactor?: Redactor;
  readonly checks?: readonly HealthCheck[];
  /** Age in ms up to which a finding is used again; default 3,000. However many ask, one check runs. */
  readonly cacheMs?: number;
}

/** Creates the registry of the process's health checks. */
export function createHealthRegistry(options: HealthRegistryOptions): HealthRegistry {
  const checks = new Map<string, CachedCheck>();
  const add = (check: HealthCheck): void => {
    if (!/^[a-z][a-z0-9-]*$/.test(check.name))
      throw new TypeError(`Health check name "${check.name}" is malformed.`);
    if (checks.has(check.name)) throw new TypeError(`Health check "${check.name}" exists already.`);
    checks.set(check.name, new CachedCheck(check, options));
  };
  for (const check of options.checks ?? []) add(check);
  const report = async (): Promise<HealthReport> => {
    const cached = [...checks.values()];
    const reports = await Promise.all(cached.map((check) => check.current()));
    const critical = cached.some((check, index) => check.critical && reports[index]?.status === 'unhealthy');
    const allHealthy = reports.every(({ status }) => status === 'healthy');
    return { status: critical ? 'unhealthy' : allHealthy ? 'healthy' : 'degraded', checks: reports };
  };
  return {
    add,
    report,
    follow: (everyMs = DEFAULT_FOLLOW_MS) => repeat(options.clock, everyMs, report),
    check(name) {
      const cached = checks.get(name);
      if (cached === undefined) throw new TypeError(`There is no health check "${name}".`);
      return cached.current();
    },
  };
}

const DEFAULT_TIMEOUT_MS = 2_000;
const DEFAULT_CACHE_MS = 3_000;
const DEFAULT_FOLLOW_MS = 10_000;
const levels: Readonly<Record<HealthStatus, number>> = { healthy: 1, degraded: 0.5, unhealthy: 0 };

/** Runs `work` now and `everyMs` after the end of each run, until the function returned is called. */
function repeat(clock: Clock, everyMs: number, work: () => Promise<unknown>): () => void {
  let timer: ClockTimer | null = null;
  let over = false;
  const next = (): void => {
    if (!over) timer = clock.after(everyMs, round);
  };
  const round = (): void => void work().then(next, next);
  round();
  return () => {
    over = true;
    timer?.cancel();
  };
}

class CachedCheck {
  readonly critical: boolean;
  private readonly definition: HealthCheck;
  private readonly options: HealthRegistryOptions;
  private latest: { readonly report: CheckReport; readonly at: number } | null = null;
  private running: Promise<CheckReport> | null = null;
  /** A check that ignores its time-out is not started a second time beside itself. */
  private hanging = false;

  constructor(definition: HealthCheck, options: HealthRegistryOptions) {
    this.definition = definition;
    this.options = options;
    this.critical = definition.critical ?? false;
  }

  current(): Promise<CheckReport> {
    const { clock, cacheMs = DEFAULT_CACHE_MS } = this.options;
    if (this.running !== null) return this.running;
    if (this.latest !== null && clock.monotonic() - this.latest.at < cacheMs) {
      return Promise.resolve(this.latest.report);
    }
    this.running = this.look().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async look(): Promise<CheckReport> {
    const { clock, meter = silentMeter, redactor = defaultRedactor } = this.options;
    const startedAt = clock.monotonic();
    const finding = this.hanging ? this.tooSlow() : await this.runWithin();
    const { advice } = finding;
    const report: CheckReport = {
      ...finding,
      name: this.definition.name,
      message: redactor.text(finding.message),
      ...(advice === undefined ? {} : { advice: redactor.text(advice) }),
      durationMs: Math.round(clock.monotonic() - startedAt),
      checkedAt: new Date(clock.now()).toISOString(),
    };
    this.latest = { report, at: clock.monotonic() };
    meter.gauge('opora_health', levels[report.status], { check: this.definition.name });
    return report;
  }

  private async runWithin(): Promise<HealthFinding> {
    const { clock } = this.options;
    const controller = new AbortController();
    let timer: ClockTimer | undefined;
    const timeout = new Promise<HealthFinding>((resolve) => {
      timer = clock.after(this.definition.timeoutMs ?? DEFAULT_TIMEOUT_MS, () => {
        resolve(this.tooSlow());
        controller.abort();
      });
    });
    this.hanging = true;
    const work = this.runSafely(controller.signal).finally(() => {
      this.hanging = false;
    });
    const finding = await Promise.race([work, timeout]);
    timer?.cancel();
    return finding;
  }

  private async runSafely(signal: AbortSignal): Promise<HealthFinding> {
    try {
      return await this.definition.run(signal);
    } catch (error) {
      return {
        status: 'unhealthy',
        message: explainError(error),
        advice: adviceFor(error, 'See the log for the cause.'),
      };
    }
  }

  private tooSlow(): HealthFinding {
    const limit = this.definition.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    return {
      status: 'unhealthy',
      message: `No answer within ${limit} ms.`,
      advice: 'What it asks is overloaded or unreachable; look at the database, the network and the load.',
    };
  }
}

/** What to do about an error that a check met: a schema that is not there explains every other fault. */
export function adviceFor(error: unknown, otherwise: string): string {
  return isSchemaMissing(error) ? 'Run `opora migrate up`.' : otherwise;
}

/** Whether a check met a database without the runtime's tables. */
export function isSchemaMissing(error: unknown): boolean {
  return error instanceof RuntimeError && error.code === 'database_schema_missing';
}
