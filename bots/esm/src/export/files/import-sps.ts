import { type ColumnInfo, labelText } from '../columns/column.ts';
import { codeMeanings } from '../missing-codes.ts';

/** What the script has to know besides the columns. */
export interface ImportSpsOptions {
  /** The file it reads, beside it. */
  readonly file: string;
  readonly delimiter: ',' | ';';
  /** Longest text of each text column, in bytes of UTF-8. */
  readonly widths: ReadonlyMap<string, number>;
}

/** Limits of SPSS, in bytes. */
const longest = { text: 32_767, variableLabel: 255, valueLabel: 120 } as const;

/**
 * Syntax for SPSS and PSPP that loads `beeps` with labels, values and missing codes. Where real values may look like codes
 * it goes by the column that tells the status. UTF-8 with a byte order mark, as SPSS wants it.
 */
export function importSps(columns: readonly ColumnInfo[], options: ImportSpsOptions): string {
  const labels = columns.map(
    ({ name, label }) => `${name} ${quote(labelText(label), longest.variableLabel)}`,
  );
  const byCode = columns.filter(({ coded, statusColumn }) => coded === true && statusColumn === undefined);
  const byStatus = columns.filter(({ coded, statusColumn }) => coded === true && statusColumn !== undefined);
  return [
    '\ufeff* Loads the beeps and events of this export into SPSS or PSPP, with labels and missing values.',
    '* Run it in the folder of its files; in SPSS: CD followed by that folder in quotes.',
    ...getData(columns, options),
    'VARIABLE LABELS',
    `  ${labels.join('\n  /')}.`,
    ...columns.flatMap(valueLabels),
    ...byCode.map(({ name }) => `MISSING VALUES ${name} (-99 THRU -96).`),
    ...byStatus.map(({ name, statusColumn }) => `IF (${statusColumn} NE 'answered') ${name} = $SYSMIS.`),
    ...columns.map(({ name, level }) => `VARIABLE LEVEL ${name} (${level.toUpperCase()}).`),
    'EXECUTE.',
    '',
  ].join('\n');
}

function getData(columns: readonly ColumnInfo[], options: ImportSpsOptions): readonly string[] {
  const variables = columns.map((column) => `    ${column.name} ${formatOf(column, options.widths)}`);
  return [
    'GET DATA',
    '  /TYPE=TXT',
    `  /FILE='${options.file}'`,
    "  /ENCODING='UTF8'",
    '  /ARRANGEMENT=DELIMITED',
    '  /DELCASE=LINE',
    '  /FIRSTCASE=2',
    `  /DELIMITERS='${options.delimiter}'`,
    `  /QUALIFIER='"'`,
    '  /VARIABLES=',
    `${variables.join('\n')}.`,
  ];
}

function formatOf(column: ColumnInfo, widths: ImportSpsOptions['widths']): string {
  if (column.type === 'instant') return 'YMDHMS23.3';
  if (column.type === 'text') return `A${Math.min(longest.text, Math.max(1, widths.get(column.name) ?? 1))}`;
  const decimals = column.decimals ?? 0;
  return `F${12 + decimals}.${decimals}`;
}

function valueLabels(column: ColumnInfo): readonly string[] {
  if (column.type !== 'number') return [];
  const own = column.values ?? [];
  const coded = column.coded === true && column.statusColumn === undefined;
  const labels = [
    ...own.map(({ value, label }) => `  ${value} ${quote(labelText(label), longest.valueLabel)}`),
    ...(coded ? codeMeanings.map(({ code, label }) => `  ${code} ${quote(label, longest.valueLabel)}`) : []),
  ];
  return labels.length === 0 ? [] : [`VALUE LABELS ${column.name}`, `${labels.join('\n')}.`];
}

/** In apostrophes, on one line, cut to `limit` bytes between characters. */
function quote(text: string, limit: number): string {
  let cut = '';
  let bytes = 0;
  for (const character of text.replace(/\s+/gu, ' ').trim()) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    cut += character;
  }
  return `'${cut.replaceAll("'", "''")}'`;
}
