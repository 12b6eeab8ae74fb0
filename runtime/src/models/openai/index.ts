export { createOpenAiModel } from './openai-model.ts';
export type { OpenAiOptions } from './openai-options.ts';
