import type { Spend } from '../../contracts/spend-store.ts';
import type { ModelStatus } from './build-chain.ts';
import type { CacheStatus } from './cache/answer-cache.ts';

/** What models are for. */
export type ModelKind = 'language' | 'embedding' | 'transcription' | 'speech' | 'moderation';

/** What Inference knows of itself; plain data. */
export interface InferenceStatus {
  readonly models: readonly (ModelStatus & {
    readonly kind: ModelKind;
    /** `first` is asked first, `fallback` when it fails. */
    readonly role: 'first' | 'fallback';
  })[];
  readonly cache: CacheStatus;
  /** Whether limits and budgets count other processes in: `local` while the shared store is away or absent. */
  readonly limits: 'shared' | 'local';
  readonly budget: {
    readonly store: 'shared' | 'local';
    readonly today: Spend;
    /** Share of the day's common budget, 0 to 1 and beyond. */
    readonly usedShare: number;
    readonly alert: boolean;
  };
  /** Day of the price list. */
  readonly pricesAsOf: string;
}

/** One finding of the health report; fits `HealthFinding` of `ops/`. */
export interface InferenceFinding {
  readonly status: 'healthy' | 'degraded';
  readonly message: string;
  readonly advice?: string;
  readonly data: Readonly<Record<string, string | number | boolean>>;
}

/** The two questions of the health report. Neither makes a process unhealthy: local methods answer. */
export interface InferenceFindings {
  /** Breakers, Bulkheads and what is shared. */
  readonly models: InferenceFinding;
  /** What all together have spent today. */
  readonly budget: InferenceFinding;
}

/** A status as findings of the health report. */
export const toFindings = (status: InferenceStatus): InferenceFindings => ({
  models: findModels(status),
  budget: findBudget(status),
});

function findModels({ models, cache, limits }: InferenceStatus): InferenceFinding {
  const data = {
    models: models.length,
    breakersOpen: models.filter((model) => model.breaker.state !== 'closed').length,
    running: models.reduce((sum, model) => sum + model.running, 0),
    waiting: models.reduce((sum, model) => sum + model.waiting, 0),
    cacheEntries: cache.entries,
    cacheHitRate: Math.round(cache.hitRate * 1_000) / 1_000,
    sharedCache: cache.shared,
    limits,
  };
  const language = models.filter((model) => model.kind === 'language');
  const shut = models.filter((model) => model.breaker.state !== 'closed');
  if (shut.length > 0) {
    const names = shut.map(({ model, breaker }) => `${model} (${breaker.state})`).join(', ');
    const away = language.length > 0 && language.every((model) => model.breaker.state !== 'closed');
    return {
      status: 'degraded',
      message: `Breakers: ${names}.${away ? ' Local methods answer.' : ''}`,
      advice: 'Look at the provider; `opora models check` calls each model once.',
      data,
    };
  }
  if (language.length === 0) {
    return { status: 'healthy', message: 'No language model is configured; local methods answer.', data };
  }
  const names = models.map(({ model, running }) => `${model} (${running} running)`).join(', ');
  return { status: 'healthy', message: `Breakers are closed: ${names}.`, data };
}

function findBudget({ budget, pricesAsOf }: InferenceStatus): InferenceFinding {
  const { today, usedShare, alert, store } = budget;
  const data = {
    usedShare: Math.round(usedShare * 1_000) / 1_000,
    tokens: today.tokens,
    costUsd: Math.round(today.costUsd * 10_000) / 10_000,
    store,
    pricesAsOf,
  };
  const used = `${Math.round(usedShare * 100)} % of the day's model budget is used`;
  if (usedShare >= 1) {
    return {
      status: 'degraded',
      message: "The day's model budget is used up; local methods answer.",
      advice: 'Raise OPORA_BUDGET_ALL_USD or OPORA_BUDGET_ALL_TOKENS, or wait for the next day (UTC).',
      data,
    };
  }
  if (alert) {
    return {
      status: 'degraded',
      message: `${used}.`,
      advice:
        'Past the budget local methods answer: raise it, or see in opora_model_cost_usd_total who spends.',
      data,
    };
  }
  return { status: 'healthy', message: `${used} ($${data.costUsd}).`, data };
}
