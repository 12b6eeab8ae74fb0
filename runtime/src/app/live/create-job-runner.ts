import type { Database } from '../../contracts/bot.ts';
import type { HealthCheck } from '../../ops/health.ts';
import type { BotJob } from '../definition.ts';
import { createLeader, type Leader } from '../leader.ts';
import { JobLoop, type JobLoopOptions } from './job-loop.ts';

export interface JobRunnerOptions extends JobLoopOptions {
  readonly jobs: readonly BotJob[];
  /** Name of this process. */
  readonly owner: string;
  readonly database: Database;
}

/** The jobs of one bot in this process. */
export interface JobRunner {
  /** Asks for the role `jobs:<bot>`; runs the jobs while this process has it. */
  start(): void;
  /** Ends what runs and gives the role to another process. Harmless before `start`. */
  stop(): Promise<void>;
  /** What fails in this process, for the health report. */
  readonly check: HealthCheck;
}

/** Prepares the jobs of one bot. One process of all has the role, renewed in the database every few seconds. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { bot, owner, database, clock, logger } = options;
  const loops = options.jobs.map((job) => new JobLoop(job, options));
  let leader: Leader | null = null;
  let leads = false;
  return {
    start() {
      leader ??= createLeader({
        ...{ name: `jobs:${bot}`, owner, database, clock, logger },
        start: () => {
          leads = true;
          for (const loop of loops) loop.begin();
          return Promise.resolve();
        },
        stop: async () => {
          leads = false;
          await Promise.all(loops.map((loop) => loop.end()));
        },
      });
    },
    stop: async () => leader?.stop(),
    check: {
      name: `${bot}-jobs`,
      run: () => Promise.resolve(report(loops, leads)),
    },
  };
}

function report(loops: readonly JobLoop[], leads: boolean): Awaited<ReturnType<HealthCheck['run']>> {
  const failing = loops.flatMap(({ job, failing }) =>
    failing === null ? [] : [{ name: job.name, ...failing }],
  );
  if (failing.length === 0 || !leads) {
    const where = leads ? 'run in this process' : 'run in another process, or in none yet';
    return { status: 'healthy', message: `${loops.length} jobs ${where}.` };
  }
  const named = failing.map(({ name, times, error }) => `${name} (${times} in a row: ${error})`);
  return {
    status: 'degraded',
    message: `Failing: ${named.join('; ')}.`,
    advice: 'Look for “A job failed” in the log; it is tried again by itself.',
  };
}
