import { type Figure, judge, type Target } from './figure.ts';
import type { Machine } from './machine.ts';

export interface Report {
  readonly machine: Machine;
  readonly figures: readonly Figure[];
  readonly faults: readonly string[];
  readonly notes: readonly string[];
}

const verdicts = { met: 'met', missed: 'MISSED', info: '' } as const;

/** Renders a report for people: what was measured, against what it ought to be. */
export function renderTable({ machine, figures, faults, notes }: Report): string {
  const rows = figures.map((figure) => [
    figure.title,
    renderValue(figure.value, figure.unit),
    figure.target === undefined ? '' : renderTarget(figure.target, figure.unit),
    verdicts[judge(figure)],
  ]);
  const table = toLines([['figure', 'measured', 'target', 'verdict'], ...rows]);
  const head = `Opora ${machine.opora}, Node ${machine.node}, Postgres ${machine.postgres} (${machine.database}), ${machine.cores} cores of ${machine.processor}, load before: ${machine.loadBefore.toFixed(2)}`;
  const correctness =
    faults.length === 0 ? ['Every correctness check passed.'] : faults.map((fault) => `FAULT: ${fault}`);
  return `${[head, '', ...table, '', ...correctness, ...notes.map((note) => `- ${note}`)].join('\n')}\n`;
}

function toLines(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

const renderTarget = (target: Target, unit: string): string =>
  'atLeast' in target ? `≥ ${renderValue(target.atLeast, unit)}` : `≤ ${renderValue(target.atMost, unit)}`;

/** `4,213 /s`, `3.42 ms`, `0.78`. */
export function renderValue(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 2;
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return unit === '' ? text : `${text} ${unit}`;
}
