// The face of the esm bot.

export {
  type AiUsage,
  type AiValidateOptions,
  type AiValidator,
  type AiValidatorOptions,
  createAiValidator,
} from './ai/ai-validator.ts';
export type { AiAsk, AiCalls } from './ai/ask-model.ts';
export { des9 } from './des-9.ts';
export { createEsm, esm } from './esm-bot.ts';
export { esmEvaluations } from './esm-evaluations.ts';
export { esmPackage } from './esm-package.ts';
export { esmSettings } from './esm-settings.ts';
export type { ConsentRecord, EsmState, SurveyState } from './esm-state.ts';
export type { Fault } from './fault.ts';
export { goldenStandard } from './golden-standard.ts';
export { checkInstrument, type InstrumentCheck } from './instrument/check-instrument.ts';
export type { Instrument, Item, ItemGroup } from './instrument/instrument.ts';
export { checkInstrumentFile, type InstrumentReport, renderCheck } from './instrument/instrument-report.ts';
export { instrumentSchema } from './instrument/instrument-schema.ts';
export {
  createEsmMetrics,
  type EsmMetrics,
  type EsmMetricsOptions,
} from './metrics/esm-metrics.ts';
export { findSimilar, type SimilarExample } from './validator/golden/find-similar.ts';
export type { GoldenExample } from './validator/golden/golden-example.ts';
export {
  createLocalValidator,
  type LocalValidator,
  type LocalValidatorOptions,
} from './validator/local-validator.ts';
export type {
  FaultClass,
  Finding,
  Grade,
  Phenomenon,
  Presupposition,
  ReportClass,
  ReportValidation,
} from './validator/report.ts';
export type { ReportValidator, ReportValidatorOptions } from './validator/report-validator.ts';
