/** An instant as ISO 8601 in UTC with milliseconds. */
export function isoTime(expression: string): string {
  return `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** An instant given as a parameter in ms since the epoch; null stays null. */
export function instant(parameter: string): string {
  return `to_timestamp(${parameter}::double precision / 1000)`;
}

/** An instant in ms since the epoch. */
export function epochMs(expression: string): string {
  return `round(extract(epoch FROM ${expression}) * 1000)::double precision`;
}
