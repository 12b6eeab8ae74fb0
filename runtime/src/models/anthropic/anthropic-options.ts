import type { ProviderOptions } from '../model-options.ts';

/** Default base URL: `https://api.anthropic.com/v1`. */
export type AnthropicOptions = ProviderOptions;
