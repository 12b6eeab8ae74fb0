import { type ColumnInfo, labelText } from '../columns/column.ts';
import { codeMeanings } from '../missing-codes.ts';
import { type CsvStyle, csvLine } from './csv.ts';

/** The tables of an export with their columns. */
export interface CodebookTable {
  readonly table: 'beeps' | 'items';
  readonly columns: readonly ColumnInfo[];
}

/** Columns of `codebook.csv`, in order. */
export const codebookColumns = [
  'table',
  'column',
  'label',
  'label_ru',
  'label_uk',
  'label_en',
  'type',
  'level',
  'unit',
  'decimals',
  'minimum',
  'maximum',
  'values',
  'missing_codes',
  'missing_by',
  'item',
  'versions',
] as const;

const codes = codeMeanings.map(({ code, label }) => `${code}=${label}`).join('; ');

/** One line a column. `values` and `missing_codes` are `value=label` divided by `; `. */
export function codebookCsv(tables: readonly CodebookTable[], style: CsvStyle): string {
  const lines = tables.flatMap(({ table, columns }) =>
    columns.map((column) =>
      csvLine(
        [
          table,
          column.name,
          labelText(column.label),
          column.label.ru ?? null,
          column.label.uk ?? null,
          column.label.en ?? null,
          column.type,
          column.level,
          column.unit ?? null,
          column.type === 'number' ? (column.decimals ?? 0) : null,
          column.range?.[0] ?? null,
          column.range?.[1] ?? null,
          column.values?.map(({ value, label }) => `${value}=${labelText(label)}`).join('; ') ?? null,
          column.coded === true ? codes : null,
          column.statusColumn ?? null,
          column.item ?? null,
          column.versions?.join('; ') ?? null,
        ],
        style,
      ),
    ),
  );
  return csvLine(codebookColumns, style) + lines.join('');
}

/** The same as one JSON document, labels in every language there is. */
export function codebookJson(tables: readonly CodebookTable[]): string {
  const missing = codeMeanings.map(({ code, status, label }) => ({ code, status, label }));
  const listed = tables.map(({ table, columns }) => ({
    table,
    columns: columns.map((column) => ({
      ...{ name: column.name, label: column.label, type: column.type, level: column.level },
      ...(column.unit === undefined ? {} : { unit: column.unit }),
      ...(column.type === 'number' ? { decimals: column.decimals ?? 0 } : {}),
      ...(column.range === undefined ? {} : { range: column.range }),
      ...(column.values === undefined ? {} : { values: column.values }),
      ...(column.coded === true ? { missingCodes: missing.map(({ code }) => code) } : {}),
      ...(column.statusColumn === undefined ? {} : { missingBy: column.statusColumn }),
      ...(column.item === undefined ? {} : { item: column.item }),
      ...(column.versions === undefined ? {} : { versions: column.versions }),
    })),
  }));
  return `${JSON.stringify({ missingCodes: missing, tables: listed }, null, 1)}\n`;
}
