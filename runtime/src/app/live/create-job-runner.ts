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
  let role: Role = 'elsewhere';
  return {
    start() {
      leader ??= createLeader({
        ...{ name: `jobs:${bot}`, owner, database, clock, logger },
        start: () => {
          role = 'here';
          for (const loop of loops) loop.begin();
          return Promise.resolve();
        },
        stop: async () => {
          role = 'given-up';
          await Promise.all(loops.map((loop) => loop.end()));
        },
      });
    },
    stop: async () => leader?.stop(),
    check: {
      name: `${bot}-jobs`,
      run: () => Promise.resolve(report(loops, role)),
    },
  };
}

/** Who has the role, as far as this process knows. */
type Role = 'here' | 'elsewhere' | 'given-up';

const wherever: Readonly<Record<Role, string>> = {
  here: 'run in this process',
  elsewhere: 'run in another process, or in none yet',
  'given-up': 'ended here: the role could not be renewed, or another process has taken it',
};

function report(loops: readonly JobLoop[], role: Role): Awaited<ReturnType<HealthCheck['run']>> {
  const failing = loops.flatMap(({ job, failing }) =>
    failing === null ? [] : [{ name: job.name, ...failing }],
  );
  if (failing.length === 0 || role !== 'here') {
    return { status: 'healthy', message: `${loops.length} jobs ${wherever[role]}.` };
  }
  const named = failing.map(({ name, times, error }) => `${name} (${times} in a row: ${error})`);
  return {
    status: 'degraded',
    message: `Failing: ${named.join('; ')}.`,
    advice: 'Look for “A job failed” in the log; it is tried again by itself.',
  };
}
