import { expect, it, vi } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { silentLogger } from '../core/logger.ts';
import { silentMeter } from '../core/meter.ts';
import { defaultSettings } from '../stages/inference/index.ts';
import { loadConfig } from './config.ts';
import { openSharedInference, toSettings } from './inference.ts';

const loaded = vi.hoisted((): string[] => []);
vi.mock('@ai-sdk/anthropic', () => {
  loaded.push('anthropic');
  return { createAnthropic: () => ({ languageModel: () => ({}) }) };
});

const load = (env: Record<string, string> = {}) => toSettings(loadConfig({ env, dotenvPath: null }));

it('has the defaults of Inference where nothing is set', () => {
  expect(load()).toEqual(defaultSettings);
});

it('takes every limit and window from its variable', () => {
  const changed = load({
    ...{ OPORA_MODEL_TIMEOUT: '1s', OPORA_MODEL_STALL: '2s', OPORA_MODEL_ATTEMPTS: '4' },
    ...{ OPORA_MODEL_RETRY_BASE: '5ms', OPORA_MODEL_RETRY_MAXIMUM: '6ms', OPORA_MODEL_DEADLINE: '7s' },
    ...{
      OPORA_MODEL_LOCAL_RESERVE: '8ms',
      OPORA_MODEL_FIRST_SHARE: '0.9',
      OPORA_MODEL_BREAKER_FAILURES: '10',
    },
    ...{
      OPORA_MODEL_BREAKER_SHARE: '0.11',
      OPORA_MODEL_BREAKER_WINDOW: '12',
      OPORA_MODEL_BREAKER_OPEN: '13s',
    },
    ...{ OPORA_MODEL_BULKHEAD_RUNNING: '14', OPORA_MODEL_BULKHEAD_WAITING: '15' },
    ...{ OPORA_MODEL_BULKHEAD_WAIT: '16ms', OPORA_MODEL_CACHE_ENTRIES: '17', OPORA_MODEL_CACHE_TIME: '18h' },
    ...{ OPORA_MODEL_SHARED_WAIT: '19ms', OPORA_MODEL_USER_REQUESTS: '20', OPORA_MODEL_USER_WINDOW: '21m' },
    ...{ OPORA_BUDGET_USER_TOKENS: '22', OPORA_BUDGET_USER_USD: '2.3', OPORA_BUDGET_BOT_TOKENS: '24' },
    ...{ OPORA_BUDGET_BOT_USD: '0', OPORA_BUDGET_ALL_TOKENS: '0', OPORA_BUDGET_ALL_USD: '27' },
    OPORA_BUDGET_ALERT_SHARE: '0.28',
  });
  expect(changed).toEqual({
    ...{ attemptTimeoutMs: 1_000, stallMs: 2_000, attempts: 4, retryBaseMs: 5, retryMaximumMs: 6 },
    ...{ deadlineMs: 7_000, localReserveMs: 8, firstModelShare: 0.9, breakerConsecutiveFailures: 10 },
    ...{ breakerFailureShare: 0.11, breakerWindow: 12, breakerOpenMs: 13_000, bulkheadRunning: 14 },
    ...{ bulkheadWaiting: 15, bulkheadWaitMs: 16, cacheEntries: 17, cacheMs: 64_800_000, sharedWaitMs: 19 },
    ...{ userRequests: 20, userWindowMs: 1_260_000, budgetUser: { tokens: 22, costUsd: 2.3 } },
    ...{ budgetBot: { tokens: 24, costUsd: null }, budgetAll: { tokens: null, costUsd: 27 } },
    budgetAlertShare: 0.28,
  });
});

it('loads the SDK of a configured model where Turns run, before anybody asks', async () => {
  const open = (role: string) => {
    const config = loadConfig({
      env: {
        ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef',
        DATABASE_URL: 'postgres://localhost/none',
        OPORA_ROLE: role,
      },
      dotenvPath: null,
    });
    const store = { query: () => Promise.reject(new Error('Nobody asks.')) };
    return openSharedInference({
      config,
      store,
      redis: null,
      clock: systemClock,
      logger: silentLogger,
      meter: silentMeter,
    });
  };
  await open('web').close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(loaded).toEqual([]);
  const inference = open('worker');
  await expect.poll(() => loaded).toEqual(['anthropic']);
  await inference.close();
});
