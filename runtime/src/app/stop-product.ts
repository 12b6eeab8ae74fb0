import type { EventStreams } from '../channels/http/index.ts';
import type { Clock } from '../core/clock.ts';
import { describeError, TransientError } from '../core/errors.ts';
import type { WakeSignal } from '../postgres/wake-signal.ts';
import type { Inference } from '../stages/inference/index.ts';
import type { Engine } from './engine.ts';
import type { Server } from './http/create-server.ts';
import type { Leader } from './leader.ts';
import type { LiveParts } from './live/open-live-parts.ts';
import type { Observability } from './observability.ts';
import type { Storage } from './storage.ts';

/** Everything that has to be stopped, in the order of stopping. */
export interface RunningParts {
  readonly leaders: readonly Leader[];
  readonly live: LiveParts | null;
  readonly streams: readonly EventStreams[];
  readonly server: Server | null;
  readonly engine: Engine | null;
  readonly inference: Inference | null;
  readonly wake: WakeSignal | null;
  readonly storage: Storage;
}

/** Time in which running Turns are given back after their own deadline, ms. */
const releaseMs = 1_000;
/** What closing the database gets of the deadline, ms; half of one that is shorter than twice that. */
const closeMs = 3_000;

/**
 * Stops intake, finishes or releases Turns, flushes and closes, within `deadlineMs`: the last of it belongs to the
 * database, each other part gets a share of what is left, and one that does not stop in time is left behind. Leases and
 * transactions end by themselves.
 */
export async function stopParts(
  parts: RunningParts,
  deadlineMs: number,
  clock: Clock,
  { logger, errors }: Pick<Observability, 'logger' | 'errors'>,
): Promise<void> {
  const endAt = clock.monotonic() + deadlineMs;
  const closeAt = endAt - Math.min(closeMs, deadlineMs / 2);
  const left = (share: number): number => Math.max(50, (closeAt - clock.monotonic()) * share);
  const step = async (
    what: string,
    work: () => Promise<unknown> | undefined,
    limitMs: number,
  ): Promise<void> => {
    try {
      await within(clock, limitMs, work());
    } catch (error) {
      logger.warn({ error: describeError(error) }, `Stopping ${what} failed.`);
    }
  };
  logger.info({ deadlineMs }, 'Stopping: no more messages are taken.');
  // Jobs hear of it first and end while the server answers what is under way.
  const jobs = step('the jobs', () => parts.live?.stopJobs(), left(0.7));
  await step('the receivers', () => Promise.all(parts.leaders.map((leader) => leader.stop())), left(0.2));
  for (const stream of parts.streams) stream.close();
  await step('the server', () => closeServer(parts.server, clock, left(0.2)), left(0.3));
  await jobs;
  await step('the engine', () => parts.engine?.stop(Math.max(0, left(0.85) - releaseMs)), left(0.9));
  await step('the bots', () => parts.live?.close(), left(0.3));
  // What Turns have spent is still to be stored.
  await step('the models', () => parts.inference?.close(), left(0.3));
  await step('the wake signal', () => parts.wake?.stop(), left(0.3));
  await step('error reports', () => errors.flush(Math.min(2_000, left(0.5))), left(0.6));
  await step('the database', () => parts.storage.close(), endAt - clock.monotonic());
  logger.info({}, 'Stopped.');
}

/** Waits for the answers under way; whoever sends or reads slower than `patienceMs` is cut off. */
async function closeServer(server: Server | null, clock: Clock, patienceMs: number): Promise<void> {
  if (server === null) return;
  const cut = clock.after(patienceMs, () => server.server.closeAllConnections());
  try {
    await server.close();
  } finally {
    cut.cancel();
  }
}

function within(clock: Clock, limitMs: number, work: Promise<unknown> | undefined): Promise<unknown> {
  if (work === undefined) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const timer = clock.after(limitMs, () =>
      reject(new TransientError('stop_timeout', `It did not stop within ${Math.round(limitMs)} ms.`)),
    );
    work.then(resolve, reject).finally(() => timer.cancel());
  });
}
