import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import { generateAnswer } from '../ai-sdk/generate-answer.ts';
import { trimSlash } from '../model-options.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

/** A model of any OpenAI-compatible server, asked through chat completions. */
export function createOpenAiCompatibleModel(id: string, options: OpenAiCompatibleOptions): LanguageModel {
  const { clock, provider, structuredOutputs = true } = options;
  const name = `${provider}:${id}` as const;
  let loading: Promise<LanguageModelV3> | null = null;
  const load = (): Promise<LanguageModelV3> => {
    loading ??= open(id, options);
    return loading;
  };
  return {
    name,
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      generateAnswer(request, { name, clock, load, structuredOutputs }),
  };
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
