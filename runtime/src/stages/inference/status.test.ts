import { describe, expect, it } from 'vitest';
import { type InferenceStatus, toFindings } from './status.ts';

type Model = InferenceStatus['models'][number];

const modelOf = (model: string, state: Model['breaker']['state']): Model => ({
  ...{ model, kind: 'language', role: 'first', running: 2, waiting: 0 },
  breaker: { state, consecutiveFailures: 0, failureShare: 0, probeInMs: 0 },
});

const statusOf = (changes: Partial<InferenceStatus> = {}): InferenceStatus => ({
  models: [modelOf('openai:a', 'closed'), modelOf('openai:b', 'closed')],
  cache: { entries: 3, hits: 1, misses: 2, hitRate: 1 / 3, shared: 'off' },
  limits: 'shared',
  budget: { store: 'shared', today: { tokens: 10, costUsd: 0.5 }, usedShare: 0.01, alert: false },
  pricesAsOf: '2025-12-01',
  ...changes,
});

const spent = (usedShare: number, alert: boolean) =>
  toFindings(statusOf({ budget: { store: 'shared', today: { tokens: 1, costUsd: 40 }, usedShare, alert } }))
    .budget;

describe('the finding on models', () => {
  it('shows every model, the cache and the limits while all is well', () => {
    expect(toFindings(statusOf()).models).toEqual({
      status: 'healthy',
      message: 'Breakers are closed: openai:a (2 running), openai:b (2 running).',
      data: {
        ...{ models: 2, breakersOpen: 0, running: 4, waiting: 0, limits: 'shared' },
        ...{ cacheEntries: 3, cacheHitRate: 0.333, sharedCache: 'off' },
      },
    });
  });

  it('names an open breaker, and says that local methods answer only when no other model can', () => {
    const one = toFindings(
      statusOf({ models: [modelOf('openai:a', 'open'), modelOf('openai:b', 'closed')] }),
    );
    expect(one.models).toMatchObject({ status: 'degraded', message: 'Breakers: openai:a (open).' });
    const both = toFindings(
      statusOf({ models: [modelOf('openai:a', 'open'), modelOf('openai:b', 'half-open')] }),
    );
    expect(both.models.message).toBe(
      'Breakers: openai:a (open), openai:b (half-open). Local methods answer.',
    );
    expect(both.models.advice).toContain('opora models check');
  });

  it('says that nothing is configured', () => {
    expect(toFindings(statusOf({ models: [] })).models).toMatchObject({
      status: 'healthy',
      message: 'No language model is configured; local methods answer.',
    });
  });
});

describe('the finding on the budget', () => {
  it('alerts before the end and says what happens at it', () => {
    expect(toFindings(statusOf()).budget).toMatchObject({
      status: 'healthy',
      message: "1 % of the day's model budget is used ($0.5).",
      data: { usedShare: 0.01, tokens: 10, costUsd: 0.5, store: 'shared', pricesAsOf: '2025-12-01' },
    });
    expect(spent(0.8, true)).toMatchObject({ status: 'degraded', message: expect.stringContaining('80 %') });
    expect(spent(1.2, true)).toMatchObject({
      status: 'degraded',
      message: "The day's model budget is used up; local methods answer.",
    });
  });
});
