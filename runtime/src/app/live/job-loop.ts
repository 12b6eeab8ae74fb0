import type { Clock, ClockTimer } from '../../core/clock.ts';
import { sleep } from '../../core/clock.ts';
import type { ErrorReporter } from '../../core/error-reporter.ts';
import { explainError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';
import { backoffMs } from '../../resilience/backoff.ts';
import type { BotJob } from '../definition.ts';

export interface JobLoopOptions {
  readonly bot: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly errors: ErrorReporter;
}

/** Time that a run has to end after its signal, ms; less than the margin of the role and than its share of a stop. */
const graceMs = 1_500;
/** Waits after runs that failed, never longer than the job's own interval. */
const retry = { baseMs: 2_000, maximumMs: 300_000 };
const leastRetryMs = 500;

/** Runs one job again and again between `begin` and `end`, never twice at a time. */
export class JobLoop {
  readonly job: BotJob;
  private readonly options: JobLoopOptions;
  private running: Promise<void> = Promise.resolve();
  private controller: AbortController | null = null;
  private timer: ClockTimer | null = null;
  private failures = 0;
  private lastError: string | null = null;

  constructor(job: BotJob, options: JobLoopOptions) {
    this.job = job;
    this.options = options;
  }

  /** What the last run threw, and how many in a row did; null after one that ended well. */
  get failing(): { readonly times: number; readonly error: string } | null {
    return this.lastError === null ? null : { times: this.failures, error: this.lastError };
  }

  begin(): void {
    const controller = new AbortController();
    this.controller = controller;
    // A run that did not end in time when the role was lost may still be there.
    void this.running.then(() => this.cycle(controller));
  }

  /** Ends the run that is under way; one that does not listen is left behind. */
  async end(): Promise<void> {
    this.timer?.cancel();
    this.controller?.abort();
    this.controller = null;
    const { clock, logger } = this.options;
    const patience = new AbortController();
    const late = sleep(clock, graceMs, patience.signal).then(
      () => logger.error({ job: this.job.name }, 'A job did not end after its signal and is left behind.'),
      () => undefined,
    );
    await Promise.race([this.running, late]);
    patience.abort();
  }

  private cycle(controller: AbortController): void {
    if (controller.signal.aborted) return;
    const { clock } = this.options;
    const startedAt = clock.monotonic();
    this.running = this.run(controller.signal).then((waitMs) => {
      if (controller.signal.aborted) return;
      const leftMs = waitMs ?? startedAt + this.job.everyMs - clock.monotonic();
      this.timer = clock.after(Math.max(0, leftMs), () => this.cycle(controller));
    });
  }

  /** One run; resolves with the wait before the next when it is not the usual one, ms. */
  private async run(signal: AbortSignal): Promise<number | null> {
    const { bot, clock, meter } = this.options;
    const labels = { bot, job: this.job.name };
    const startedAt = clock.monotonic();
    let result: 'done' | 'failed' | 'stopped' = 'done';
    let waitMs: number | null = null;
    try {
      await this.job.run(signal);
      this.failures = 0;
      this.lastError = null;
    } catch (error) {
      result = signal.aborted ? 'stopped' : 'failed';
      if (!signal.aborted) waitMs = this.noteFailure(error);
    }
    meter.count('opora_job_runs_total', { ...labels, result });
    meter.observe('opora_job_seconds', (clock.monotonic() - startedAt) / 1000, labels);
    return waitMs;
  }

  private noteFailure(error: unknown): number {
    const { bot, random, logger, errors } = this.options;
    this.failures += 1;
    this.lastError = explainError(error);
    const { name: job, everyMs } = this.job;
    const retryInMs = Math.min(everyMs, backoffMs(this.failures, retry, random, leastRetryMs));
    errors.report(error, { bot, module: `job:${job}` });
    logger.error({ error, job, times: this.failures, retryInMs }, 'A job failed and will be tried again.');
    return retryInMs;
  }
}
