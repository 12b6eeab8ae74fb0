import { memberOf } from '../joining/membership.ts';
import { findZone, type NamedZone } from '../schedule/find-zone.ts';
import { isZone } from '../schedule/local-time.ts';
import { parseClockTime } from '../schedule/parse-clock-time.ts';
import { quietHoursFor } from '../schedule/protocol.ts';
import { explainTime, explainZone, scheduleTexts } from '../schedule/schedule-texts.ts';
import { flush, languageFor, partFor, type Session, say, textsFor } from '../session.ts';
import { ask, welcome } from './ask-setting.ts';
import { takesWords, type WordsDialog } from './dialog.ts';
import { pauseFor } from './pause.ts';
import { takeSettings } from './take-settings.ts';

/** Takes typed words as the answer to what the settings have asked, or says what is wrong with them. */
export async function answerDialog(session: Session, words: string): Promise<void> {
  const { dialog, participation } = session.state;
  if (participation === null) return;
  if (participation.settings === null) await setZone(session, words);
  else if (dialog !== null && takesWords(dialog)) await answer(session, dialog, words);
}

/** Whether words are awaited by the settings rather than by a survey. */
export function awaitsWords(session: Session): boolean {
  const { dialog, participation } = session.state;
  if (memberOf(session) === null || participation === null) return false;
  return participation.settings === null || (dialog !== null && takesWords(dialog));
}

async function answer(session: Session, dialog: WordsDialog, words: string): Promise<void> {
  switch (dialog.asks) {
    case 'zone':
      await setZone(session, words);
      return;
    case 'hours-start':
      await takeStart(session, dialog.isJoining, words);
      return;
    case 'hours-end':
      await setHours(session, dialog.start, words, dialog.isJoining);
      return;
    case 'count':
      await setCount(session, words);
      return;
    case 'quiet':
      await setQuietHours(session, words);
      return;
    case 'pause':
      pauseFor(session, words);
      return;
  }
}

/** Takes a city or an IANA name, typed or pressed (`z:<zone>`). */
export async function setZone(session: Session, words: string): Promise<void> {
  const { participation } = session.state;
  const search = findZone(words);
  if (search.kind === 'none') say(session, explainZone(search, languageFor(session)));
  else if (search.kind === 'several') offerZones(session, search.zones);
  else {
    const isFirst = participation?.settings === null;
    const taken = await takeSettings(session, { ...participation?.settings, zone: search.zone });
    if (!taken) return;
    const asksHours = isFirst && memberOf(session)?.study.protocol?.definition.choices.hours === true;
    session.state = { ...session.state, dialog: asksHours ? { asks: 'usual-hours' } : null };
    if (isFirst && !asksHours) welcome(session);
  }
}

/** A press on the name of a zone: `z:<zone>`. */
export async function pressZone(session: Session, code: string): Promise<void> {
  const zone = code.slice('z:'.length);
  const isAsked = session.state.dialog?.asks === 'zone' || session.state.participation?.settings === null;
  if (memberOf(session) === null || !isAsked || !isZone(zone)) say(session, textsFor(session).staleButton);
  else await setZone(session, zone);
}

function offerZones(session: Session, zones: readonly NamedZone[]): void {
  say(session, partFor(session).whichZone);
  flush(
    session,
    zones.map(({ zone, name }) => [{ code: `z:${zone}`, label: `${name} (${zone})` }]),
  );
  session.prompt = false;
}

async function takeStart(session: Session, isJoining: boolean, words: string): Promise<void> {
  const both = splitHours(words);
  const parsed = parseClockTime(both?.[0] ?? words);
  if (!parsed.ok) say(session, explainTime(parsed, languageFor(session)));
  else if (both === null) ask(session, { asks: 'hours-end', isJoining, start: parsed.time });
  else await setHours(session, parsed.time, both[1], isJoining);
}

/** Sets the hours from `start` (`HH:MM`) to a typed end; says what is wrong with the end. */
export async function setHours(
  session: Session,
  start: string,
  end: string,
  isJoining: boolean,
): Promise<void> {
  const { participation } = session.state;
  const parsed = parseClockTime(end, { end: true });
  if (participation?.settings == null) return;
  if (!parsed.ok) {
    say(session, explainTime(parsed, languageFor(session)));
    return;
  }
  const after = { ...participation.settings, hours: { start, end: parsed.time } };
  if (!(await takeSettings(session, after, isJoining))) return;
  endDialog(session);
  if (isJoining) welcome(session);
}

/** Sets the number of random signals a day, typed or pressed. */
export async function setCount(session: Session, words: string): Promise<void> {
  const { participation } = session.state;
  if (participation?.settings == null) return;
  const count = /^\d{1,2}$/.test(words.trim()) ? Number(words.trim()) : Number.NaN;
  if (Number.isNaN(count)) say(session, scheduleTexts[languageFor(session)].count);
  else if (await takeSettings(session, { ...participation.settings, count })) endDialog(session);
}

/** Adds a quiet period, or removes all of them with `off`. */
export async function setQuietHours(session: Session, words: string): Promise<void> {
  const member = memberOf(session);
  const settings = member?.participation.settings;
  const protocol = member?.study.protocol?.definition;
  if (settings == null || protocol === undefined) return;
  if (isOff(words)) {
    if (await takeSettings(session, { ...settings, quietHours: [] })) endDialog(session);
    return;
  }
  const both = splitHours(words);
  const start = parseClockTime(both?.[0] ?? words);
  const end = parseClockTime(both?.[1] ?? '', { end: true });
  if (both === null) say(session, partFor(session).askQuiet);
  else if (!start.ok) say(session, explainTime(start, languageFor(session)));
  else if (!end.ok) say(session, explainTime(end, languageFor(session)));
  else {
    const quietHours = [...quietHoursFor(protocol, settings), { start: start.time, end: end.time }];
    if (await takeSettings(session, { ...settings, quietHours })) endDialog(session);
  }
}

/** A press on an offered value: `q:count:<n>` or `q:quiet:<index>`, which removes that quiet period. */
export async function pressValue(session: Session, code: string): Promise<void> {
  const [, what, value = ''] = code.split(':');
  const member = memberOf(session);
  const settings = member?.participation.settings;
  const protocol = member?.study.protocol?.definition;
  const isAsked = session.state.dialog?.asks === what;
  if (settings == null || protocol === undefined || !isAsked) say(session, textsFor(session).staleButton);
  else if (what === 'count') await setCount(session, value);
  else {
    const quietHours = quietHoursFor(protocol, settings).filter((_, index) => String(index) !== value);
    if (await takeSettings(session, { ...settings, quietHours })) endDialog(session);
  }
}

/** `9-21`, `09:00 – 21:00`, `с 9 до 21`: both times at once; null for anything else. */
export function splitHours(words: string): readonly [string, string] | null {
  const match = /^(.+?)(?:\s*[-–—]\s*|\s+(?:to|till|until|до)\s+)(.+)$/iu.exec(words.trim());
  return match === null ? null : [match[1] ?? '', match[2] ?? ''];
}

/** Whether a word takes something away: `off`, `none`, `нет`, `немає`. */
export function isOff(words: string): boolean {
  return /^(?:off|none|no|нет|выкл|убрать|немає|ні|вимк|прибрати)$/iu.test(words.trim());
}

function endDialog(session: Session): void {
  session.state = { ...session.state, dialog: null };
}
