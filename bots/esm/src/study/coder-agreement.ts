import type { DecisionPairRow } from '../postgres/study/select-coder-decisions.ts';
import { decisions } from './annotations.ts';

/** How far two coders agree about one phenomenon, in the responses that both judged. */
export interface Agreement {
  readonly phenomenon: string;
  readonly coders: readonly [string, string];
  /** Responses that both judged. */
  readonly responses: number;
  /** Share of equal decisions, 0–1. */
  readonly agreement: number;
  /** Cohen's κ over confirmed, rejected and unsure; null where chance alone would make every decision equal. */
  readonly kappa: number | null;
}

/** Computes the agreement of every two coders about every phenomenon they both judged. */
export function coderAgreement(rows: readonly DecisionPairRow[]): readonly Agreement[] {
  const pairs = new Map<string, DecisionPairRow[]>();
  for (const row of rows) {
    const key = JSON.stringify([row.one, row.other, row.phenomenon]);
    pairs.set(key, [...(pairs.get(key) ?? []), row]);
  }
  return [...pairs.values()].flatMap((pair) => {
    const [first] = pair;
    if (first === undefined) return [];
    const { phenomenon, oneName, otherName } = first;
    return [{ phenomenon, coders: [oneName, otherName] as const, ...cohensKappa(pair) }];
  });
}

type Cell = Pick<DecisionPairRow, 'oneDecision' | 'otherDecision' | 'count'>;

/** Cohen's κ of a table of decisions (Cohen 1960). */
export function cohensKappa(table: readonly Cell[]): Pick<Agreement, 'responses' | 'agreement' | 'kappa'> {
  const sum = (cells: readonly Cell[]): number => cells.reduce((total, { count }) => total + count, 0);
  const responses = sum(table);
  if (responses === 0) return { responses, agreement: 0, kappa: null };
  const agreement =
    sum(table.filter(({ oneDecision, otherDecision }) => oneDecision === otherDecision)) / responses;
  const chance = decisions.reduce((total, decision) => {
    const one = sum(table.filter(({ oneDecision }) => oneDecision === decision)) / responses;
    const other = sum(table.filter(({ otherDecision }) => otherDecision === decision)) / responses;
    return total + one * other;
  }, 0);
  const isCertain = 1 - chance < 1e-12;
  return { responses, agreement, kappa: isCertain ? null : (agreement - chance) / (1 - chance) };
}
