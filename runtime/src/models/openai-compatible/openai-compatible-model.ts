import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel } from '../../contracts/language-model.ts';
import { createSdkModel } from '../ai-sdk/sdk-model.ts';
import { trimSlash } from '../model-options.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

/** A model of any OpenAI-compatible server, asked through chat completions. */
export function createOpenAiCompatibleModel(id: string, options: OpenAiCompatibleOptions): LanguageModel {
  const { clock, provider, structuredOutputs = true } = options;
  return createSdkModel({
    ...{ name: `${provider}:${id}`, clock, structuredOutputs },
    open: () => open(id, options),
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
