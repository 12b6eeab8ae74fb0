import { maySurvey, openSurveyByCommand, pressBeep } from './beeps/open-beep.ts';
import { pressRemovePreview } from './beeps/preview.ts';
import { pressEvent } from './beeps/report-event.ts';
import { pressConsent, pressPart } from './joining/consent.ts';
import { pressLanguage } from './joining/language.ts';
import { memberOf } from './joining/membership.ts';
import { pressDeletion } from './privacy/delete-data.ts';
import { pressWithdrawal } from './privacy/withdraw.ts';
import { pressChatButton } from './researcher-chat/chat-commands.ts';
import { type Session, say, textsFor } from './session.ts';
import { pressValue, pressZone } from './settings/answer-dialog.ts';
import { cancelDialog, pressSetting } from './settings/ask-setting.ts';
import { pressPause } from './settings/pause.ts';
import { pressSurvey } from './survey/answer-item.ts';
import { parseSurveyCode } from './survey/button-code.ts';

type Press = (session: Session, code: string) => void | Promise<void>;

/** Who may press what: anybody, or members alone. */
const presses: Readonly<Record<string, { readonly membersOnly: boolean; readonly press: Press }>> = {
  l: { membersOnly: false, press: pressLanguage },
  c: { membersOnly: false, press: pressConsent },
  d: { membersOnly: false, press: pressDeletion },
  w: { membersOnly: false, press: pressWithdrawal },
  r: { membersOnly: false, press: pressChatButton },
  pv: { membersOnly: false, press: pressRemovePreview },
  b: { membersOnly: false, press: (session, code) => guarded(session, code, pressBeep) },
  m: { membersOnly: false, press: (session, code) => guarded(session, code, openSurveyByCommand) },
  k: { membersOnly: true, press: pressPart },
  v: { membersOnly: true, press: pressEvent },
  s: { membersOnly: true, press: pressSetting },
  q: { membersOnly: true, press: pressValue },
  z: { membersOnly: true, press: pressZone },
  x: { membersOnly: true, press: cancelDialog },
  pz: { membersOnly: true, press: pressPause },
};

/** Buttons that answer a question of the settings; every other one ends it. */
const ofDialogs: ReadonlySet<string> = new Set(['s', 'q', 'z', 'x', 'pz']);

/** Takes a press. One that is stale, foreign or doubled is explained and changes nothing. */
export async function pressButton(session: Session, code: string): Promise<void> {
  const kind = code.split(':')[0] ?? '';
  const survey = parseSurveyCode(code);
  if (!ofDialogs.has(kind)) session.state = { ...session.state, dialog: null };
  if (survey !== null && maySurvey(session)) {
    pressSurvey(session, survey);
    return;
  }
  const found = survey === null && Object.hasOwn(presses, kind) ? presses[kind] : undefined;
  if (found === undefined || (found.membersOnly && memberOf(session) === null)) {
    say(session, textsFor(session).staleButton);
  } else await found.press(session, code);
}

/** For members, and for whoever runs a preview. */
async function guarded(session: Session, code: string, press: Press): Promise<void> {
  if (maySurvey(session)) await press(session, code);
  else say(session, textsFor(session).staleButton);
}
