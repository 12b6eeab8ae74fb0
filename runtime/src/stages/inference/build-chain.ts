import type { ModelPolicy } from '../../contracts/model-call.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';
import { type Breaker, type BreakerStatus, createBreaker } from '../../resilience/breaker.ts';
import { type Bulkhead, createBulkhead } from '../../resilience/bulkhead.ts';
import { accountAttempts } from './policies/account-attempts.ts';
import { breakCircuit, breakerLevels } from './policies/break-circuit.ts';
import { limitRunning } from './policies/limit-running.ts';
import { limitTime } from './policies/limit-time.ts';
import { retryAttempts } from './policies/retry-attempts.ts';
import { costOf, type PriceTable } from './price-table.ts';
import type { InferenceSettings } from './settings.ts';

export interface ChainOptions {
  readonly settings: InferenceSettings;
  readonly prices: PriceTable;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly meter: Meter;
}

/** What is known of one model's guards. */
export interface ModelStatus {
  readonly model: string;
  readonly breaker: BreakerStatus;
  readonly running: number;
  readonly waiting: number;
}

/** The policies of one model, from the outside in: Bulkhead, Breaker, Retry, accounts, Timeout. */
export interface ModelChain {
  readonly policy: ModelPolicy;
  status(): ModelStatus;
  /** Closes the Breaker. */
  reset(): void;
}

export function buildChain(model: string, options: ChainOptions): ModelChain {
  const { settings, prices, clock, meter } = options;
  const breaker = openBreaker(model, options);
  const bulkhead = openBulkhead(model, options);
  const policy = nest([
    limitRunning({ model, clock, meter, bulkhead, waitMs: settings.bulkheadWaitMs }),
    breakCircuit({ model, meter, breaker }),
    retryAttempts({ model, breaker, ...options, ...settings }),
    accountAttempts({
      model,
      ...options,
      costOf: (tokensIn, tokensOut) => costOf(prices, model, tokensIn, tokensOut),
    }),
    limitTime({ model, clock, meter, ...settings }),
  ]);
  return {
    policy,
    status: () => ({
      model,
      breaker: breaker.status(),
      running: bulkhead.running,
      waiting: bulkhead.waiting,
    }),
    reset: () => breaker.reset(),
  };
}

/** One policy out of several, the first outermost. */
export function nest(policies: readonly ModelPolicy[]): ModelPolicy {
  return policies.reduceRight<ModelPolicy>(
    (inner, outer) => ({
      run: (request, next) => outer.run(request, (changed) => inner.run(changed, next)),
    }),
    { run: (request, next) => next(request) },
  );
}

function openBreaker(model: string, { settings, clock, meter, logger }: ChainOptions): Breaker {
  meter.gauge('opora_model_breaker_state', 0, { model });
  return createBreaker({
    clock,
    consecutiveFailures: settings.breakerConsecutiveFailures,
    failureShare: settings.breakerFailureShare,
    window: settings.breakerWindow,
    openMs: settings.breakerOpenMs,
    onChange: (state) => {
      meter.gauge('opora_model_breaker_state', breakerLevels[state], { model });
      meter.count('opora_model_breaker_changes_total', { model, to: state });
      const say = state === 'open' ? logger.warn : logger.info;
      say.call(logger, { model, state }, 'The breaker of a model changed.');
    },
  });
}

function openBulkhead(model: string, { settings, clock, meter }: ChainOptions): Bulkhead {
  return createBulkhead({
    clock,
    maximumRunning: settings.bulkheadRunning,
    maximumWaiting: settings.bulkheadWaiting,
    onChange: (running, waiting) => {
      meter.gauge('opora_model_running', running, { model });
      meter.gauge('opora_model_waiting', waiting, { model });
    },
  });
}
