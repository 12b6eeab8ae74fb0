import { type Phenomenon, phenomena } from '../../validator/report.ts';
import type { AnnotationRow, StoredValidation } from '../export-unit.ts';

/** Findings with their confidence, strongest first: `generalisation(0.9) vague(0.4)`; null for none. */
export function findingsCell(
  findings: readonly { readonly id: string; readonly confidence: number }[] | undefined,
): string | null {
  if (findings === undefined || findings.length === 0) return null;
  return findings.map(({ id, confidence }) => `${id}(${Math.round(confidence * 100) / 100})`).join(' ');
}

/** What a coder may say of a phenomenon. */
export const decisions = ['confirmed', 'rejected', 'unsure'] as const;
export type Decision = (typeof decisions)[number];

/** Decisions of all coders of one response. */
export interface Confirmations {
  readonly coders: number;
  count(phenomenon: Phenomenon, decision: Decision): number;
}

/** Counts what coders decided. Entries that name no known phenomenon or decision count for nothing. */
export function countConfirmations(annotations: readonly AnnotationRow[]): Confirmations {
  const counts = new Map<string, number>();
  for (const annotation of annotations) {
    for (const [phenomenon, decision] of Object.entries(annotation.phenomena ?? {})) {
      const key = `${phenomenon} ${decision}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return {
    coders: annotations.length,
    count: (phenomenon, decision) => counts.get(`${phenomenon} ${decision}`) ?? 0,
  };
}

/**
 * The highest confidence with which the validator named a phenomenon in any of the texts; 0 where it named it in none,
 * null where nothing was validated.
 */
export function candidateConfidence(
  validations: readonly StoredValidation[],
  phenomenon: Phenomenon,
): number | null {
  if (validations.length === 0) return null;
  const found = validations.flatMap((validation) =>
    validation.phenomena.filter(({ id }) => id === phenomenon),
  );
  return Math.max(0, ...found.map(({ confidence }) => confidence));
}

/** The five, in the order of columns. */
export const phenomenonColumns: readonly Phenomenon[] = phenomena;
