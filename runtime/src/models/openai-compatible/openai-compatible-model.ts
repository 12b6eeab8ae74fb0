import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel } from '../../contracts/language-model.ts';
import { createSdkModel } from '../ai-sdk/sdk-model.ts';
import { trimSlash } from '../model-options.ts';
import { leastEffort, refusesTemperature } from '../thinking.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

/** A model of any OpenAI-compatible server, asked through chat completions. */
export function createOpenAiCompatibleModel(id: string, options: OpenAiCompatibleOptions): LanguageModel {
  const { clock, provider, structuredOutputs = true } = options;
  // A gateway to the models of OpenAI and Anthropic: the part behind the last slash is their name.
  const reasoningEffort = leastEffort(id.slice(id.lastIndexOf('/') + 1));
  return createSdkModel({
    ...{ name: `${provider}:${id}`, clock, structuredOutputs, takesTemperature: !refusesTemperature(id) },
    open: () => open(id, options),
    ...(reasoningEffort && { providerOptions: () => ({ openaiCompatible: { reasoningEffort } }) }),
  });
}

async function open(id: string, options: OpenAiCompatibleOptions): Promise<LanguageModelV3> {
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const { provider, apiKey, baseUrl, structuredOutputs = true } = options;
  return createOpenAICompatible({
    name: provider,
    baseURL: trimSlash(baseUrl),
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: structuredOutputs,
  }).languageModel(id);
}
