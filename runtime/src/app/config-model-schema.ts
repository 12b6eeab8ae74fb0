// A table like config-schema.ts: one entry for each variable about models, read from top to bottom like a page.
import type { SettingDefinition } from './config-setting.ts';

/** The settings about models, read. Durations in ms; a model is `provider:model`, `none`, or null when not set. */
export interface ModelSettings {
  readonly openaiApiKey: string | null;
  readonly openaiBaseUrl: string;
  readonly anthropicApiKey: string | null;
  readonly anthropicBaseUrl: string;
  readonly model: string | null;
  readonly fallbackModel: string | null;
  readonly embeddingModel: string | null;
  readonly transcriptionModel: string | null;
  readonly speechModel: string | null;
  readonly moderationModel: string | null;

  readonly modelTimeoutMs: number;
  readonly modelStallMs: number;
  readonly modelAttempts: number;
  readonly modelRetryBaseMs: number;
  readonly modelRetryMaximumMs: number;
  readonly modelDeadlineMs: number;
  readonly modelLocalReserveMs: number;
  readonly modelFirstShare: number;
  readonly modelBreakerFailures: number;
  readonly modelBreakerShare: number;
  readonly modelBreakerWindow: number;
  readonly modelBreakerOpenMs: number;
  readonly modelBulkheadRunning: number;
  readonly modelBulkheadWaiting: number;
  readonly modelBulkheadWaitMs: number;
  readonly modelCacheEntries: number;
  readonly modelCacheMs: number;
  readonly modelSharedWaitMs: number;
  readonly modelUserRequests: number;
  readonly modelUserWindowMs: number;
  /** Of a day (UTC); 0 is no limit. */
  readonly budgetUserTokens: number;
  readonly budgetUserUsd: number;
  readonly budgetBotTokens: number;
  readonly budgetBotUsd: number;
  readonly budgetAllTokens: number;
  readonly budgetAllUsd: number;
  readonly budgetAlertShare: number;
}

type ModelSchema = { readonly [Key in keyof ModelSettings]: SettingDefinition<ModelSettings[Key]> };
type Part<Keys extends keyof ModelSchema> = Pick<ModelSchema, Keys>;

const second = 1_000;
const minute = 60 * second;

/** Which providers are reached, and which of their models are asked for what. */
export const modelAccess: Part<
  | 'openaiApiKey'
  | 'openaiBaseUrl'
  | 'anthropicApiKey'
  | 'anthropicBaseUrl'
  | 'model'
  | 'fallbackModel'
  | 'embeddingModel'
  | 'transcriptionModel'
  | 'speechModel'
  | 'moderationModel'
> = {
  openaiApiKey: {
    name: 'OPENAI_API_KEY',
    type: 'text',
    default: null,
    secret: true,
    description:
      'Key of OpenAI or of the OpenAI-compatible server below (any text where that asks for none). With the key of OpenAI itself each kind of model has a default, named below.',
    example: 'sk-…',
  },
  openaiBaseUrl: {
    name: 'OPENAI_BASE_URL',
    type: 'url',
    default: 'https://api.openai.com/v1',
    description: 'Any OpenAI-compatible server; models of another one than OpenAI have to be named.',
    example: 'http://localhost:11434/v1',
  },
  anthropicApiKey: {
    name: 'ANTHROPIC_API_KEY',
    type: 'text',
    default: null,
    secret: true,
    description: 'Key of Anthropic.',
    example: 'sk-ant-…',
  },
  anthropicBaseUrl: {
    name: 'ANTHROPIC_BASE_URL',
    type: 'url',
    default: 'https://api.anthropic.com/v1',
    description: 'Any Anthropic-compatible server; models of another one have to be named.',
    example: 'https://api.anthropic.com/v1',
  },
  model: {
    name: 'OPORA_MODEL',
    type: 'model',
    default: null,
    description:
      'Model asked first. Unset: openai:gpt-6-luna with the key of OpenAI, else anthropic:claude-haiku-5-5 with that of Anthropic; without a key, or with `none`, the local methods answer.',
    example: 'anthropic:claude-sonnet-5-5',
  },
  fallbackModel: {
    name: 'OPORA_FALLBACK_MODEL',
    type: 'model',
    default: null,
    description: 'Model asked when the first fails; none by default.',
    example: 'openai:gpt-6.1-terra',
  },
  embeddingModel: {
    name: 'OPORA_EMBEDDING_MODEL',
    type: 'model',
    default: null,
    description:
      'Model that turns text into vectors. Unset: openai:text-embedding-3-small with the key of OpenAI; without one, or with `none`, search is lexical.',
    example: 'openai:text-embedding-3-small',
  },
  transcriptionModel: {
    name: 'OPORA_TRANSCRIPTION_MODEL',
    type: 'model',
    default: null,
    description:
      'Model that turns voice into text. Unset: openai:gpt-transcribe with the key of OpenAI; `none` for none.',
    example: 'openai:gpt-transcribe',
  },
  speechModel: {
    name: 'OPORA_SPEECH_MODEL',
    type: 'model',
    default: null,
    description:
      'Model that turns text into voice. Unset: openai:gpt-4o-mini-tts with the key of OpenAI; `none` for none.',
    example: 'openai:gpt-4o-mini-tts',
  },
  moderationModel: {
    name: 'OPORA_MODERATION_MODEL',
    type: 'model',
    default: null,
    description:
      'Model that judges texts. Unset: openai:omni-moderation-latest with the key of OpenAI; without one, or with `none`, the local floor judges alone.',
    example: 'openai:omni-moderation-latest',
  },
};

