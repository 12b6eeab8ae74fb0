export type { LlmEmulatorControl } from './control.ts';
export { type LlmFault, type LlmFaultKind, llmFaultKinds } from './faults.ts';
export type { LlmJournalEntry, LlmJournalFilter, LlmLedger, LlmOutcome } from './journal.ts';
export {
  createLlmEmulator,
  type LlmEmulator,
  type LlmEmulatorOptions,
} from './llm-emulator.ts';
export type { LlmRule, LlmRuleAnswer, LlmRuleMatch } from './rules.ts';
export { type RunningLlmEmulator, runLlmEmulator } from './run-llm-emulator.ts';
export type { LlmEmulatorClock, LlmEndpoint } from './types.ts';
