// The public face of Opora, grouped by reader.

// For people whose bot answers over HTTP.
export { type Fault as ProblemFault, type Problem, sendProblem } from './channels/http/problem.ts';
// For people who write a bot.
export type {
  Bot,
  BotCommand,
  BotServices,
  BotSettingValues,
  BurstWindow,
  CorrectionContext,
  Database,
  EffectHandler,
  Statement,
  StepOptions,
  TurnContext,
  TurnWrite,
} from './contracts/bot.ts';
export { defineBot } from './contracts/bot.ts';
// For people who write a channel.
export type {
  Channel,
  ChannelRate,
  DeliverOptions,
  DeliveryOutcome,
  OutgoingDelivery,
} from './contracts/channel.ts';
export type {
  CorrectionRequest,
  DraftContext,
  Rejection,
  TurnFacts,
  Validator,
} from './contracts/draft.ts';
export type {
  GuardPolicy,
  GuardText,
  IndirectSource,
  MessageRatePolicy,
  ModerationAction,
  ModerationCategory,
  ModerationVerdict,
  ProviderModeration,
  Right,
  SourceVerdict,
  TurnGuard,
  Verdict,
  VerdictName,
  VerdictSignal,
} from './contracts/guard.ts';
export { uninspected } from './contracts/guard.ts';
export type { Json } from './contracts/json.ts';
// For people whose bot asks models.
export type { ModelAnswer, Prompt, PromptMessage } from './contracts/language-model.ts';
export type { LocalAnswer, LocalMethod } from './contracts/local-method.ts';
export type {
  EmbeddingAnswer,
  ModerationAnswer,
  SpeechAnswer,
  TranscriptionAnswer,
} from './contracts/media-models.ts';
export type {
  Attachment,
  Button,
  Language,
  OutgoingFile,
  OutgoingMessage,
  Scale,
  UnknownDelivery,
} from './contracts/message.ts';
export { languages } from './contracts/message.ts';
export type { ModelName, ModelReport, ModelTry, StreamPart } from './contracts/model-call.ts';
export type { ModelErrorCode } from './contracts/model-error.ts';
export { ModelError } from './contracts/model-error.ts';
export type { TurnAsk, TurnModels } from './contracts/turn-models.ts';
export type {
  Accepted,
  Command,
  IncomingUpdate,
  Intake,
  Update,
  UpdateContent,
  UpdateKind,
} from './contracts/update.ts';
export type { Clock, ClockTimer } from './core/clock.ts';
export { sleep, systemClock } from './core/clock.ts';
export type { ErrorDecision, RuntimeErrorOptions } from './core/errors.ts';
export {
  CancelledError,
  ConfigError,
  InvariantError,
  RefusedError,
  RuntimeError,
  TerminalError,
  TransientError,
} from './core/errors.ts';
export type { LogFields, Logger, LogLevel } from './core/logger.ts';
export { silentLogger } from './core/logger.ts';
export type { Labels, Meter } from './core/meter.ts';
export { silentMeter } from './core/meter.ts';
// Guards and gates, for bots that compose them.
export {
  detectLanguage,
  type InjectionVerdict,
  type Inspection,
  type InspectionInput,
  inspectText,
  isAllowedHost,
  judgeImage,
  judgeRedirect,
  judgeUrl,
  judgeUrlTarget,
  moderateLocally,
  type PersonalDataKind,
  type PersonalDataSpan,
  PlaceholderTable,
  personalDataKinds,
  type Redaction,
  type RedactOptions,
  redact,
  toModelText,
} from './stages/guard/index.ts';
export { noticeText } from './stages/inference/notice.ts';
export { loadPrompt, type PromptFile, parsePromptFile } from './stages/inference/prompts/prompt-file.ts';
export { type RenderOptions, renderPrompt, showPrompt } from './stages/inference/prompts/render-prompt.ts';
export {
  type ChannelFormat,
  channelFormats,
  createFactsGate,
  createLanguageGate,
  createLeakGate,
  createLengthGate,
  createPersonalDataGate,
  createShapeGate,
  type FactsGateOptions,
  type LeakGateOptions,
} from './stages/validation/index.ts';
