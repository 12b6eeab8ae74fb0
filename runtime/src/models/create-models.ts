import type { LanguageModel } from '../contracts/language-model.ts';
import type {
  EmbeddingModel,
  ModerationModel,
  SpeechModel,
  TranscriptionModel,
} from '../contracts/media-models.ts';
import type { Clock } from '../core/clock.ts';
import { ConfigError } from '../core/errors.ts';
import { createAnthropicModel } from './anthropic/index.ts';
import { createOpenAiModel } from './openai/index.ts';
import {
  createEmbeddingModel,
  createModerationModel,
  createOpenAiCompatibleModel,
  createSpeechModel,
  createTranscriptionModel,
  type OpenAiCompatibleOptions,
} from './openai-compatible/index.ts';

/** How a provider is reached; without a key it is not used. */
export interface ProviderAccess {
  readonly apiKey: string | null;
  readonly baseUrl: string;
}

export interface ModelsOptions {
  readonly openai: ProviderAccess;
  readonly anthropic: ProviderAccess;
  /** Further OpenAI-compatible servers by the name of their provider. */
  readonly compatible?: Readonly<Record<string, ProviderAccess>>;
  readonly clock: Clock;
}

/** Names of models as configured, `provider:model`; null for none. */
export interface ModelNames {
  readonly model: string | null;
  readonly fallbackModel: string | null;
  readonly embeddingModel: string | null;
  readonly transcriptionModel: string | null;
  readonly speechModel: string | null;
  readonly moderationModel: string | null;
}

/** The configured models; fits `InferenceOptions.models`. */
export interface ConfiguredModels {
  readonly language: readonly LanguageModel[];
  readonly embedding?: EmbeddingModel;
  readonly transcription?: TranscriptionModel;
  readonly speech?: SpeechModel;
  readonly moderation?: ModerationModel;
}

/**
 * Makes the models that are named. Contacts nobody and loads no SDK. A model whose provider has no key is left
 * out: local methods answer.
 * @throws ConfigError `model_unknown_provider` for a provider that nobody knows, or one that lacks the ability.
 */
export function createModels(names: ModelNames, options: ModelsOptions): ConfiguredModels {
  const language = [names.model, names.fallbackModel].flatMap(
    (name) => createLanguageModel(name, options) ?? [],
  );
  const embedding = createMedia(names.embeddingModel, options, createEmbeddingModel);
  const transcription = createMedia(names.transcriptionModel, options, createTranscriptionModel);
  const speech = createMedia(names.speechModel, options, createSpeechModel);
  const moderation = createMedia(names.moderationModel, options, createModerationModel);
  return {
    language,
    ...(embedding && { embedding }),
    ...(transcription && { transcription }),
    ...(speech && { speech }),
    ...(moderation && { moderation }),
  };
}

/** Whether the base URL is OpenAI's own; other servers are asked through chat completions, which all know. */
const isOpenAi = (url: string): boolean => new URL(url).hostname.endsWith('.openai.com');

function createLanguageModel(name: string | null, options: ModelsOptions): LanguageModel | undefined {
  if (name === null) return undefined;
  const { provider, id } = splitName(name);
  const { clock } = options;
  const { apiKey, baseUrl } = findAccess(provider, options);
  if (apiKey === null) return undefined;
  if (provider === 'anthropic') return createAnthropicModel(id, { apiKey, baseUrl, clock });
  if (provider === 'openai' && isOpenAi(baseUrl)) return createOpenAiModel(id, { apiKey, baseUrl, clock });
  return createOpenAiCompatibleModel(id, { apiKey, baseUrl, clock, provider });
}

function createMedia<Model>(
  name: string | null,
  options: ModelsOptions,
  create: (id: string, options: OpenAiCompatibleOptions) => Model,
): Model | undefined {
  if (name === null) return undefined;
  const { provider, id } = splitName(name);
  const { apiKey, baseUrl } = findAccess(provider, options);
  if (provider === 'anthropic') {
    throw new ConfigError('model_unknown_provider', `Anthropic has no model of this kind: "${name}".`);
  }
  return apiKey === null ? undefined : create(id, { apiKey, baseUrl, clock: options.clock, provider });
}

function findAccess(provider: string, options: ModelsOptions): ProviderAccess {
  const known: Readonly<Record<string, ProviderAccess>> = {
    ...options.compatible,
    openai: options.openai,
    anthropic: options.anthropic,
  };
  const access = known[provider];
  if (access !== undefined) return access;
  throw new ConfigError(
    'model_unknown_provider',
    `The provider "${provider}" is not known; use ${Object.keys(known).join(', ')}.`,
  );
}

function splitName(name: string): { provider: string; id: string } {
  const at = name.indexOf(':');
  if (at > 0 && at < name.length - 1) return { provider: name.slice(0, at), id: name.slice(at + 1) };
  throw new ConfigError('model_unknown_provider', `"${name}" is no provider:model.`);
}
