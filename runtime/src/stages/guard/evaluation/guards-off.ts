import type { Inspection, InspectionInput } from '../injection/inspect-text.ts';
import type { InjectionRow } from './rows.ts';

/**
 * A detector that finds nothing: the test `guards-off` runs attacks behind it, to show that prices, statuses and
 * other people's data hold by the deterministic gates alone. Never to be wired into a running bot.
 */
export function inspectNothing(_input: InspectionInput): Inspection {
  return {
    score: 0,
    verdict: 'admit',
    signals: [],
    withheld: false,
    spans: [],
    rights: [],
    legitimate: null,
    fault: null,
  };
}

/** An attack as a conversation to play against a bot whose detectors are off. */
export interface AttackScript {
  readonly id: string;
  readonly class: string;
  readonly vector: string;
  /** Messages of the person, in order. */
  readonly messages: readonly string[];
  /** Text to be placed in the indirect source the vector names. */
  readonly payload: string | null;
}

/** The attacks among `rows`, ready to be played. */
export function attackScripts(rows: readonly InjectionRow[]): readonly AttackScript[] {
  return rows
    .filter((row) => row.label === 'attack')
    .map((row) => {
      const turns = [...(row.turns ?? [])];
      if (turns.at(-1) !== row.text && row.text.trim() !== '') turns.push(row.text);
      return {
        id: row.id,
        class: String(row.class ?? 'unnamed'),
        vector: row.vector ?? 'dm_text',
        messages: turns,
        payload: row.payload ?? null,
      };
    });
}
