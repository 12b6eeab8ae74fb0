import type { Button } from 'opora';
import { dateText } from '../beeps/clock-text.ts';
import { memberOf } from '../joining/membership.ts';
import { hoursFor, type Protocol, quietHoursFor, type SignalSchedule } from '../schedule/protocol.ts';
import { flush, partFor, type Session, say } from '../session.ts';
import { fill } from '../texts/texts.ts';
import type { Settings } from './stored-settings.ts';

/** What `/settings` can change. */
export type Changeable = 'zone' | 'hours' | 'count' | 'quiet' | 'address';

/** `/settings`: what holds now, with a button for everything that the protocol lets participants change. */
export function showSettings(session: Session): void {
  const texts = partFor(session);
  const { participation } = session.state;
  const protocol = memberOf(session)?.study.protocol?.definition;
  if (participation?.settings == null || protocol === undefined) return;
  const { settings, addressForm, pause } = participation;
  say(session, settingsText(session, protocol, settings));
  say(session, addressForm === 'formal' ? texts.addressIsFormal : texts.addressIsInformal);
  if (pause !== null) say(session, fill(texts.pausedUntil, { date: dateText(session, pause.until) }));
  if (participation.pushover !== null) say(session, texts.pushoverIsOn);
  flush(session, settingsButtons(session, protocol));
}

/** Hours, count, zone and quiet hours in words. */
export function settingsText(session: Session, protocol: Protocol, settings: Settings): string {
  const texts = partFor(session);
  const hours = hoursFor(protocol, settings);
  const quiet = quietHoursFor(protocol, settings).map(({ start, end }) => `${start}–${end}`);
  return fill(texts.settingsNow, {
    ...{ start: hours.start, end: hours.end, zone: settings.zone },
    count: countOf(protocol, settings) ?? '–',
    quiet: quiet.length === 0 ? texts.quietNone : quiet.join(', '),
  });
}

/** Random signals a day; null where the protocol has none. */
export function countOf(protocol: Protocol, settings: Settings): number | null {
  const signals = protocol.schedules.filter((one): one is SignalSchedule => one.kind === 'signal');
  if (signals.length === 0) return null;
  return signals.reduce((sum, { count }) => sum + (settings.count ?? count), 0);
}

/** What the protocol lets this participant change. */
export function changeable(protocol: Protocol): readonly Changeable[] {
  const { choices } = protocol;
  return [
    ...(choices.hours ? (['hours'] as const) : []),
    ...(choices.count && protocol.schedules.some(({ kind }) => kind === 'signal')
      ? (['count'] as const)
      : []),
    ...(choices.zone ? (['zone'] as const) : []),
    ...(choices.quietHours ? (['quiet'] as const) : []),
    'address',
  ];
}

function settingsButtons(session: Session, protocol: Protocol): readonly (readonly Button[])[] {
  const texts = partFor(session);
  const labels: Readonly<Record<Changeable, string>> = {
    zone: texts.changeZone,
    hours: texts.changeHours,
    count: texts.changeCount,
    quiet: texts.changeQuiet,
    address: texts.changeAddress,
  };
  return changeable(protocol).map((what) => [{ code: `s:${what}`, label: labels[what] }]);
}
