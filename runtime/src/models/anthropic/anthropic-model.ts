import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import { generateAnswer } from '../ai-sdk/generate-answer.ts';
import { trimSlash } from '../model-options.ts';
import type { AnthropicOptions } from './anthropic-options.ts';

/** A model of Anthropic, asked through its messages API. The SDK is loaded at the first call. */
export function createAnthropicModel(id: string, options: AnthropicOptions): LanguageModel {
  const name = `anthropic:${id}` as const;
  let loading: Promise<LanguageModelV3> | null = null;
  const load = (): Promise<LanguageModelV3> => {
    loading ??= open(id, options);
    return loading;
  };
  return {
    name,
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      generateAnswer(request, { name, clock: options.clock, load }),
  };
}

async function open(id: string, options: AnthropicOptions): Promise<LanguageModelV3> {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  const provider = createAnthropic({ apiKey: options.apiKey, baseURL: trimSlash(options.baseUrl) });
  return provider.languageModel(id);
}
