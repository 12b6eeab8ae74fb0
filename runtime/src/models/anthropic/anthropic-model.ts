import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel } from '../../contracts/language-model.ts';
import { createSdkModel } from '../ai-sdk/sdk-model.ts';
import { trimSlash } from '../model-options.ts';
import type { AnthropicOptions } from './anthropic-options.ts';

/** A model of Anthropic, asked through its messages API. */
export function createAnthropicModel(id: string, options: AnthropicOptions): LanguageModel {
  return createSdkModel({
    ...{ name: `anthropic:${id}`, clock: options.clock },
    open: () => open(id, options),
  });
}

async function open(id: string, options: AnthropicOptions): Promise<LanguageModelV3> {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  const provider = createAnthropic({ apiKey: options.apiKey, baseURL: trimSlash(options.baseUrl) });
  return provider.languageModel(id);
}
