import type { Cell } from '../columns/column.ts';

/** How CSV files are written. */
export interface CsvStyle {
  readonly delimiter: ',' | ';';
}

/** Line end of RFC 4180. */
export const csvLineEnd = '\r\n';

/** First characters that a spreadsheet takes for a formula. */
const dangerous = new Set('=+-@\t\r');
const lineBreaks = /\r\n|[\r\n\u2028\u2029]/g;

/** One line of RFC 4180 with its line end. */
export function csvLine(cells: readonly Cell[], { delimiter }: CsvStyle): string {
  return `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}${csvLineEnd}`;
}

/**
 * One cell. Numbers stay as they are, with a point; null is empty. A text that begins with `= + - @`, tab or CR gets `'` in
 * front, and quotes where it needs them.
 */
export function csvCell(cell: Cell, delimiter: CsvStyle['delimiter']): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : quoteWhereNeeded(guardFormula(cell), delimiter);
}

/** The text with the apostrophe that keeps spreadsheets from running it. */
export function guardFormula(text: string): string {
  return dangerous.has(text.charAt(0)) ? `'${text}` : text;
}

/** The text on one line: line breaks inside of it become ` ⏎ `. */
export function onOneLine(text: string): string {
  return text.replace(lineBreaks, ' ⏎ ');
}

function quoteWhereNeeded(text: string, delimiter: CsvStyle['delimiter']): string {
  const border = delimiter.charCodeAt(0);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34 || code === 10 || code === 13 || code === border)
      return `"${text.replaceAll('"', '""')}"`;
  }
  return text;
}
