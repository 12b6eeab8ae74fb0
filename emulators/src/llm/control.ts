import type { LlmFault } from './faults.ts';
import type { LlmJournalEntry, LlmJournalFilter, LlmLedger } from './journal.ts';
import type { LlmRule } from './rules.ts';

/** What the imitated models say, what goes wrong, and what was asked and bought. */
export interface LlmEmulatorControl {
  /** Adds a rule in front of the others. */
  addRule(rule: LlmRule): void;
  clearRules(): void;
  rules(): readonly (LlmRule & { readonly used: number })[];
  addFault(fault: LlmFault): void;
  clearFaults(): void;
  faults(): readonly (LlmFault & { readonly seen: number })[];
  journal(filter?: LlmJournalFilter): readonly LlmJournalEntry[];
  ledger(filter?: LlmJournalFilter): LlmLedger;
  clearJournal(): void;
}
