import type { OutgoingMessage, TurnContext } from 'opora';
import { askWithButtons } from './ask-with-buttons.ts';
import { planTimer, timedBeep } from './beeps/beep-id.ts';
import { parseBeepDetails } from './beeps/beep-state.ts';
import { endBeepsOfSurveys } from './beeps/close-beep.ts';
import { finishIfOver } from './beeps/end-participation.ts';
import { maySurvey } from './beeps/open-beep.ts';
import { planAhead } from './beeps/plan-ahead.ts';
import { endPreviewIfOver, previewTimer } from './beeps/preview.ts';
import { noteMessage } from './beeps/reach.ts';
import { wakeBeep } from './beeps/wake-beep.ts';
import { runCommand } from './commands.ts';
import type { EsmState } from './esm-state.ts';
import { giveAdvice } from './feedback/advice.ts';
import type { Instrument } from './instrument/instrument.ts';
import { consentMessage } from './joining/consent-message.ts';
import { followTraining } from './joining/follow-training.ts';
import { startInWords } from './joining/join.ts';
import { languageMessage, parseLanguage, setLanguage } from './joining/language.ts';
import { changeParticipation, memberOf } from './joining/membership.ts';
import { recordJoining } from './joining/record-joining.ts';
import { takeEvent } from './joining/take-event.ts';
import { tellWhatIsPending } from './joining/tell-what-is-pending.ts';
import { useStudy } from './joining/use-study.ts';
import { noteEdit } from './postgres/note-edit.ts';
import { pressButton } from './press-button.ts';
import { showSupport, speaksOfSelfHarm } from './privacy/show-support.ts';
import { type Input, isSaid, readBurst } from './read-burst.ts';
import { createSession, flush, partFor, type Session, say, send, textsFor } from './session.ts';
import { answerDialog, awaitsWords } from './settings/answer-dialog.ts';
import { dialogMessage } from './settings/ask-setting.ts';
import { pauseTimer, wakePause } from './settings/pause.ts';
import { answerInWords } from './survey/answer-item.ts';
import { openSurvey, promptQuestion } from './survey/open-survey.ts';
import { followDropout } from './training/follow-dropout.ts';

/** How often at most the record says when somebody was last seen, in ms. */
const seenEveryMs = 600_000;

/** The program of one Turn. A Burst of timers and events is answered only with what they ask for. */
export async function runTurn(
  context: TurnContext,
  state: EsmState,
  instruments: readonly Instrument[],
): Promise<EsmState> {
  const inputs = readBurst(context.burst);
  const session = createSession(context, state, instruments);
  const { participation, invitation, preview } = state;
  const studyId = participation?.studyId ?? invitation?.studyId ?? preview?.studyId;
  if (studyId !== undefined) await useStudy(session, studyId);
  const said = inputs.some(isSaid);
  if (said) await greet(session);
  session.prompt = false;
  for (const input of inputs) {
    // A timer or an event behind somebody's words does not keep them from the next question.
    if (isSaid(input)) session.prompt = true;
    await takeInput(session, input);
    settleSurveys(session);
    followTraining(session);
    await giveAdvice(session);
  }
  finish(session, said);
  await recordJoining(session, state);
  for (const message of session.messages) context.reply(message);
  return session.state;
}

/** Somebody is there: they can be reached again, and words of harming oneself are met first. */
async function greet(session: Session): Promise<void> {
  const { context } = session;
  await noteMessage(session);
  const { participation } = session.state;
  if (participation !== null && context.now - participation.seenAt >= seenEveryMs) {
    changeParticipation(session, { seenAt: context.now });
  }
  if (speaksOfSelfHarm(session)) await showSupport(session);
}

async function takeInput(session: Session, input: Input): Promise<void> {
  switch (input.kind) {
    case 'command':
      return runCommand(session, input.name, input.argument);
    case 'button':
      return pressButton(session, input.code);
    case 'words':
      return takeWords(session, input);
    case 'event':
      return takeEvent(session, input.event, input.payload);
    case 'timer':
      return wake(session, input.timer, input.payload);
  }
}

