export { createSpeechModel, createTranscriptionModel } from './audio-models.ts';
export { createEmbeddingModel } from './embedding-model.ts';
export { createModerationModel } from './moderation-model.ts';
export { createOpenAiCompatibleModel } from './openai-compatible-model.ts';
export type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';
