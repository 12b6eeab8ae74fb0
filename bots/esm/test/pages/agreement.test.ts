import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohensKappa } from '../../src/study/coder-agreement.ts';

const decisions = ['confirmed', 'rejected', 'unsure'] as const;

/** A table of counts, the first coder's decisions in rows, as the stored pairs it stands for. */
function cellsOf(table: readonly (readonly number[])[]): Parameters<typeof cohensKappa>[0] {
  return table.flatMap((row, first) =>
    row.map((count, second) => ({
      oneDecision: decisions[first] ?? 'unsure',
      otherDecision: decisions[second] ?? 'unsure',
      count,
    })),
  );
}

describe("Cohen's κ against published examples", () => {
  it('is .492 for the table of Cohen (1968, Psychological Bulletin 70, 213–220), n = 200', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    const { agreement, kappa, responses } = cohensKappa(cellsOf(table));
    expect(responses).toBe(200);
    expect(agreement).toBeCloseTo(0.7, 10);
    expect(kappa).toBeCloseTo(0.492, 3);
  });

  it('is .676 for the diagnoses of Fleiss, Levin and Paik (2003, Statistical Methods, ch. 18), n = 100', () => {
    const table = [
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ];
    const { agreement, kappa } = cohensKappa(cellsOf(table));
    expect(agreement).toBeCloseTo(0.89, 10);
    expect(kappa).toBeCloseTo(0.676, 3);
  });

  it('is low at high agreement about something rare: Viera and Garrett (2005, Family Medicine 37, 360–363)', () => {
    const table = [
      [1, 6, 0],
      [9, 84, 0],
      [0, 0, 0],
    ];
    const { agreement, kappa } = cohensKappa(cellsOf(table));
    expect(agreement).toBeCloseTo(0.85, 10);
    expect(kappa).toBeCloseTo(0.04, 2);
  });
});

describe("Cohen's κ", () => {
  const anyTable = fc.array(fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }), {
    minLength: 3,
    maxLength: 3,
  });

  it('does not depend on who is called first, and never passes 1', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const turned = table.map((_, row) => table.map((line) => line[row] ?? 0));
        const [one, other] = [cohensKappa(cellsOf(table)), cohensKappa(cellsOf(turned))];
        expect(one.kappa === null).toBe(other.kappa === null);
        if (one.kappa !== null) expect(one.kappa).toBeCloseTo(other.kappa ?? Number.NaN, 9);
        expect(one.kappa ?? 0).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('has no figure where both used one decision only, or nothing was judged twice', () => {
    expect(
      cohensKappa(
        cellsOf([
          [7, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ]),
      ).kappa,
    ).toBeNull();
    expect(cohensKappa([]).kappa).toBeNull();
  });
});
