import type { Claim } from './store.ts';

/**
 * Free places of the worker that runs beside Intake in the same process. Intake takes Leases for them in the
 * commit that stores an Update: the Turn begins without a claim of its own.
 */
export interface TurnSlots {
  /** Name in which the Leases are taken. */
  readonly worker: string;
  readonly leaseMs: number;
  /** Keeps up to `wanted` places free, never all of them; returns how many. Each reservation must be ended. */
  reserve(wanted: number): number;
  /** Ends a reservation of `reserved` places and begins the Turns of `claims`. */
  begin(reserved: number, claims: readonly Claim[]): void;
  /** Ends a reservation whose answer was lost: Leases may have been taken that nobody knows of. */
  lose(reserved: number): void;
}
