import type { ProviderOptions } from '../model-options.ts';

/** Default base URL: `https://api.openai.com/v1`. */
export interface OpenAiOptions extends ProviderOptions {
  /** `responses` (default), or `chat` for models that only have chat completions. */
  readonly api?: 'responses' | 'chat';
}
