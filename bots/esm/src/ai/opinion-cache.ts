import { createHash } from 'node:crypto';
import type { Clock } from 'opora';
import type { Opinion } from './opinion.ts';

/** Everything that decides an opinion. */
export interface OpinionKey {
  /** Without personal data. */
  readonly text: string;
  readonly item: string;
  readonly language: string;
  readonly trainingDay: number;
  readonly model: string;
  /** The rendered prompt with its version and hash: instructions, what the rules found, examples. */
  readonly prompt: string;
  readonly rulesVersion: number;
}

/** Valid opinions by a hash of what decides them. */
export interface OpinionCache {
  get(key: OpinionKey): Opinion | null;
  set(key: OpinionKey, opinion: Opinion): void;
  readonly size: number;
}

/** Limits of the cache. */
export interface OpinionCacheOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Default 1,000; the one used longest ago makes room. */
  readonly entries?: number;
  /** Default 24 h. */
  readonly keptMs?: number;
  /** Entries past their time are swept out at the first use after this. Default 1 h. */
  readonly sweepMs?: number;
}

const hourMs = 3_600_000;

/** Keeps opinions in this process. Several processes share answers through the runtime's cache and its Redis. */
export function createOpinionCache(options: OpinionCacheOptions): OpinionCache {
  const { clock, entries = 1_000, keptMs = 24 * hourMs, sweepMs = hourMs } = options;
  // A Map keeps the order of insertion: whatever is used goes to the end.
  const kept = new Map<string, { readonly opinion: Opinion; readonly until: number }>();
  let sweptAt = clock.monotonic();
  const sweep = (now: number): void => {
    if (now - sweptAt < sweepMs) return;
    sweptAt = now;
    for (const [hash, { until }] of kept) if (until <= now) kept.delete(hash);
  };
  return {
    get(key) {
      const now = clock.monotonic();
      sweep(now);
      const hash = hashOf(key);
      const entry = kept.get(hash);
      if (entry === undefined) return null;
      kept.delete(hash);
      if (entry.until <= now) return null;
      kept.set(hash, entry);
      return entry.opinion;
    },
    set(key, opinion) {
      const now = clock.monotonic();
      sweep(now);
      const hash = hashOf(key);
      kept.delete(hash);
      kept.set(hash, { opinion, until: now + keptMs });
      for (const oldest of kept.keys()) {
        if (kept.size <= entries) break;
        kept.delete(oldest);
      }
    },
    get size() {
      return kept.size;
    },
  };
}

const hashOf = (key: OpinionKey): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        ...[key.text, key.item, key.language, key.trainingDay],
        ...[key.model, key.prompt, key.rulesVersion],
      ]),
    )
    .digest('hex');
