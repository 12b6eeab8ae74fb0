import { memberOf } from '../joining/membership.ts';
import { parseClockTime } from '../schedule/parse-clock-time.ts';
import { explainSettings, explainTime } from '../schedule/schedule-texts.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { setCount, setHours, setQuietHours, setZone, splitHours } from './answer-dialog.ts';
import { toggleAddress } from './ask-setting.ts';
import { type Changeable, changeable, showSettings } from './show-settings.ts';

const words: readonly (readonly [RegExp, Changeable])[] = [
  [/^(?:hours|time|часы|время|години|час)$/iu, 'hours'],
  [/^(?:count|signals|число|сигналы|кількість|сигнали)$/iu, 'count'],
  [/^(?:zone|city|пояс|зона|город|місто)$/iu, 'zone'],
  [/^(?:quiet|тихие|тихо|тихі)$/iu, 'quiet'],
  [/^(?:formal|informal|вы|ви|ты|ти|address|обращение|звертання)$/iu, 'address'],
];

/** `/settings [what value]`: shows everything, or sets one thing at once: `/settings hours 9-21`. */
export async function settingsCommand(session: Session, argument: string): Promise<void> {
  const [first = '', ...rest] = argument.split(/\s+/u);
  const what = words.find(([pattern]) => pattern.test(first))?.[1];
  const protocol = memberOf(session)?.study.protocol?.definition;
  if (protocol === undefined) return;
  if (what === undefined) showSettings(session);
  else if (!changeable(protocol).includes(what)) {
    const name = what === 'quiet' ? 'quietHours' : what === 'address' ? 'zone' : what;
    say(session, explainSettings({ kind: 'not-allowed', what: name }, languageFor(session)));
  } else await set(session, what, first, rest.join(' '));
}

async function set(session: Session, what: Changeable, word: string, value: string): Promise<void> {
  if (what === 'address') setAddress(session, word);
  else if (what === 'hours') await setBoth(session, value);
  else if (what === 'count') await setCount(session, value);
  else if (what === 'zone') await setZone(session, value);
  else await setQuietHours(session, value);
}

async function setBoth(session: Session, value: string): Promise<void> {
  const both = splitHours(value);
  const start = parseClockTime(both?.[0] ?? value);
  if (!start.ok) say(session, explainTime(start, languageFor(session)));
  else if (both === null) say(session, partFor(session).hoursForm);
  else await setHours(session, start.time, both[1], false);
}

function setAddress(session: Session, word: string): void {
  if (/^(?:informal|ты|ти)$/iu.test(word)) toggleAddress(session, 'informal');
  else if (/^(?:formal|вы|ви)$/iu.test(word)) toggleAddress(session, 'formal');
  else toggleAddress(session, '');
}
