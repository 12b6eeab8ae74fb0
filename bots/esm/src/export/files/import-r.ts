import { type ColumnInfo, labelText } from '../columns/column.ts';
import { codeMeanings } from '../missing-codes.ts';

/** What the script has to know besides the columns. */
export interface ImportROptions {
  readonly delimiter: ',' | ';';
}

/**
 * A script for base R that loads both tables. `beeps` and `items` have NA for missing values; `beeps_coded` and
 * `items_coded` keep the codes. Every column carries the attributes `label` and, where it has them, `labels`.
 */
export function importR(
  tables: Readonly<Record<'beeps' | 'items', readonly ColumnInfo[]>>,
  { delimiter }: ImportROptions,
): string {
  return [
    '# Loads this export into R, with labels and missing values. Base R only.',
    '# Run it in the folder of its files: source("import.R"), or Rscript import.R.',
    '#   beeps, items               NA for missing values; instants are POSIXct, UTC ones in UTC',
    '#   beeps_coded, items_coded   as exported: -99 skipped, -98 not shown, -97 not reached, -96 no response',
    '# attr(beeps$x, "label") and attr(beeps$x, "labels") tell what a column and its values mean.',
    '',
    `missing_codes <- c(${codeMeanings.map(({ code, label }) => `${rText(label)} = ${code}`).join(', ')})`,
    '',
    functions(delimiter),
    ...(['beeps', 'items'] as const).flatMap((table) => tableLines(table, tables[table])),
    'for (name in c("beeps", "items")) {',
    '  data <- get(name)',
    '  cat(name, ": ", nrow(data), " rows, ", ncol(data), " columns, ", sum(!vapply(data, function(x) is.null(attr(x, "label")), TRUE)), " labelled\\n", sep = "")',
    '}',
    '',
  ].join('\n');
}

function functions(delimiter: string): string {
  return `read_table <- function(file, types) {
  utils::read.csv(file, sep = "${delimiter}", quote = "\\"", dec = ".", encoding = "UTF-8", na.strings = "",
    header = TRUE, col.names = names(types), colClasses = unname(types), check.names = FALSE, comment.char = "",
    strip.white = FALSE, stringsAsFactors = FALSE)
}

# Missing by code; where a real value may look like a code, by the status of the item.
to_missing <- function(data, coded, by_status) {
  for (name in coded) data[[name]][data[[name]] %in% missing_codes] <- NA
  for (name in names(by_status)) data[[name]][!(data[[by_status[[name]]]] %in% "answered")] <- NA
  data
}

to_instants <- function(data, utc, local) {
  for (name in c(utc, local)) data[[name]] <- as.POSIXct(data[[name]], format = "%Y-%m-%d %H:%M:%OS", tz = "UTC")
  data
}

with_labels <- function(data, labels, values) {
  for (name in names(labels)) attr(data[[name]], "label") <- labels[[name]]
  for (name in names(values)) attr(data[[name]], "labels") <- values[[name]]
  data
}
`;
}

function tableLines(table: 'beeps' | 'items', columns: readonly ColumnInfo[]): readonly string[] {
  const byStatus = columns.filter(({ coded, statusColumn }) => coded === true && statusColumn !== undefined);
  const byCode = columns.filter(({ coded, statusColumn }) => coded === true && statusColumn === undefined);
  const instants = columns.filter(({ type }) => type === 'instant').map(({ name }) => name);
  const valued = columns.filter(({ values, type }) => values !== undefined && type === 'number');
  const local = instants.filter((name) => name.endsWith('_local'));
  const utc = instants.filter((name) => !name.endsWith('_local'));
  const types = columns.map(({ name, type }) => [name, rText(type === 'number' ? 'numeric' : 'character')]);
  return [
    `${table}_labels <- ${rList(columns.map(({ name, label }) => [name, rText(labelText(label))]))}`,
    `${table}_values <- ${rList(valued.map((column) => [column.name, rValues(column)]))}`,
    `${table}_coded <- read_table("${table}.csv", ${rVector(types)})`,
    `${table} <- to_missing(${table}_coded, ${rNames(byCode.map(({ name }) => name))},`,
    `  ${rVector(byStatus.map(({ name, statusColumn }) => [name, rText(statusColumn ?? '')]))})`,
    `${table} <- to_instants(${table}, ${rNames(utc)}, ${rNames(local)})`,
    `${table} <- with_labels(${table}, ${table}_labels, ${table}_values)`,
    `${table}_coded <- with_labels(${table}_coded, ${table}_labels, ${table}_values)`,
    '',
  ];
}

function rValues({ values = [] }: ColumnInfo): string {
  return `c(${values.map(({ value, label }) => `${rText(labelText(label))} = ${value}`).join(', ')})`;
}

function rNames(names: readonly string[]): string {
  return names.length === 0 ? 'character(0)' : `c(${names.map(rText).join(', ')})`;
}

function rVector(entries: readonly (readonly string[])[]): string {
  if (entries.length === 0) return 'character(0)';
  return `c(\n${entries.map(([name = '', value]) => `  ${rText(name)} = ${value}`).join(',\n')}\n)`;
}

function rList(entries: readonly (readonly string[])[]): string {
  return `list(\n${entries.map(([name = '', value]) => `  ${rText(name)} = ${value}`).join(',\n')}\n)`;
}

/** A string of R in ASCII, so that it means the same under every locale. */
function rText(text: string): string {
  let escaped = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '"' || character === '\\') escaped += `\\${character}`;
    else if (code === 0) escaped += ' ';
    else if (code >= 32 && code < 127) escaped += character;
    else if (code > 0xffff) escaped += `\\U{${code.toString(16)}}`;
    else escaped += `\\u{${code.toString(16)}}`;
  }
  return `"${escaped}"`;
}