/** The policies around a call, from the inside out. */
export const modelPolicies: Part<
  | 'modelTimeoutMs'
  | 'modelStallMs'
  | 'modelAttempts'
  | 'modelRetryBaseMs'
  | 'modelRetryMaximumMs'
  | 'modelDeadlineMs'
  | 'modelLocalReserveMs'
  | 'modelFirstShare'
  | 'modelBreakerFailures'
  | 'modelBreakerShare'
  | 'modelBreakerWindow'
  | 'modelBreakerOpenMs'
  | 'modelBulkheadRunning'
  | 'modelBulkheadWaiting'
  | 'modelBulkheadWaitMs'
> = {
  modelTimeoutMs: {
    name: 'OPORA_MODEL_TIMEOUT',
    type: 'duration',
    default: 10 * second,
    min: 10,
    max: 10 * minute,
    description: 'Longest attempt at a model.',
    example: '10s',
  },
  modelStallMs: {
    name: 'OPORA_MODEL_STALL',
    type: 'duration',
    default: 5 * second,
    min: 10,
    max: 10 * minute,
    description: 'Longest silence inside an answer that has begun.',
    example: '5s',
  },
  modelAttempts: {
    name: 'OPORA_MODEL_ATTEMPTS',
    type: 'integer',
    default: 3,
    min: 1,
    max: 10,
    description: 'Attempts at one model, the first included.',
    example: '3',
  },
  modelRetryBaseMs: {
    name: 'OPORA_MODEL_RETRY_BASE',
    type: 'duration',
    default: 250,
    min: 1,
    max: minute,
    description:
      'Longest wait before the second attempt; it doubles with each one. The wait is drawn below it.',
    example: '250ms',
  },
  modelRetryMaximumMs: {
    name: 'OPORA_MODEL_RETRY_MAXIMUM',
    type: 'duration',
    default: 5 * second,
    min: 1,
    max: 10 * minute,
    description:
      'Longest wait between attempts, unless the provider asks for more and the deadline allows it.',
    example: '5s',
  },
  modelDeadlineMs: {
    name: 'OPORA_MODEL_DEADLINE',
    type: 'duration',
    default: 30 * second,
    min: 100,
    max: 30 * minute,
    description:
      'Longest call, with every attempt, every model and the local method. A Turn that ends sooner wins.',
    example: '30s',
  },
  modelLocalReserveMs: {
    name: 'OPORA_MODEL_LOCAL_RESERVE',
    type: 'duration',
    default: second,
    min: 1,
    max: minute,
    description: 'End of the deadline that belongs to the local method.',
    example: '1s',
  },
  modelFirstShare: {
    name: 'OPORA_MODEL_FIRST_SHARE',
    type: 'number',
    default: 0.6,
    min: 0.1,
    max: 1,
    description: 'Share of the time left that the first model may use while the fallback can still be asked.',
    example: '0.6',
  },
  modelBreakerFailures: {
    name: 'OPORA_MODEL_BREAKER_FAILURES',
    type: 'integer',
    default: 5,
    min: 1,
    max: 1_000,
    description: 'Failed attempts in a row that open the breaker of a model.',
    example: '5',
  },
  modelBreakerShare: {
    name: 'OPORA_MODEL_BREAKER_SHARE',
    type: 'number',
    default: 0.5,
    min: 0.01,
    max: 1,
    description: 'Share of failed attempts among the last ones that opens it too.',
    example: '0.5',
  },
  modelBreakerWindow: {
    name: 'OPORA_MODEL_BREAKER_WINDOW',
    type: 'integer',
    default: 20,
    min: 1,
    max: 1_000,
    description: 'How many last attempts that share is taken of.',
    example: '20',
  },
  modelBreakerOpenMs: {
    name: 'OPORA_MODEL_BREAKER_OPEN',
    type: 'duration',
    default: 30 * second,
    min: 10,
    max: 60 * minute,
    description: 'How long an open breaker lets nothing through; then one probe decides.',
    example: '30s',
  },
  modelBulkheadRunning: {
    name: 'OPORA_MODEL_BULKHEAD_RUNNING',
    type: 'integer',
    default: 16,
    min: 1,
    max: 4_096,
    description: 'Calls of one model that run at the same time in a process.',
    example: '16',
  },
  modelBulkheadWaiting: {
    name: 'OPORA_MODEL_BULKHEAD_WAITING',
    type: 'integer',
    default: 64,
    min: 0,
    max: 100_000,
    description: 'Calls that may wait for a place; further ones go to the fallback.',
    example: '64',
  },
  modelBulkheadWaitMs: {
    name: 'OPORA_MODEL_BULKHEAD_WAIT',
    type: 'duration',
    default: 2 * second,
    min: 0,
    max: 10 * minute,
    description: 'Longest wait for a place.',
    example: '2s',
  },
};

