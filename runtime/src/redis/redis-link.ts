import type { Redis } from 'ioredis';
import { TransientError } from '../core/errors.ts';

export interface RedisLinkOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Longest command, ms. Default 500. */
  readonly commandTimeoutMs?: number;
}

/** The one connection of a process to Redis. */
export interface RedisLink {
  /** @throws TransientError `redis_away` when the server cannot be reached or does not answer in time. */
  use<Result>(work: (redis: Redis) => Promise<Result>): Promise<Result>;
  /** Whether the last contact succeeded. */
  readonly available: boolean;
  close(): Promise<void>;
}

/**
 * Links to a Redis server. The driver is loaded and the connection opened at the first use; commands fail at once
 * while the server is away, and the connection comes back by itself.
 */
export function createRedisLink(options: RedisLinkOptions): RedisLink {
  let opening: Promise<Redis> | null = null;
  let available = false;
  return {
    async use(work) {
      try {
        opening ??= openRedis(options);
        const result = await work(await opening);
        available = true;
        return result;
      } catch (error) {
        available = false;
        throw new TransientError('redis_away', 'Redis cannot be reached; what it shares is kept locally.', {
          cause: error,
        });
      }
    },
    get available() {
      return available;
    },
    async close() {
      const redis = await opening?.catch(() => null);
      redis?.disconnect();
    },
  };
}

async function openRedis({ url, commandTimeoutMs = 500 }: RedisLinkOptions): Promise<Redis> {
  const driver = await import('ioredis');
  const redis = new driver.Redis(url, {
    commandTimeout: commandTimeoutMs,
    connectTimeout: commandTimeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(10_000, 100 * 2 ** Math.min(times, 7)),
  });
  // Every command reports its own failure; without a listener the driver prints each lost connection.
  redis.on('error', () => undefined);
  return redis;
}
