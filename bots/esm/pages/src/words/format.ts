import type { Language } from '../language.ts';

/** Chooses among the forms for 1, 2–4, and 5 and more; English has `one` and `many`. */
export function counted(language: Language, count: number, forms: readonly [string, string, string]): string {
  const rule = new Intl.PluralRules(language).select(count);
  const [one, few, many] = forms;
  return `${formatNumber(language, count)} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
}

/** A number with the separators of the language. */
export function formatNumber(language: Language, value: number, digits = 0): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A share as a whole percentage; a dash when there is nothing to divide by. */
export function formatShare(language: Language, part: number, whole: number): string {
  if (whole === 0) return '–';
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(part / whole);
}

/** A day, for example `14 Nov 2026`. */
export function formatDay(language: Language, at: number, zone?: string): string {
  return new Date(at).toLocaleDateString(locales[language], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
}

/** A calendar date `YYYY-MM-DD` as `Sat 14 Nov`. */
export function formatDate(language: Language, date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString(locales[language], {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
}

/** A time of day, `HH:MM`, in the zone of the browser or the given one. */
export function formatTime(language: Language, at: number, zone?: string): string {
  return new Date(at).toLocaleTimeString(locales[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
}

/** A day and a time. */
export function formatInstant(language: Language, at: number, zone?: string): string {
  return `${formatDay(language, at, zone)}, ${formatTime(language, at, zone)}`;
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** How long ago, in the largest unit that fits: `3 hours ago`. Beyond 30 days the day itself. */
export function formatAgo(language: Language, at: number, now: number = Date.now()): string {
  const distance = at - now;
  if (Math.abs(distance) > 30 * 86_400_000) return formatDay(language, at);
  const [unit, length] = units.find(([, ms]) => Math.abs(distance) >= ms) ?? (['minute', 60_000] as const);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return format.format(Math.round(distance / length), unit);
}

/** Seconds as `m:ss`, or hours as `h:mm:ss`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** British English writes the day before the month, as the other two languages do. */
const locales: Readonly<Record<Language, string>> = { ru: 'ru', uk: 'uk', en: 'en-GB' };
