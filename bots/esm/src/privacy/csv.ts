import type { Json } from 'opora';

/** One line of RFC 4180 with its line end. */
export function csvLine(cells: readonly Json[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * One cell. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay
 * numbers, negative ones too.
 */
export function csvCell(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
