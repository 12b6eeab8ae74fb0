import type { Button, OutgoingMessage } from 'opora';
import { changeParticipation, memberOf } from '../joining/membership.ts';
import { quietHoursFor } from '../schedule/protocol.ts';
import { flush, partFor, type Session, say, textsFor } from '../session.ts';
import { fill } from '../texts/texts.ts';
import type { Dialog } from './dialog.ts';
import { changeable } from './show-settings.ts';

/** A press in the settings: `s:<what>`, a value where it names one. */
export async function pressSetting(session: Session, code: string): Promise<void> {
  const [, what = '', value = ''] = code.split(':');
  const protocol = memberOf(session)?.study.protocol?.definition;
  const isOffered = protocol !== undefined && (changeable(protocol) as readonly string[]).includes(what);
  if (!isOffered) say(session, textsFor(session).staleButton);
  else if (what === 'address') toggleAddress(session, value);
  else if (what === 'zone') ask(session, { asks: 'zone' });
  else if (what === 'hours') {
    ask(session, { asks: 'hours-start', isJoining: session.state.dialog?.asks === 'usual-hours' });
  } else if (what === 'count') ask(session, { asks: 'count' });
  else ask(session, { asks: 'quiet' });
}

/** Waits for a typed answer; the end of the Turn shows the question. */
export function ask(session: Session, dialog: Dialog): void {
  session.state = { ...session.state, dialog };
}

/** Speaks formally or informally from now on. */
export function toggleAddress(session: Session, value: string): void {
  const { participation } = session.state;
  if (participation === null) return;
  const other = participation.addressForm === 'formal' ? 'informal' : 'formal';
  const addressForm = value === 'formal' || value === 'informal' ? value : other;
  changeParticipation(session, { addressForm });
  const texts = partFor(session);
  say(session, addressForm === 'formal' ? texts.addressIsFormal : texts.addressIsInformal);
}

/** What the settings have asked, as a message; null when they wait for nothing. */
export function dialogMessage(session: Session): OutgoingMessage | null {
  const { dialog, participation } = session.state;
  const texts = partFor(session);
  const member = memberOf(session);
  if (member === null) return null;
  if (participation?.settings === null) return { text: texts.askZone, buttons: zoneButtons(session) };
  if (dialog === null) return null;
  switch (dialog.asks) {
    case 'zone':
      return { text: texts.askZone, buttons: [...zoneButtons(session), [cancelButton(session)]] };
    case 'hours-start':
      return { text: texts.askStart, buttons: [[cancelButton(session)]] };
    case 'hours-end':
      return { text: fill(texts.askEnd, { start: dialog.start }), buttons: [[cancelButton(session)]] };
    case 'count':
      return {
        text: texts.askCount,
        buttons: [countButtons(1, 5), countButtons(6, 10), [cancelButton(session)]],
      };
    case 'quiet':
      return { text: texts.askQuiet, buttons: quietButtons(session) };
    case 'usual-hours':
      return { text: texts.askUsualHours, buttons: usualHoursButtons(session) };
    case 'pause':
      return { text: texts.askPause, buttons: [[1, 3, 7, 14].map(dayButton), [cancelButton(session)]] };
    case 'withdrawal':
    case 'deletion':
      return null;
  }
}

/** A press on `x:`: ends a question of the settings without a change. */
export function cancelDialog(session: Session): void {
  const { dialog } = session.state;
  session.state = { ...session.state, dialog: null };
  if (dialog?.asks === 'usual-hours') welcome(session);
  else say(session, dialog === null ? textsFor(session).staleButton : partFor(session).nothingChanged);
}

/** The last word of joining. */
export function welcome(session: Session): void {
  say(session, partFor(session).joined);
  if (session.state.survey !== null) return;
  flush(session, [[{ code: 'm:survey', label: textsFor(session).startSurvey }]]);
}

const cancelButton = (session: Session): Button => ({ code: 'x:', label: partFor(session).leaveAsIs });
const dayButton = (days: number): Button => ({ code: `pz:${days}`, label: String(days) });

function countButtons(from: number, to: number): readonly Button[] {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const count = from + index;
    return { code: `q:count:${count}`, label: String(count) };
  });
}

/** Cities to begin with, one in each of the zones most people of the three languages live in. */
function zoneButtons(session: Session): readonly (readonly Button[])[] {
  const { cityButtons } = partFor(session);
  const buttons = cityButtons.map(([zone, label]) => ({ code: `z:${zone}`, label }));
  return [buttons.slice(0, 3), buttons.slice(3)];
}

function quietButtons(session: Session): readonly (readonly Button[])[] {
  const member = memberOf(session);
  const settings = member?.participation.settings;
  const protocol = member?.study.protocol?.definition;
  if (settings == null || protocol === undefined) return [];
  const current = quietHoursFor(protocol, settings);
  const texts = partFor(session);
  const remove = current.map(({ start, end }, index) => [
    { code: `q:quiet:${index}`, label: fill(texts.removeQuiet, { start, end }) },
  ]);
  return [...remove, [cancelButton(session)]];
}

function usualHoursButtons(session: Session): readonly (readonly Button[])[] {
  const texts = partFor(session);
  return [
    [
      { code: 'x:', label: texts.keepHours },
      { code: 's:hours', label: texts.otherHours },
    ],
  ];
}
