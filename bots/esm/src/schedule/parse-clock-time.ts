import { foldWords } from '../fold-words.ts';
import { dayMinutes, fromMinutes } from './clock-time.ts';

/** A typed time as `HH:MM`, or why it is none: not of its form, or beyond the hours or minutes there are. */
export type ParsedTime =
  | { readonly ok: true; readonly time: string }
  | { readonly ok: false; readonly reason: 'form' | 'range' };

type Half = 'am' | 'pm' | 'morning' | 'day' | 'evening' | 'night';
/** Longer texts are no times; the limit bounds the work. */
const longest = 40;

const halves: readonly (readonly [RegExp, Half])[] = [
  [/^a\.? ?m$/u, 'am'],
  [/^p\.? ?m$/u, 'pm'],
  [/^(?:утра|утром|ранку|вранці|in the morning)$/u, 'morning'],
  [/^(?:вечера|вечером|вечора|ввечері|in the evening)$/u, 'evening'],
  [/^(?:дня|днем|вдень)$/u, 'day'],
  [/^(?:ночи|ночі|ночью|вночі)$/u, 'night'],
];
const names: Readonly<Record<string, number>> = {
  ...{ noon: 720, midday: 720, полдень: 720, полудень: 720, опівдні: 720, південь: 720 },
  ...{
    midnight: dayMinutes,
    полночь: dayMinutes,
    опівніч: dayMinutes,
    опівночі: dayMinutes,
    північ: dayMinutes,
  },
};
const prepositions = /^(?:at|from|to|until|till|by|в|во|с|до|к|о|об|у|з|із|від) /u;
const shape =
  /^(\d{1,2})(?: ?(?:[:.-]|h|ч|год) ?(\d{2})| (\d{2})|(?<=\d{2})(\d{2}))?(?: ?(?:часов|часа|час|години|година|годин|ч|год|h|o'clock))?(?: ?(\D+))?$/u;

/**
 * Reads a time as people write it in a chat, in Russian, Ukrainian or English: `8`, `8:00`, `22.15`, `2215`,
 * `9 pm`, `в 7 вечера`, `о 20:30`, `noon`. With `end`, `24:00` and midnight are the end of the day.
 */
export function parseClockTime(typed: string, options: { readonly end?: boolean } = {}): ParsedTime {
  if (typed.length > longest) return { ok: false, reason: 'form' };
  const words = foldWords(typed).replace(prepositions, '');
  const named = Object.hasOwn(names, words) ? names[words] : undefined;
  if (named !== undefined) return found(named, options);
  const match = shape.exec(words);
  if (match === null) return { ok: false, reason: 'form' };
  const [, hourText, afterMark, afterSpace, joined, halfText] = match;
  const half = halfText === undefined ? null : halves.find(([pattern]) => pattern.test(halfText.trim()));
  if (half === undefined) return { ok: false, reason: 'form' };
  const minute = Number(afterMark ?? afterSpace ?? joined ?? 0);
  const hour = half === null ? Number(hourText) : hourOfDay(Number(hourText), half[1]);
  if (hour === null || minute > 59 || hour * 60 + minute > dayMinutes) return { ok: false, reason: 'range' };
  return found(hour * 60 + minute, options);
}

function found(minutes: number, options: { readonly end?: boolean }): ParsedTime {
  if (minutes < dayMinutes) return { ok: true, time: fromMinutes(minutes) };
  return { ok: true, time: options.end === true ? '24:00' : '00:00' };
}

/** The hour 0–24 of an hour with a half of the day; null when nobody says that: 0 pm, 15 утра. */
function hourOfDay(hour: number, half: Half): number | null {
  const isMorning = half === 'am' || half === 'morning';
  if (hour === 0 || hour > 12) return isMorning !== hour > 12 ? hour : null;
  if (hour === 12)
    return half === 'am' ? 0 : half === 'morning' ? null : half === 'day' || half === 'pm' ? 12 : 24;
  if (half === 'night') return hour >= 6 ? hour + 12 : hour;
  return isMorning || (half === 'day' && hour >= 9) ? hour : hour + 12;
}
