import type { Clock, ClockTimer } from '../core/clock.ts';
import { RefusedError } from '../core/errors.ts';

export interface BatcherOptions<Item, Result> {
  /** Handles a batch in one go; answers in order of the items. */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Items a batch at most. Default 64. */
  readonly maximumBatch?: number;
  /** Batches running at the same time. Default 2. */
  readonly maximumInFlight?: number;
  /** Items waiting at most; beyond it `add` throws `buffer_full`. Default unlimited. */
  readonly maximumWaiting?: number;
  /** Items with equal keys never share a batch. */
  readonly keyOf?: (item: Item) => string;
  /** Whether an error concerns the whole batch (do not try its items one by one). */
  readonly isShared?: (error: unknown) => boolean;
  readonly onBatch?: (size: number) => void;
  readonly clock: Clock;
  /** For results nobody waits for: a batch leaves this long after its first item, ms. Default: at once. */
  readonly lingerMs?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch up to this size is low load. */
const fewItems = 4;

export interface Batcher<Item, Result> {
  /** @throws RefusedError `buffer_full` when too many items wait. */
  add(item: Item): Promise<Result>;
  readonly waiting: number;
}

/**
 * Group commit: while fewer than `maximumInFlight` batches run, an item leaves at once, with those that the events
 * at hand bring; otherwise items gather and leave together. Batching therefore adds no latency at low load. A batch
 * that fails is tried item by item, so that one poisoned item fails alone.
 */
export function createBatcher<Item, Result>(options: BatcherOptions<Item, Result>): Batcher<Item, Result> {
  const { run, maximumBatch = 64, maximumInFlight = 2, maximumWaiting = Infinity, keyOf } = options;
  let queue: Waiting<Item, Result>[] = [];
  /** Sizes of the batches under way. */
  const running: number[] = [];

  const take = (): Waiting<Item, Result>[] => {
    if (keyOf === undefined) return queue.splice(0, maximumBatch);
    const keys = new Set<string>();
    const batch: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    for (const entry of queue) {
      const key = keyOf(entry.item);
      if (batch.length < maximumBatch && !keys.has(key)) batch.push(entry);
      else rest.push(entry);
      keys.add(key);
    }
    queue = rest;
    return batch;
  };

  const runOne = async (entry: Waiting<Item, Result>): Promise<void> => {
    try {
      const [result] = await run([entry.item]);
      entry.resolve(result as Result);
    } catch (error) {
      entry.reject(error);
    }
  };

  const runBatch = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    options.onBatch?.(batch.length);
    try {
      const results = await run(batch.map((entry) => entry.item));
      for (const [index, entry] of batch.entries()) entry.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length === 1 || options.isShared?.(error) === true) {
        for (const entry of batch) entry.reject(error);
      } else {
        for (const entry of batch) await runOne(entry);
      }
    }
  };

  let lingering: ClockTimer | null = null;

  /** Few items leave at once; beside a real batch only another one is worth its round trip. */
  const mayStart = (): boolean => {
    if (queue.length === 0 || running.length >= maximumInFlight) return false;
    return running.every((size) => size <= fewItems) || queue.length >= maximumBatch / 2;
  };

  const pump = (): void => {
    while (mayStart()) {
      const batch = take();
      if (batch.length === 0) return;
      const { length: size } = batch;
      running.push(size);
      void runBatch(batch).finally(() => {
        running.splice(running.indexOf(size), 1);
        if (lingering === null) pump();
      });
    }
  };

  let pumping = false;

  /** What came over many sockets at once leaves in one batch. */
  const pumpSoon = (): void => {
    if (pumping) return;
    pumping = true;
    options.clock.soon(() => {
      pumping = false;
      pump();
    });
  };

  const endLinger = (): void => {
    lingering = null;
    pump();
  };

  return {
    add(item) {
      if (queue.length >= maximumWaiting) {
        return Promise.reject(
          new RefusedError('buffer_full', 'Too much work is waiting; try again in a moment.'),
        );
      }
      return new Promise<Result>((resolve, reject) => {
        queue.push({ item, resolve, reject });
        if (options.lingerMs === undefined || queue.length >= maximumBatch) pumpSoon();
        else lingering ??= options.clock.after(options.lingerMs, endLinger);
      });
    },
    get waiting() {
      return queue.length;
    },
  };
}
