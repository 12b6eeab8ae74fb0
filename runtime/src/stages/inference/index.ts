export { createModelBinder } from './bind-models.ts';
export type { ModelStatus } from './build-chain.ts';
export { type CheckModelsOptions, checkModels, type ModelCheck } from './check-models.ts';
export { createInference } from './create-inference.ts';
export type { Ask, Inference, InferenceModels, InferenceOptions } from './inference.ts';
export {
  createMemoryRateStore,
  createRateLimiter,
  type RateLimiter,
  type RateLimiterOptions,
} from './limits/rate-limiter.ts';
export {
  type InferenceOverhead,
  type MeasureOverheadOptions,
  measureInferenceOverhead,
} from './measure-overhead.ts';
export { findPrice, type ModelPrice, type PriceTable, priceTable } from './price-table.ts';
export { loadPrompt, type PromptFile, parsePromptFile } from './prompts/prompt-file.ts';
export { type RenderOptions, renderPrompt, showPrompt } from './prompts/render-prompt.ts';
export { type BudgetLimit, defaultSettings, type InferenceSettings } from './settings.ts';
export type { InferenceFinding, InferenceFindings, InferenceStatus, ModelKind } from './status.ts';
