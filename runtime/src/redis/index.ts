export { createRedisCache, type RedisCacheOptions } from './redis-cache.ts';
export { createRedisLink, type RedisLink, type RedisLinkOptions } from './redis-link.ts';
export { createRedisRateStore, type RedisRateStoreOptions } from './redis-rate-store.ts';
