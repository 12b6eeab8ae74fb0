import type { HealthCheck } from '../ops/health.ts';
import type { RedisLink } from '../redis/index.ts';
import type { Inference } from '../stages/inference/index.ts';
import type { Config } from './config.ts';

/** Breakers, Bulkheads and what is shared, of a process that runs Turns; elsewhere what is configured. */
export function modelsCheck(inference: Inference, config: Pick<Config, 'role'>): HealthCheck {
  return {
    name: 'models',
    run() {
      if (config.role !== 'web') return Promise.resolve(inference.check().models);
      const names = inference.status().models.map(({ model }) => model);
      const message =
        names.length === 0
          ? 'No model is configured; local methods answer.'
          : `Configured: ${names.join(', ')}. Breakers are shown by the processes that run Turns.`;
      return Promise.resolve({ status: 'healthy', message, data: { models: names.length } });
    },
  };
}

/** What all processes together have spent today. */
export function budgetCheck(inference: Inference): HealthCheck {
  return {
    name: 'model-budget',
    async run() {
      await inference.refresh();
      return inference.check().budget;
    },
  };
}

/** Whether the server of REDIS_URL answers. Nothing depends on it: each process has its own limits and cache. */
export function redisCheck(link: RedisLink): HealthCheck {
  return {
    name: 'redis',
    async run() {
      try {
        await link.use((redis) => redis.ping());
        return { status: 'healthy', message: 'It answers.' };
      } catch {
        return {
          status: 'degraded',
          message: 'It does not answer; each process keeps its own limits and cache.',
          advice: 'Look at the server of REDIS_URL, or unset it.',
        };
      }
    },
  };
}
