import { LRUCache } from 'lru-cache';
import type { SharedCache } from '../../../contracts/shared-cache.ts';
import type { Clock } from '../../../core/clock.ts';
import { describeError } from '../../../core/errors.ts';
import type { Logger } from '../../../core/logger.ts';
import type { Meter } from '../../../core/meter.ts';
import { createBreaker } from '../../../resilience/breaker.ts';
import { within } from '../limits/rate-limiter.ts';

export interface AnswerCacheOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Answers kept in this process. */
  readonly cacheEntries: number;
  /** How long they are kept, ms. */
  readonly cacheMs: number;
  readonly shared?: SharedCache;
  /** Longest wait for the second level, ms. */
  readonly sharedWaitMs: number;
}

/** Look-ups since the start. */
export interface CacheStatus {
  readonly entries: number;
  readonly hits: number;
  readonly misses: number;
  /** Hits of all look-ups, 0 to 1. */
  readonly hitRate: number;
  readonly shared: 'off' | 'up' | 'down';
}

/** Texts by key, in this process and, when there is one, in the second level. */
export interface AnswerCache {
  /** From this process; undefined when it does not know it. */
  get(key: string): string | undefined;
  /** From the second level; a second level that is away or slow knows nothing. */
  getShared(key: string): Promise<string | undefined>;
  set(key: string, value: string): void;
  forget(key: string): void;
  /** Remembers that the answer under `key` was made for, or given to, this Conversation. */
  note(key: string, conversationId: string): void;
  /** Takes every answer noted for a Conversation out of this process and of the second level. */
  forgetConversation(conversationId: string): Promise<void>;
  count(result: 'hit' | 'shared' | 'joined' | 'miss' | 'skipped'): void;
  status(): CacheStatus;
}

/** Answers whose Conversations are remembered, for each one kept here: the second level keeps them longer. */
const notedShare = 10;
/** Conversations remembered with one answer: what so many have said alike names nobody. */
const mostConversations = 1_000;

/** Longer answers are not kept: the cache's size in memory stays bounded by entries × this. */
const maximumCharacters = 64 * 1024;

export function createAnswerCache(options: AnswerCacheOptions): AnswerCache {
  const { clock, logger, meter, cacheEntries, cacheMs, shared, sharedWaitMs } = options;
  const entries = new LRUCache<string, string>({
    max: cacheEntries,
    ttl: cacheMs,
    ttlResolution: 0,
    // lru-cache takes a start of 0 for "never expires".
    perf: { now: () => clock.monotonic() + 1 },
  });
  const noted = new LRUCache<string, Set<string>>({
    max: cacheEntries * notedShare,
    ttl: cacheMs,
    ttlResolution: 0,
    perf: { now: () => clock.monotonic() + 1 },
  });
  const breaker = createBreaker({ clock, consecutiveFailures: 2, openMs: 10_000 });
  let hits = 0;
  let misses = 0;

  const ask = async <Result>(work: (cache: SharedCache) => Promise<Result>): Promise<Result | null> => {
    const pass = shared === undefined ? null : breaker.enter();
    if (shared === undefined || pass === null) return null;
    try {
      const result = await within(work(shared), sharedWaitMs, clock);
      pass.succeed();
      return result;
    } catch (error) {
      pass.fail();
      meter.count('opora_model_shared_errors_total', { store: 'cache' });
      logger.warn({ error: describeError(error) }, 'The shared cache is away; the local one serves.');
      return null;
    }
  };
  const keep = (key: string, value: string): void => {
    entries.set(key, value);
    meter.gauge('opora_model_cache_entries', entries.size);
  };

  return {
    get: (key) => entries.get(key),
    async getShared(key) {
      const found = await ask((cache) => cache.get(key));
      if (found !== null) keep(key, found);
      return found ?? undefined;
    },
    set(key, value) {
      if (value.length > maximumCharacters) return;
      keep(key, value);
      void ask((cache) => cache.set(key, value, cacheMs));
    },
    forget(key) {
      entries.delete(key);
    },
    note(key, conversationId) {
      const people = noted.get(key) ?? new Set();
      if (people.size < mostConversations) people.add(conversationId);
      noted.set(key, people);
    },
    async forgetConversation(conversationId) {
      const keys = [...noted.entries()]
        .filter(([, people]) => people.has(conversationId))
        .map(([key]) => key);
      for (const key of keys) {
        entries.delete(key);
        noted.delete(key);
      }
      meter.gauge('opora_model_cache_entries', entries.size);
      if (keys.length > 0) await ask((cache) => cache.delete(keys));
    },
    count(result) {
      meter.count('opora_model_cache_total', { result });
      if (result === 'miss') misses += 1;
      else if (result !== 'skipped') hits += 1;
    },
    status: () => ({
      entries: entries.size,
      hits,
      misses,
      hitRate: hits + misses === 0 ? 0 : hits / (hits + misses),
      shared: shared === undefined ? 'off' : breaker.status().state === 'closed' ? 'up' : 'down',
    }),
  };
}
