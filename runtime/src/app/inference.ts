import { randomUUID } from 'node:crypto';
import type { Database } from '../contracts/bot.ts';
import type { Clock } from '../core/clock.ts';
import { describeError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import type { Meter } from '../core/meter.ts';
import { createRandom, hashText } from '../core/random.ts';
import { type ConfiguredModels, createModels } from '../models/index.ts';
import { createPostgresSpendStore } from '../postgres/statements/spend-budget.ts';
import { createPostgresRateStore } from '../postgres/statements/take-rate.ts';
import { createRedisCache, createRedisLink, createRedisRateStore, type RedisLink } from '../redis/index.ts';
import {
  type BudgetLimit,
  createInference,
  type Inference,
  type InferenceSettings,
} from '../stages/inference/index.ts';
import type { Config } from './config.ts';

export interface InferenceParts {
  readonly config: Config;
  /** Where budgets are shared, and without Redis the limits too. */
  readonly store: Database;
  readonly redis: RedisLink | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
}

/** The link to the server of REDIS_URL, if that is set; opened at the first use, closed with Inference. */
export function openRedis(config: Config): RedisLink | null {
  return config.redisUrl === null ? null : createRedisLink({ url: config.redisUrl });
}

/**
 * The models of this process as configured, sharing limits and budgets with the others; without any model local
 * methods answer. Contacts nobody before the first call; what that call needs is loaded meanwhile where Turns run.
 */
export function openSharedInference(parts: InferenceParts): Inference {
  const { config, store, redis, clock, logger, meter } = parts;
  const models = configuredModels(config, clock);
  for (const model of config.role === 'web' ? [] : models.language) {
    model.prepare?.().catch((error: unknown) => {
      logger.error(
        { model: model.name, error: describeError(error) },
        'The SDK of a model cannot be loaded.',
      );
    });
  }
  return createInference({
    ...{ clock, meter },
    logger: logger.child({ module: 'inference' }),
    random: createRandom(hashText(randomUUID())),
    models,
    settings: toSettings(config),
    rateStore: redis === null ? createPostgresRateStore(store) : createRedisRateStore({ link: redis, clock }),
    spendStore: createPostgresSpendStore(store),
    ...(redis === null ? {} : { sharedCache: createRedisCache({ link: redis }) }),
  });
}

/** The models that the configuration names, without any policy around them. */
export function configuredModels(config: Config, clock: Clock): ConfiguredModels {
  return createModels(config.models, {
    openai: { apiKey: config.openaiApiKey, baseUrl: config.openaiBaseUrl },
    anthropic: { apiKey: config.anthropicApiKey, baseUrl: config.anthropicBaseUrl },
    clock,
  });
}

/** 0 is no limit. */
const toLimit = (tokens: number, costUsd: number): BudgetLimit => ({
  tokens: tokens === 0 ? null : tokens,
  costUsd: costUsd === 0 ? null : costUsd,
});

/** The settings of Inference that the configuration amounts to; all of them, so that no default hides here. */
export function toSettings(config: Config): InferenceSettings {
  return {
    attemptTimeoutMs: config.modelTimeoutMs,
    stallMs: config.modelStallMs,
    attempts: config.modelAttempts,
    retryBaseMs: config.modelRetryBaseMs,
    retryMaximumMs: config.modelRetryMaximumMs,
    deadlineMs: config.modelDeadlineMs,
    localReserveMs: config.modelLocalReserveMs,
    firstModelShare: config.modelFirstShare,
    breakerConsecutiveFailures: config.modelBreakerFailures,
    breakerFailureShare: config.modelBreakerShare,
    breakerWindow: config.modelBreakerWindow,
    breakerOpenMs: config.modelBreakerOpenMs,
    bulkheadRunning: config.modelBulkheadRunning,
    bulkheadWaiting: config.modelBulkheadWaiting,
    bulkheadWaitMs: config.modelBulkheadWaitMs,
    cacheEntries: config.modelCacheEntries,
    cacheMs: config.modelCacheMs,
    sharedWaitMs: config.modelSharedWaitMs,
    userRequests: config.modelUserRequests,
    userWindowMs: config.modelUserWindowMs,
    budgetUser: toLimit(config.budgetUserTokens, config.budgetUserUsd),
    budgetBot: toLimit(config.budgetBotTokens, config.budgetBotUsd),
    budgetAll: toLimit(config.budgetAllTokens, config.budgetAllUsd),
    budgetAlertShare: config.budgetAlertShare,
  };
}
