export { createAnthropicModel } from './anthropic/index.ts';
export {
  type ConfiguredModels,
  createModels,
  type ModelNames,
  type ModelsOptions,
  type ProviderAccess,
} from './create-models.ts';
export { createOpenAiModel, type OpenAiOptions } from './openai/index.ts';
export {
  createOpenAiCompatibleModel,
  type OpenAiCompatibleOptions,
} from './openai-compatible/index.ts';
export { createScriptedModel, type ScriptedModel, type ScriptedStep } from './scripted/index.ts';