/** A timer has come due. One whose cause is gone, after an erasure for example, changes nothing. */
async function wake(session: Session, timer: string, payload: unknown): Promise<void> {
  const beep = timedBeep(timer);
  if (beep !== null) wakeBeep(session, beep, parseBeepDetails(payload));
  else if (timer === planTimer) {
    followDropout(session);
    await planAhead(session);
  } else if (timer === pauseTimer) await wakePause(session);
  else if (timer === previewTimer) endPreviewIfOver(session, true);
}

/** Surveys that have ended end their beeps, perhaps the last of a preview or of the study. */
function settleSurveys(session: Session): void {
  if (session.surveyEnds.length === 0) return;
  endBeepsOfSurveys(session);
  endPreviewIfOver(session);
  finishIfOver(session);
}

type Words = Extract<Input, { kind: 'words' }>;

async function takeWords(session: Session, input: Words): Promise<void> {
  if (session.state.language === null && takeLanguage(session, input)) return;
  const { invitation, participation, researcher, preview } = session.state;
  if (maySurvey(session)) noteEdits(session, input);
  if (askWithButtons(session) !== null) {
    if (input.text !== null || input.media) say(session, textsFor(session).useButtons);
  } else if (maySurvey(session)) {
    if (awaitsWords(session) && input.text !== null) await answerDialog(session, input.text);
    else await takeAnswer(session, input);
  } else if (invitation !== null || participation !== null) tellWhatIsPending(session);
  else if (researcher !== null && preview === null) say(session, partFor(session).researcherChat);
  else await startInWords(session, input.text ?? '');
}

function takeLanguage(session: Session, { text }: Words): boolean {
  const named = text === null ? null : parseLanguage(text);
  if (named !== null) setLanguage(session, named);
  return named !== null;
}

function noteEdits(session: Session, { edits }: Words): void {
  const { context } = session;
  const { conversationId, now: at } = context;
  for (const { of, seq } of edits) {
    context.write(noteEdit({ conversationId, of, seq, at }));
    say(session, textsFor(session).editNoted);
  }
}

async function takeAnswer(session: Session, input: Words): Promise<void> {
  const texts = textsFor(session);
  const open = openSurvey(session) !== null;
  if (open && input.media) say(session, input.text === null ? texts.mediaIgnored : texts.captionKept);
  if (open && input.text !== null) await answerInWords(session, input.text, input.sources);
  if (!open && (input.text !== null || input.media)) say(session, texts.idle);
}

/** Ends the last bubble with what is pending: language, consent, a question of the settings or of the survey. */
function finish(session: Session, said: boolean): void {
  const pending = session.prompt ? pendingMessage(session) : null;
  if (pending !== null) {
    const text = [...session.notices.splice(0), pending.text].join('\n\n');
    send(session, { ...pending, text });
  }
  flush(session);
  if (said && session.messages.length === 0) send(session, { text: idleText(session) });
}

function pendingMessage(session: Session): OutgoingMessage | null {
  const { language, invitation, participation, researcher } = session.state;
  if (language === null) return languageMessage(session);
  const confirmation = askWithButtons(session);
  if (confirmation !== null) return confirmation;
  if (memberOf(session) !== null) return dialogMessage(session) ?? promptQuestion(session);
  if (invitation === null && (participation === null || participation.status === 'withdrawn')) {
    return researcher !== null || maySurvey(session) ? promptQuestion(session) : null;
  }
  const consent = consentMessage(session);
  if (consent !== null && participation !== null && participation.status !== 'withdrawn') {
    say(session, textsFor(session).consentChanged);
  }
  return consent;
}

function idleText(session: Session): string {
  if (memberOf(session) !== null) return textsFor(session).idle;
  const { participation, researcher } = session.state;
  if (researcher !== null) return partFor(session).researcherChat;
  return participation === null ? partFor(session).inviteNeeded : partFor(session).noPart;
}
