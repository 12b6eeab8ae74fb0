import type { Compliance } from '../api/compliance.ts';

/** A participant's row of the heat map. */
export interface HeatRow {
  readonly pseudonym: string;
  readonly sent: number;
  readonly completed: number;
  /** By study day. */
  readonly days: ReadonlyMap<number, { readonly sent: number; readonly completed: number }>;
}

/** How rows are ordered. */
export type HeatOrder = 'low' | 'name';

/** The step of the colour of a share: 0 for none, 5 for all, whole fifths between. */
export function heatStep(completed: number, sent: number): number {
  if (sent === 0 || completed === 0) return 0;
  return Math.min(5, 1 + Math.floor((completed / sent) * 4));
}

function shareOf({ sent, completed }: HeatRow): number {
  return sent === 0 ? 2 : completed / sent;
}

/** The rows of the heat map; whoever was sent nothing comes last of the lowest. */
export function heatRows(cells: Compliance['cells'], order: HeatOrder): readonly HeatRow[] {
  const rows = new Map<
    string,
    { sent: number; completed: number; days: Map<number, { sent: number; completed: number }> }
  >();
  for (const { pseudonym, studyDay, sent, completed } of cells) {
    const row = rows.get(pseudonym) ?? { sent: 0, completed: 0, days: new Map() };
    row.sent += sent;
    row.completed += completed;
    row.days.set(studyDay, { sent, completed });
    rows.set(pseudonym, row);
  }
  const list = [...rows].map(([pseudonym, row]): HeatRow => ({ pseudonym, ...row }));
  const byName = (one: HeatRow, other: HeatRow): number => one.pseudonym.localeCompare(other.pseudonym, 'en');
  return list.sort(
    order === 'name' ? byName : (one, other) => shareOf(one) - shareOf(other) || byName(one, other),
  );
}

/** The study days of the map, from the first to the last that has a cell; long gaps between waves are left out. */
export function heatDays(cells: Compliance['cells']): readonly number[] {
  return [...new Set(cells.map(({ studyDay }) => studyDay))].sort((one, other) => one - other);
}
