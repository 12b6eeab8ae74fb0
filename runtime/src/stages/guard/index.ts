export * from './evaluation/index.ts';
export * from './injection/index.ts';
export * from './intake/index.ts';
export * from './limits/index.ts';
export {
  gravestAction,
  isModerationCategory,
  type ModerationResult,
  moderateLocally,
  moderationActions,
} from './moderation/local-floor.ts';
export {
  type CleaningEvidence,
  cleanText,
  type MappedText,
  type Normalised,
  normaliseText,
  type TextRange,
  toReceivedRange,
} from './normalise/index.ts';
export * from './output/index.ts';
export * from './personal-data/index.ts';
export * from './sinks/index.ts';
export * from './turn/index.ts';
