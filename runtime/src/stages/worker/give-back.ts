import { type Clock, sleep } from '../../core/clock.ts';
import { TransientError } from '../../core/errors.ts';

/** Errors of a database that is away or cannot write: no Turn is to blame for them. */
const outages: ReadonlySet<string> = new Set([
  'database_unavailable',
  'database_disk_full',
  'database_too_many_connections',
  'database_out_of_resources',
  'database_read_only',
]);

/** Whether a Turn failed only because the database could not serve it; such an Attempt is not spent. */
export const isOutage = (error: unknown): boolean =>
  error instanceof TransientError && outages.has(error.code);

const firstWaitMs = 100;
const longestWaitMs = 2_000;

/**
 * Gives a Lease back, again and again while the database is away: otherwise the Conversation would wait for the
 * Lease to end. Stops trying after `limitMs`, or when `isOver` says so.
 * @throws the last error.
 */
export async function giveBack(
  give: () => Promise<void>,
  options: { readonly clock: Clock; readonly limitMs: number; readonly isOver: () => boolean },
): Promise<void> {
  const { clock, limitMs, isOver } = options;
  const endAt = clock.monotonic() + limitMs;
  for (let waitMs = firstWaitMs; ; waitMs = Math.min(longestWaitMs, waitMs * 2)) {
    try {
      await give();
      return;
    } catch (error) {
      if (!isOutage(error) || isOver() || clock.monotonic() + waitMs > endAt) throw error;
    }
    await sleep(clock, waitMs);
  }
}
