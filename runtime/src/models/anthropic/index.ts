export { createAnthropicModel } from './anthropic-model.ts';
export type { AnthropicOptions } from './anthropic-options.ts';
