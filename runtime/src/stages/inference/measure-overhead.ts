import type { LanguageModel, ModelRequest } from '../../contracts/language-model.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import { createInference } from './create-inference.ts';
import type { InferenceOptions } from './inference.ts';

export interface MeasureOverheadOptions {
  /** The model that is called bare and through the chain; one without latency shows the chain best. */
  readonly model: LanguageModel;
  /** Calls of each kind, taken in turns. Default 500, after a warm-up of a tenth. */
  readonly calls?: number;
  /** Shared stores, to measure with a database. */
  readonly shared?: Pick<InferenceOptions, 'rateStore' | 'spendStore' | 'sharedCache'>;
  readonly clock?: Clock;
}

/** Times of one call, ms. */
export interface InferenceOverhead {
  readonly calls: number;
  readonly bareP50Ms: number;
  readonly chainP50Ms: number;
  readonly cachedP50Ms: number;
  /** What the chain adds at the median. */
  readonly overheadP50Ms: number;
  readonly overheadP95Ms: number;
}

/** Measures what budget, cache, limits, Bulkhead, Breaker, Retry and Timeout add to a call. */
export async function measureInferenceOverhead(options: MeasureOverheadOptions): Promise<InferenceOverhead> {
  const { model, calls = 500, shared = {}, clock = systemClock } = options;
  const none = { tokens: null, costUsd: null };
  const inference = createInference({
    ...shared,
    clock,
    models: { language: [model] },
    random: () => 0,
    // Everybody is counted and nobody is refused; the budget is read and written like any other.
    settings: { userRequests: 1_000, userWindowMs: 1, budgetUser: none, budgetBot: none },
  });
  const times = { bare: [] as number[], chain: [] as number[], cached: [] as number[] };
  const warmUp = Math.ceil(calls / 10);
  const time = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = clock.monotonic();
    await work();
    return clock.monotonic() - startedAt;
  };
  for (let number = 0; number < calls + warmUp; number += 1) {
    const request = createRequest(number, clock);
    const bare = await time(() => model.generate(request));
    const chain = await time(() => inference.generate(request));
    const cached = await time(() => inference.generate(request));
    if (number < warmUp) continue;
    times.bare.push(bare);
    times.chain.push(chain);
    times.cached.push(cached);
  }
  await inference.close();
  const bareP50Ms = quantile(times.bare, 0.5);
  return {
    calls,
    bareP50Ms,
    chainP50Ms: quantile(times.chain, 0.5),
    cachedP50Ms: quantile(times.cached, 0.5),
    overheadP50Ms: quantile(times.chain, 0.5) - bareP50Ms,
    overheadP95Ms: quantile(times.chain, 0.95) - quantile(times.bare, 0.95),
  };
}

function createRequest(number: number, clock: Clock): ModelRequest {
  return {
    ...{ purpose: 'bench', bot: 'bench', user: `user-${number % 100}` },
    ...{ conversationId: String(number), requestId: `bench-${number}` },
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 30_000,
    prompt: {
      system: 'You answer questions of customers in one sentence.',
      messages: [{ role: 'user', text: `Question number ${number}: is the shop open tomorrow?` }],
      hash: 'bench',
      version: '1',
    },
  };
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? 0;
}
