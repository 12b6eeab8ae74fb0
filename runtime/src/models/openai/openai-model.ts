import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel } from '../../contracts/language-model.ts';
import { createSdkModel } from '../ai-sdk/sdk-model.ts';
import { trimSlash } from '../model-options.ts';
import { leastEffort, refusesTemperature } from '../thinking.ts';
import type { OpenAiOptions } from './openai-options.ts';

/** A model of OpenAI itself, asked through its responses API. One that thinks is asked to think as little as it can. */
export function createOpenAiModel(id: string, options: OpenAiOptions): LanguageModel {
  const { clock, api = 'responses' } = options;
  const reasoningEffort = leastEffort(id);
  return createSdkModel({
    ...{ name: `openai:${id}`, clock, takesTemperature: !refusesTemperature(id) },
    open: () => open(id, api, options),
    // Nothing of a conversation is kept at the provider.
    providerOptions: (strict) => ({
      openai: { store: false, strictJsonSchema: strict, ...(reasoningEffort && { reasoningEffort }) },
    }),
  });
}

async function open(id: string, api: 'responses' | 'chat', options: OpenAiOptions): Promise<LanguageModelV3> {
  const { createOpenAI } = await import('@ai-sdk/openai');
  const provider = createOpenAI({ apiKey: options.apiKey, baseURL: trimSlash(options.baseUrl) });
  return api === 'chat' ? provider.chat(id) : provider.responses(id);
}
