import { randomUUID } from 'node:crypto';
import type { ChainableCommander } from 'ioredis';
import type { RateDecision, RateStore } from '../contracts/rate-store.ts';
import type { Clock } from '../core/clock.ts';
import { TransientError } from '../core/errors.ts';
import type { RedisLink } from './redis-link.ts';

export interface RedisRateStoreOptions {
  readonly link: RedisLink;
  /** Times are this process's: windows are as exact as the clocks of the processes agree. */
  readonly clock: Clock;
  /** In front of every key. Default `opora:rate:`. */
  readonly prefix?: string;
}

/**
 * Sliding windows in Redis: a sorted set of admissions for each key, in one transaction a request. A request enters
 * itself and is admitted if fewer than the limit were there before it; else it takes itself out again. Whoever
 * looks in between sees a full window, which is what it was. Keys leave by themselves after their window.
 */
export function createRedisRateStore(options: RedisRateStoreOptions): RateStore {
  const { link, clock, prefix = 'opora:rate:' } = options;
  const holder = randomUUID();
  let number = 0;
  return {
    take(key, { limit, windowMs }, now = clock.now()): Promise<RateDecision> {
      const hits = `${prefix}${key}`;
      const told = `${hits}:told`;
      const past = now - windowMs;
      number += 1;
      const member = `${holder}:${number}`;
      return link.use(async (redis) => {
        const [, oldest, count] = await run(
          redis
            .multi()
            .zremrangebyscore(hits, '-inf', past)
            // The admission that has to end before another is possible.
            .zrange(hits, -limit, `${-limit}`, 'WITHSCORES')
            .zcard(hits)
            .zadd(hits, now, member)
            .pexpire(hits, windowMs),
        );
        if (Number(count) < limit) return { admitted: true, tell: false, retryAfterMs: 0 };
        const [, , tell] = await run(
          redis
            .multi()
            .zrem(hits, member)
            .zremrangebyscore(told, '-inf', past)
            .zadd(told, 'NX', now, 'told')
            .pexpire(told, windowMs),
        );
        const endsAt = Number((oldest as readonly string[])[1] ?? now) + windowMs;
        return { admitted: false, tell: Number(tell) === 1, retryAfterMs: Math.max(1, endsAt - now) };
      });
    },
    // Redis itself forgets what has expired.
    sweep: () => Promise.resolve(0),
  };
}

/** Results of a transaction, in order. @throws TransientError `redis_away` when it was not carried out whole. */
async function run(transaction: ChainableCommander): Promise<readonly unknown[]> {
  const results = await transaction.exec();
  const failed = results?.find(([error]) => error !== null)?.[0];
  if (results === null || failed !== undefined) {
    throw new TransientError('redis_away', 'Redis did not carry a transaction out.', { cause: failed });
  }
  return results.map(([, result]) => result);
}
