import { offsetAt } from '../schedule/local-time.ts';

const quarterMs = 900_000;
/** Quarters of an hour by zone; beyond this the oldest is forgotten. */
const mostOffsets = 20_000;

const dayMs = 86_400_000;
const two: readonly string[] = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
const three: readonly string[] = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'));
/** Dates of a study, one for each of its days; beyond this they are forgotten. */
const mostDates = 5000;
const dates = new Map<number, string>();

/**
 * `YYYY-MM-DD HH:MM:SS.mmm` of an instant (ms since the epoch, rounded) in UTC. An export needs millions of them: dates are
 * remembered, times put together from tables.
 */
export function formatInstant(instant: number): string {
  const ms = Math.round(instant);
  const day = Math.floor(ms / dayMs);
  const rest = ms - day * dayMs;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${dateOf(day)} ${two[Math.floor(minutes / 60)]}:${two[minutes % 60]}:${two[seconds % 60]}.${three[rest % 1000]}`;
}

function dateOf(day: number): string {
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (dates.size >= mostDates) dates.clear();
  dates.set(day, date);
  return date;
}

/** What the clocks of a zone are ahead of UTC, in minutes; remembered by quarter of an hour, since clocks change on them. */
export class ZoneOffsets {
  readonly #known: Map<string, number> = new Map();

  /** Throws RangeError for an unknown zone. */
  minutesAt(instant: number, zone: string): number {
    const quarter = Math.floor(instant / quarterMs);
    const key = `${quarter}${zone}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const minutes = offsetAt(quarter * quarterMs, zone) / 60_000;
    if (this.#known.size >= mostOffsets) this.#known.clear();
    this.#known.set(key, minutes);
    return minutes;
  }
}
