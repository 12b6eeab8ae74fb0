import type { Claim, EngineStore } from '../../contracts/store.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';

export interface HeartbeatOptions {
  readonly worker: string;
  readonly store: Pick<EngineStore, 'extendLeases'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly leaseMs: number;
  /** The Leases to keep, as they are at the moment of asking. */
  readonly held: () => readonly Claim[];
  /** A Lease that was to be kept belongs to somebody else. */
  readonly onLost: (claim: Claim) => void;
}

export interface Heartbeat {
  start(): void;
  stop(): void;
}

/** Extends the Leases of running Turns every third of a Lease, until it is stopped. */
export function createHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { worker, store, clock, logger, meter, leaseMs, held, onLost } = options;
  let timer: ClockTimer | null = null;
  let stopped = false;

  const extend = async (claims: readonly Claim[]): Promise<void> => {
    try {
      const kept = await store.extendLeases(worker, claims, leaseMs);
      for (const claim of claims) if (!kept.has(claim.conversationId)) onLost(claim);
    } catch (error) {
      meter.count('opora_database_errors_total', { kind: 'heartbeat' });
      logger.warn({ error: describeError(error) }, 'The heartbeat failed; Leases may end.');
    }
  };

  const beat = async (): Promise<void> => {
    const claims = held();
    if (claims.length > 0) await extend(claims);
    schedule();
  };

  const schedule = (): void => {
    if (!stopped) timer = clock.after(leaseMs / 3, () => void beat());
  };

  return {
    start: schedule,
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}
