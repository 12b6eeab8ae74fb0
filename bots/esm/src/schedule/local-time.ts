/** A day of the calendar, `YYYY-MM-DD`, without a zone. Sorts as text. */
export type LocalDate = string;

const dayMs = 86_400_000;
/** IANA has fewer than 700 names; the limit only matters if something feeds us nonsense that Intl accepts. */
const mostFormats = 1000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, format);
  return format;
}

/** What the zone's clocks are ahead of UTC at `instant`, in ms. Throws RangeError for an unknown zone. */
export function offsetAt(instant: number, zone: string): number {
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(formatFor(zone).format(instant));
  if (match === null) return 0;
  const [, sign, hours, minutes, seconds] = match;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0)) * 1000;
  return sign === '-' ? -ms : ms;
}

/**
 * The instant (ms since the epoch) at which the clocks of `zone` show `minute` minutes after the midnight that
 * begins `date`; 1440 and more reach into the days after. A time that the clocks jump over is moved forward by
 * the jump; a time that they show twice is the first of the two.
 */
export function toInstant(date: LocalDate, minute: number, zone: string): number {
  const shown = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  // A day on either side lies before and after any change of the clocks that could matter.
  const before = offsetAt(shown - dayMs, zone);
  const after = offsetAt(shown + dayMs, zone);
  if (before === after) return shown - before;
  const fitting = [shown - before, shown - after].filter((at) => at + offsetAt(at, zone) === shown);
  return fitting.length === 0 ? shown - before : Math.min(...fitting);
}

/** What the clocks of `zone` show at `instant`: the date and the minute of the day, 0–1439. */
export function toLocal(
  instant: number,
  zone: string,
): { readonly date: LocalDate; readonly minute: number } {
  const shown = new Date(instant + offsetAt(instant, zone)).toISOString();
  return { date: shown.slice(0, 10), minute: Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16)) };
}

/** The date `days` later; earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs;
}

/** The name under which this machine's data keep a zone: machines differ in Europe/Kyiv or Europe/Kiev. */
export function machineZoneName(zone: string): string {
  return formatFor(zone).resolvedOptions().timeZone;
}

/** True for a zone of the IANA data that this machine knows, in any case of letters. Offsets are no zones. */
export function isZone(zone: string): boolean {
  if (!/^(?:UTC|[A-Z_]+(?:\/[A-Z0-9_+-]+){1,2})$/i.test(zone)) return false;
  try {
    formatFor(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
