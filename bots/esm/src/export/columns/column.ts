import type { LocalText } from '../../instrument/instrument.ts';

/** What stands in one place of a row; null is blank. */
export type Cell = string | number | null;

/** A value that stands for something, with its words. */
export interface ValueLabel {
  readonly value: string | number;
  readonly label: LocalText;
}

/** Everything a codebook tells about a column. */
export interface ColumnInfo {
  /** Lower-case letters, digits, `_` and `.`, the five phenomena excepted: a name in R, SPSS and Python alike. */
  readonly name: string;
  /** What it holds: the question as asked, or a sentence in English. */
  readonly label: LocalText;
  /** `instant` is `YYYY-MM-DD HH:MM:SS.mmm`. */
  readonly type: 'number' | 'text' | 'instant';
  readonly level: 'nominal' | 'ordinal' | 'scale';
  /** Digits behind the point of a number; default 0. */
  readonly decimals?: number;
  readonly unit?: string;
  /** Smallest and largest value, where there are such. */
  readonly range?: readonly [number | null, number | null];
  readonly values?: readonly ValueLabel[];
  /** Whether −99 … −96 stand in it for a missing value. */
  readonly coded?: boolean;
  /**
   * Names the column that tells missing values where real ones may look like codes; without it `coded` is enough.
   */
  readonly statusColumn?: string;
  /** Instruments and versions that ask it. */
  readonly versions?: readonly string[];
  /** The item it comes from, by id. */
  readonly item?: string;
}

/** A column with the cell of a row. */
export interface Column<Row> extends ColumnInfo {
  readonly cell: (row: Row) => Cell;
}

/** A label in one language: English where there is one, else the first there is. */
export function labelText(label: LocalText): string {
  return label.en ?? label.ru ?? label.uk ?? '';
}
