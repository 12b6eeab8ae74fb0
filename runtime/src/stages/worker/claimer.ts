import type { Claim, EngineStore } from '../../contracts/store.ts';
import type { TurnSlots } from '../../contracts/turn-slots.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';

export interface ClaimerOptions {
  readonly worker: string;
  readonly store: Pick<EngineStore, 'claim' | 'releaseUnheld'>;
  readonly bots: readonly string[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly leaseMs: number;
  /** Turns at the same time. */
  readonly concurrency: number;
  readonly maximumUpdates: number;
  /** Bounds of the jittered poll, ms. */
  readonly pollMs: readonly [number, number];
  /** The Turns that run here, by Conversation. */
  readonly running: ReadonlyMap<string, unknown>;
  readonly run: (claim: Claim) => void;
  /** Nothing is on its way any more that could name a Lease. */
  readonly onQuiet: () => void;
}

/** Takes Leases for the free places of a worker: by polling, and for Intake beside it. */
export interface Claimer {
  start(): void;
  /** Looks for due Conversations after `delayMs`; a hint that makes the poll earlier. */
  wake(delayMs: number): void;
  /** Takes no Lease any more. What is on its way still comes, see `isQuiet`. */
  stop(): void;
  /** A Lease of ours may be out there that no Turn here holds: it is looked for and given back. */
  suspectLoss(): void;
  readonly slots: TurnSlots;
  readonly isQuiet: boolean;
  /** Last time the database answered, on the monotonic clock in ms; null before the first. */
  readonly lastPollAt: number | null;
}

const claimBatch = 32;
/**
 * Open places that Intake leaves to the poll: a quarter, eight at most. It reserves for Updates which then turn out to
 * belong to a Conversation that is busy: without a rest, a flood would keep every due Conversation waiting.
 */
const pollPlaces = (open: number): number => Math.min(8, Math.ceil(open / 4));

export function createClaimer(options: ClaimerOptions): Claimer {
  const { worker, store, clock, random, logger, meter, leaseMs, concurrency, running } = options;
  const [pollMinimum, pollMaximum] = options.pollMs;
  let stopped = false;
  let claiming = false;
  let again = false;
  /** Places kept free for what Intake has under way. */
  let reserved = 0;
  let lossSuspected = false;
  let lastPollAt: number | null = null;
  let timer: ClockTimer | null = null;
  let timerDueAt = Number.POSITIVE_INFINITY;

  const free = (): number => Math.max(0, concurrency - running.size - reserved);
  const isQuiet = (): boolean => reserved === 0 && !claiming;

  const schedule = (delayMs: number): void => {
    if (stopped) return;
    const dueAt = clock.monotonic() + delayMs;
    if (timer !== null && timerDueAt <= dueAt) return;
    timer?.cancel();
    timerDueAt = dueAt;
    timer = clock.after(delayMs, () => {
      timer = null;
      timerDueAt = Number.POSITIVE_INFINITY;
      void poll();
    });
  };

  const poll = async (): Promise<void> => {
    if (stopped) return;
    if (claiming) {
      again = true;
      return;
    }
    claiming = true;
    let full = false;
    try {
      if (lossSuspected && reserved === 0) await releaseLost();
      full = await claim(Math.min(claimBatch, free()));
    } catch (error) {
      // The statement may have run all the same.
      lossSuspected = true;
      meter.count('opora_database_errors_total', { kind: 'claim' });
      logger.warn({ error: describeError(error) }, 'Claiming failed; trying again.');
    } finally {
      claiming = false;
      if (isQuiet()) options.onQuiet();
    }
    if ((full || again) && free() > 0) {
      again = false;
      void poll();
    } else {
      schedule(pollMinimum + random() * (pollMaximum - pollMinimum));
    }
  };

  /** True when there may be more. */
  const claim = async (limit: number): Promise<boolean> => {
    if (limit <= 0) return false;
    const { bots, maximumUpdates } = options;
    const claims = await store.claim({ worker, bots, limit, leaseMs, maximumUpdates });
    lastPollAt = clock.monotonic();
    for (const each of claims) options.run(each);
    return claims.length === limit;
  };

  /** While nothing is on its way that could name a Lease, what is ours and not held is lost. */
  const releaseLost = async (): Promise<void> => {
    const released = await store.releaseUnheld(worker, [...running.keys()]);
    lossSuspected = false;
    if (released > 0) logger.warn({ released }, 'Leases whose answer was lost were given back.');
  };

  const end = (places: number): void => {
    reserved -= places;
    if (isQuiet()) options.onQuiet();
  };

  const slots: TurnSlots = {
    worker,
    leaseMs,
    reserve(wanted) {
      // A Lease taken while lost ones are looked for would be given back with them.
      const open = concurrency - running.size;
      const left = open - pollPlaces(open) - reserved;
      const places = stopped || lossSuspected ? 0 : Math.max(0, Math.min(wanted, left));
      reserved += places;
      return places;
    },
    begin(places, claims) {
      for (const each of claims) options.run(each);
      end(places);
    },
    lose(places) {
      lossSuspected = true;
      end(places);
      schedule(0);
    },
  };

  return {
    start: () => schedule(0),
    wake(delayMs) {
      if (delayMs <= pollMaximum) schedule(Math.max(0, delayMs));
    },
    stop() {
      stopped = true;
      timer?.cancel();
    },
    suspectLoss() {
      lossSuspected = true;
    },
    slots,
    get isQuiet() {
      return isQuiet();
    },
    get lastPollAt() {
      return lastPollAt;
    },
  };
}
