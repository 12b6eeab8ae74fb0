import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel } from '../../contracts/language-model.ts';
import { createSdkModel } from '../ai-sdk/sdk-model.ts';
import { trimSlash } from '../model-options.ts';
import { leastThinking, refusesTemperature } from '../thinking.ts';
import type { AnthropicOptions } from './anthropic-options.ts';

/** A model of Anthropic, asked through its messages API. One that thinks is asked to think as little as it can. */
export function createAnthropicModel(id: string, options: AnthropicOptions): LanguageModel {
  const anthropic = leastThinking(id);
  return createSdkModel({
    ...{ name: `anthropic:${id}`, clock: options.clock, takesTemperature: !refusesTemperature(id) },
    open: () => open(id, options),
    ...(anthropic && { providerOptions: () => ({ anthropic }) }),
  });
}

async function open(id: string, options: AnthropicOptions): Promise<LanguageModelV3> {
  const { createAnthropic } = await import('@ai-sdk/anthropic');
  const provider = createAnthropic({ apiKey: options.apiKey, baseURL: trimSlash(options.baseUrl) });
  return provider.languageModel(id);
}
