import type { SharedCache } from '../contracts/shared-cache.ts';
import type { RedisLink } from './redis-link.ts';

export interface RedisCacheOptions {
  readonly link: RedisLink;
  /** In front of every key. Default `opora:answer:`. */
  readonly prefix?: string;
}

/** The answer cache's second level in Redis. Closing it closes the link. */
export function createRedisCache({ link, prefix = 'opora:answer:' }: RedisCacheOptions): SharedCache {
  return {
    get: (key) => link.use((redis) => redis.get(`${prefix}${key}`)),
    async set(key, value, ttlMs) {
      await link.use((redis) => redis.set(`${prefix}${key}`, value, 'PX', Math.max(1, Math.round(ttlMs))));
    },
    async delete(keys) {
      await link.use((redis) => redis.del(keys.map((key) => `${prefix}${key}`)));
    },
    get available() {
      return link.available;
    },
    close: () => link.close(),
  };
}
