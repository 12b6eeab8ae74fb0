import { changePlan, planAnew } from '../beeps/change-plan.ts';
import { memberOf } from '../joining/membership.ts';
import { checkSettings } from '../schedule/check-settings.ts';
import { explainSettings } from '../schedule/schedule-texts.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { settingsText } from './show-settings.ts';
import type { Settings } from './stored-settings.ts';

/**
 * Takes settings where the protocol allows them, and says what they do; otherwise says why not, with an example.
 * Returns whether they were taken. `isJoining`: nothing was sent yet, so they hold from today.
 */
export async function takeSettings(session: Session, after: Settings, isJoining = false): Promise<boolean> {
  const { participation } = session.state;
  const protocol = memberOf(session)?.study.protocol?.definition;
  if (participation === null || protocol === undefined) return false;
  const before = participation.settings ?? { zone: after.zone };
  const problems = checkSettings(protocol, before, after);
  for (const problem of problems) say(session, explainSettings(problem, languageFor(session)));
  if (problems.length > 0) return false;
  const isFirst = participation.settings === null;
  if (isJoining && !isFirst) await planAnew(session, protocol, after);
  else await changePlan(session, protocol, after);
  say(session, settingsText(session, protocol, after));
  if (!isFirst && !isJoining) say(session, partFor(session).settingsFromTomorrow);
  return true;
}
