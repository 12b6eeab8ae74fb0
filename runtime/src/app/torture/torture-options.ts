import type { FaultPoint } from '../../core/fault-points.ts';
import type { BrokenStore } from './broken-store.ts';
import type { KillOrder } from './protocol.ts';

/** Options of `runTorture`. */
export interface TortureOptions {
  /** Processes to kill at fault points. */
  readonly kills: number;
  /** Decides the kills, the traffic, the platform's faults and the disturbances. */
  readonly seed: number;
  /**
   * A Postgres server on which a database is made and dropped. Omitted: an embedded one in a temporary folder,
   * which is then also stopped and killed.
   */
  readonly databaseUrl?: string | undefined;
  /** Processes at the same time. Default 2, the least. */
  readonly workers?: number | undefined;
  /** Users writing at the same time. Default 48. */
  readonly users?: number | undefined;
  /** Kill at these points only; all by default. */
  readonly points?: readonly FaultPoint[] | undefined;
  /** Kill at this arrival only. */
  readonly nth?: number | undefined;
  /** Look for one kill that reproduces a violation. Default true. */
  readonly shrink?: boolean | undefined;
  /** Breaks promises of the store on purpose, to see the ledger notice. */
  readonly broken?: readonly BrokenStore[] | undefined;
  readonly onProgress?: ((progress: TortureProgress) => void) | undefined;
  /** Ends the run early; what was done until then is judged. */
  readonly signal?: AbortSignal | undefined;
}

export interface TortureProgress {
  readonly phase: 'preparing' | 'killing' | 'settling' | 'judging' | 'shrinking';
  readonly kills: number;
  readonly of: number;
}

/** One broken promise. */
export interface Violation {
  /** `stuck`: work that never came to rest; `crashed`: a process that ended by itself. */
  readonly kind: 'lost' | 'doubled' | 'reordered' | 'unresolved' | 'repurchased' | 'stuck' | 'crashed';
  readonly conversation: string | null;
  readonly detail: string;
  /** When it was seen, ms since the epoch; null when only the end shows it. */
  readonly at: number | null;
}

/** One kill that was carried out. */
export interface CarriedKill extends KillOrder {
  readonly at: number;
  readonly slot: number;
}

/** What the ledger decided, and on how much it rests. */
export interface TortureReport {
  readonly seed: number;
  readonly passed: boolean;
  readonly kills: { readonly planned: number; readonly carried: number };
  /** Kills by fault point, every point named. */
  readonly coverage: Readonly<Record<FaultPoint, number>>;
  /** Points of the plan that no process arrived at. */
  readonly unreached: readonly FaultPoint[];
  readonly disturbances: Readonly<Record<string, number>>;
  readonly verdict: {
    readonly lost: number;
    readonly doubled: number;
    readonly reordered: number;
    /** Deliveries whose outcome was unknown at some time. */
    readonly unknown: number;
    readonly unknownUnresolved: number;
    readonly purchasesRepeated: number;
    readonly stuck: number;
    readonly crashed: number;
  };
  readonly figures: {
    readonly conversations: number;
    readonly messages: number;
    readonly redeliveries: number;
    readonly turns: number;
    readonly shown: number;
    readonly sends: number;
    readonly effects: number;
    readonly purchases: number;
    /** Steps bought again although nothing durable said that they had been bought: the allowed window. */
    readonly purchasesLost: number;
    readonly timers: number;
    /** Longest time the platform itself, in the parent process, kept a call waiting, ms. */
    readonly platformLagMs: number;
    readonly durationMs: number;
  };
  readonly violations: readonly Violation[];
  /** The smallest command that breaks the promise again; null when the run passed. */
  readonly reproduction: string | null;
  /** Where the database is when it was kept for inspection: its name on the server, or its folder. */
  readonly keptDatabase: string | null;
}
