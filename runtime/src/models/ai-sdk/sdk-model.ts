import type { LanguageModelV3 } from '@ai-sdk/provider';
import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import { type GenerateOptions, generateAnswer } from './generate-answer.ts';

export interface SdkModelOptions extends Omit<GenerateOptions, 'load'> {
  /** Imports the SDK and opens the model; called once, by `prepare` or the first call. */
  readonly open: () => Promise<LanguageModelV3>;
}

/** A model asked through its AI SDK provider, which is loaded when it is first needed. */
export function createSdkModel({ open, ...options }: SdkModelOptions): LanguageModel {
  let loading: Promise<LanguageModelV3> | null = null;
  const load = (): Promise<LanguageModelV3> => {
    loading ??= open();
    return loading;
  };
  return {
    name: options.name,
    async prepare() {
      await load();
    },
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      generateAnswer(request, { ...options, load }),
  };
}
