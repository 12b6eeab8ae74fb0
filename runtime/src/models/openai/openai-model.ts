import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import { generateAnswer } from '../ai-sdk/generate-answer.ts';
import { trimSlash } from '../model-options.ts';
import type { OpenAiOptions } from './openai-options.ts';

/** A model of OpenAI itself, asked through its responses API. The SDK is loaded at the first call. */
export function createOpenAiModel(id: string, options: OpenAiOptions): LanguageModel {
  const { clock, api = 'responses' } = options;
  const name = `openai:${id}` as const;
  let loading: Promise<LanguageModelV3> | null = null;
  const load = (): Promise<LanguageModelV3> => {
    loading ??= open(id, api, options);
    return loading;
  };
  return {
    name,
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      generateAnswer(request, {
        ...{ name, clock, load },
        // Nothing of a conversation is kept at the provider.
        providerOptions: (strict) => ({ openai: { store: false, strictJsonSchema: strict } }),
      }),
  };
}

async function open(id: string, api: 'responses' | 'chat', options: OpenAiOptions): Promise<LanguageModelV3> {
  const { createOpenAI } = await import('@ai-sdk/openai');
  const provider = createOpenAI({ apiKey: options.apiKey, baseURL: trimSlash(options.baseUrl) });
  return api === 'chat' ? provider.chat(id) : provider.responses(id);
}