/** What may be asked and spent, and what is remembered. */
export const modelLimits: Part<
  | 'modelCacheEntries'
  | 'modelCacheMs'
  | 'modelSharedWaitMs'
  | 'modelUserRequests'
  | 'modelUserWindowMs'
  | 'budgetUserTokens'
  | 'budgetUserUsd'
  | 'budgetBotTokens'
  | 'budgetBotUsd'
  | 'budgetAllTokens'
  | 'budgetAllUsd'
  | 'budgetAlertShare'
> = {
  modelCacheEntries: {
    name: 'OPORA_MODEL_CACHE_ENTRIES',
    type: 'integer',
    default: 1_000,
    min: 1,
    max: 1_000_000,
    description: 'Answers that a process remembers.',
    example: '1000',
  },
  modelCacheMs: {
    name: 'OPORA_MODEL_CACHE_TIME',
    type: 'duration',
    default: 24 * 60 * minute,
    min: 1,
    max: 30 * 24 * 60 * minute,
    description: 'How long answers are remembered, in the process and in Redis.',
    example: '24h',
  },
  modelSharedWaitMs: {
    name: 'OPORA_MODEL_SHARED_WAIT',
    type: 'duration',
    default: 250,
    min: 1,
    max: minute,
    description:
      'Longest wait of a call for shared limits, budgets and the shared cache; then the process goes on alone.',
    example: '250ms',
  },
  modelUserRequests: {
    name: 'OPORA_MODEL_USER_REQUESTS',
    type: 'integer',
    default: 10,
    min: 0,
    max: 1_000,
    description:
      'Answers bought for one user within the window below; 0 for no limit. Past it the local methods answer.',
    example: '10',
  },
  modelUserWindowMs: {
    name: 'OPORA_MODEL_USER_WINDOW',
    type: 'duration',
    default: minute,
    min: second,
    max: 24 * 60 * minute,
    description: 'Length of that sliding window.',
    example: '1m',
  },
  budgetUserTokens: {
    name: 'OPORA_BUDGET_USER_TOKENS',
    type: 'integer',
    default: 200_000,
    min: 0,
    description:
      'Tokens of one user on one day (UTC); 0 for no limit. Past a budget the local methods answer.',
    example: '200000',
  },
  budgetUserUsd: {
    name: 'OPORA_BUDGET_USER_USD',
    type: 'number',
    default: 1,
    min: 0,
    description: 'US dollars of one user on one day; 0 for no limit.',
    example: '1',
  },
  budgetBotTokens: {
    name: 'OPORA_BUDGET_BOT_TOKENS',
    type: 'integer',
    default: 10_000_000,
    min: 0,
    description: 'Tokens of one bot on one day; 0 for no limit.',
    example: '10000000',
  },
  budgetBotUsd: {
    name: 'OPORA_BUDGET_BOT_USD',
    type: 'number',
    default: 25,
    min: 0,
    description: 'US dollars of one bot on one day; 0 for no limit.',
    example: '25',
  },
  budgetAllTokens: {
    name: 'OPORA_BUDGET_ALL_TOKENS',
    type: 'integer',
    default: 30_000_000,
    min: 0,
    description: 'Tokens of all bots together on one day; 0 for no limit.',
    example: '30000000',
  },
  budgetAllUsd: {
    name: 'OPORA_BUDGET_ALL_USD',
    type: 'number',
    default: 50,
    min: 0,
    description: 'US dollars of all bots together on one day; 0 for no limit.',
    example: '50',
  },
  budgetAlertShare: {
    name: 'OPORA_BUDGET_ALERT_SHARE',
    type: 'number',
    default: 0.8,
    min: 0.01,
    max: 1,
    description: 'Share of a budget at which an alert is raised, once a day.',
    example: '0.8',
  },
};
