import type { ModelNames } from '../models/index.ts';
import { findPrice, priceTable } from '../stages/inference/index.ts';
import { type ModelSettings, modelAccess, modelLimits, modelPolicies } from './config-model-schema.ts';
import { nearestName } from './config-names.ts';
import type { ConfigFault } from './config-rules.ts';

type Kind = keyof ModelNames;
type Provider = 'openai' | 'anthropic';

const kinds: readonly Kind[] = [
  'model',
  'fallbackModel',
  'embeddingModel',
  'transcriptionModel',
  'speechModel',
  'moderationModel',
];

/** Models that a provider's own key is enough for. The descriptions in the schema name them. */
const defaults: Readonly<Record<Provider, Partial<Record<Kind, string>>>> = {
  openai: {
    model: 'openai:gpt-6-luna',
    embeddingModel: 'openai:text-embedding-3-small',
    transcriptionModel: 'openai:gpt-transcribe',
    speechModel: 'openai:gpt-4o-mini-tts',
    moderationModel: 'openai:omni-moderation-latest',
  },
  anthropic: { model: 'anthropic:claude-haiku-5-5' },
};

const providers: readonly Provider[] = ['openai', 'anthropic'];
const titles: Readonly<Record<Provider, string>> = { openai: 'OpenAI', anthropic: 'Anthropic' };
const keyNames: Readonly<Record<Provider, string>> = {
  openai: modelAccess.openaiApiKey.name,
  anthropic: modelAccess.anthropicApiKey.name,
};
const urlNames: Readonly<Record<Provider, string>> = {
  openai: modelAccess.openaiBaseUrl.name,
  anthropic: modelAccess.anthropicBaseUrl.name,
};

const keyOf = (settings: ModelSettings, provider: Provider): string | null =>
  provider === 'openai' ? settings.openaiApiKey : settings.anthropicApiKey;

/** Whether the provider itself is asked, and not another server that speaks like it. */
function isOwnServer(settings: ModelSettings, provider: Provider): boolean {
  const url = provider === 'openai' ? settings.openaiBaseUrl : settings.anthropicBaseUrl;
  return new URL(url).hostname.endsWith(`.${provider}.com`);
}

/**
 * The models that the settings amount to. A key of a provider itself brings that provider's defaults with it;
 * of another server nobody knows what it serves, so its models have to be named.
 */
export function resolveModels(settings: ModelSettings): ModelNames {
  const resolve = (kind: Kind): string | null => {
    const named = settings[kind];
    if (named !== null) return named === 'none' ? null : named;
    const provider = providers.find(
      (one) =>
        keyOf(settings, one) !== null && isOwnServer(settings, one) && defaults[one][kind] !== undefined,
    );
    return provider === undefined ? null : (defaults[provider][kind] ?? null);
  };
  return {
    model: resolve('model'),
    fallbackModel: resolve('fallbackModel'),
    embeddingModel: resolve('embeddingModel'),
    transcriptionModel: resolve('transcriptionModel'),
    speechModel: resolve('speechModel'),
    moderationModel: resolve('moderationModel'),
  };
}

/** Faults of models that cannot be asked as they are named, and of times that contradict each other. */
export function modelFaults(settings: ModelSettings): readonly ConfigFault[] {
  const faults = kinds.flatMap((kind) => {
    const name = settings[kind];
    return name === null || name === 'none' ? [] : nameFaults(settings, kind, name);
  });
  const { model, fallbackModel } = resolveModels(settings);
  const { name, example } = modelAccess.fallbackModel;
  if (fallbackModel !== null && model === null) {
    faults.push({
      name,
      reason: `is set and ${modelAccess.model.name} is not: there is no first model`,
      example,
    });
  } else if (fallbackModel !== null && fallbackModel === model) {
    faults.push({ name, reason: `is ${model}, the same as the first model`, example });
  }
  return [...faults, ...timeFaults(settings)];
}

function nameFaults(settings: ModelSettings, kind: Kind, model: string): ConfigFault[] {
  const { name, example } = modelAccess[kind];
  const word = model.slice(0, model.indexOf(':'));
  const provider = providers.find((one) => one === word);
  if (provider === undefined) {
    const nearest = nearestName(word, providers);
    const advice =
      nearest === undefined
        ? 'use openai (for any compatible server) or anthropic'
        : `did you mean "${nearest}"?`;
    return [{ name, reason: `names the provider "${word}", which is not known; ${advice}`, example }];
  }
  if (provider === 'anthropic' && kind !== 'model' && kind !== 'fallbackModel') {
    return [{ name, reason: `is ${model}, and Anthropic has no model of this kind`, example }];
  }
  if (keyOf(settings, provider) !== null) return [];
  const own = isOwnServer(settings, provider);
  const advice = own
    ? `set ${keyNames[provider]}`
    : `set it to the key of ${urlNames[provider]}, any text if that asks for none`;
  const reason = `is ${model}, and ${keyNames[provider]} is not set: ${advice}, or write none and the local methods answer`;
  return [{ name, reason, example: 'none' }];
}

function timeFaults(settings: ModelSettings): ConfigFault[] {
  const faults: ConfigFault[] = [];
  const { modelLocalReserveMs, modelDeadlineMs, modelRetryBaseMs, modelRetryMaximumMs } = modelPolicies;
  if (settings.modelLocalReserveMs >= settings.modelDeadlineMs) {
    faults.push({
      name: modelLocalReserveMs.name,
      reason: `leaves no time for a model: it must be shorter than ${modelDeadlineMs.name}`,
      example: modelLocalReserveMs.example,
    });
  }
  if (settings.modelRetryBaseMs > settings.modelRetryMaximumMs) {
    faults.push({
      name: modelRetryBaseMs.name,
      reason: `must not be longer than ${modelRetryMaximumMs.name}`,
      example: modelRetryBaseMs.example,
    });
  }
  return faults;
}

/** Named models of a provider that has said when it shuts them down. */
function closingModels(settings: ModelSettings): readonly string[] {
  return kinds.flatMap((kind) => {
    const name = settings[kind];
    const provider = providers.find((one) => name?.startsWith(`${one}:`) === true);
    if (name === null || provider === undefined || !isOwnServer(settings, provider)) return [];
    const closesOn = findPrice(priceTable, name)?.closesOn;
    if (closesOn === undefined) return [];
    return [`${modelAccess[kind].name} is ${name}, which ${titles[provider]} shuts down on ${closesOn}.`];
  });
}

/** Keys that nothing uses, models that end, and limits that are off. */
export function unwiseModels(settings: ModelSettings): readonly string[] {
  const names = Object.values(resolveModels(settings));
  const idle = providers.filter(
    (provider) =>
      keyOf(settings, provider) !== null && !names.some((name) => name?.startsWith(`${provider}:`) === true),
  );
  const warnings = idle.map((provider) => {
    const why = isOwnServer(settings, provider)
      ? `no model of ${titles[provider]} is named`
      : `${urlNames[provider]} is another server, whose models have no default`;
    return `${keyNames[provider]} is set and not used: ${why}. Set ${modelAccess.model.name}=${provider}:….`;
  });
  warnings.push(...closingModels(settings));
  const { budgetAllTokens, budgetAllUsd } = modelLimits;
  if (names.some((name) => name !== null) && settings.budgetAllTokens === 0 && settings.budgetAllUsd === 0) {
    warnings.push(
      `${budgetAllTokens.name} and ${budgetAllUsd.name} are 0: nothing bounds what models may cost.`,
    );
  }
  return warnings;
}
