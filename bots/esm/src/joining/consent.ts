import { languages } from 'opora';
import { resumeBeeps } from '../beeps/resume-beeps.ts';
import { type ConsentRecord, initialState } from '../esm-state.ts';
import { countDecline } from '../postgres/count-decline.ts';
import { countStudyDecline } from '../postgres/count-study-decline.ts';
import { deleteInvitation } from '../postgres/participant-delete-invitation.ts';
import { flush, languageFor, partFor, type Session, say, send, textsFor } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { beginParticipation } from './begin-participation.ts';
import {
  askedParts,
  type ConsentPress,
  consentButtons,
  consentText,
  optionalButtons,
  parseConsentCode,
} from './consent-message.ts';
import { refusalOf } from './join.ts';
import { changeParticipation, memberOf } from './membership.ts';
import { isSignalled } from './participation.ts';

type Seen = NonNullable<ReturnType<typeof consentText>>;

/** A press under a consent text: a choice, or a tick of an optional part. */
export async function pressConsent(session: Session, code: string): Promise<void> {
  const texts = textsFor(session);
  const press = parseConsentCode(code);
  if (memberOf(session) !== null) {
    say(session, press?.action === 'yes' ? texts.alreadyAgreed : texts.staleButton);
    return;
  }
  const seen = press === null ? null : findSeen(session, press);
  const isAsked = session.state.invitation !== null || session.state.participation !== null;
  if (press === null || seen === null || !isAsked || session.state.language === null) {
    say(session, texts.staleButton);
  } else if (press.action === 'yes') await agree(session, seen, press);
  else if (press.action === 'no') decline(session);
  else tick(session, seen, press);
}

/** The text under which the button was drawn, in whichever language; null when it is not in force. */
function findSeen(session: Session, press: ConsentPress): Seen | null {
  const shown = languages.map((language) => consentText(session, language));
  return shown.find((one): one is Seen => one?.hash.startsWith(press.seen) === true) ?? null;
}

function tick(session: Session, seen: Seen, press: ConsentPress): void {
  const ticked =
    press.action === 'ai'
      ? { aiProvider: !press.aiProvider, quotation: press.quotation }
      : { aiProvider: press.aiProvider, quotation: !press.quotation };
  session.prompt = false;
  send(session, {
    text: partFor(session).optionalTicked,
    buttons: consentButtons(session, seen.hash, ticked),
  });
}

async function agree(session: Session, seen: Seen, press: ConsentPress): Promise<void> {
  const { context, study } = session;
  if (study?.consent == null) return;
  const asked = askedParts(session);
  const consent: ConsentRecord = {
    version: study.consent.version,
    language: seen.language,
    textHash: seen.hash,
    agreedAt: context.now,
    parts: {
      takingPart: true,
      aiProvider: asked.aiProvider && press.aiProvider,
      quotation: asked.quotation && press.quotation,
    },
  };
  const { participation, invitation } = session.state;
  // Since it was opened the invitation may have expired, or somebody else may have had the last place.
  const refusal = participation === null && invitation !== null ? await refusalOf(session, invitation) : null;
  if (refusal !== null) {
    session.state = { ...session.state, invitation: null };
    session.prompt = false;
    say(session, refusal);
    return;
  }
  session.state = { ...session.state, consent };
  if (participation === null) await beginParticipation(session);
  else await goOn(session);
  session.state = { ...session.state, invitation: null };
  say(session, textsFor(session).agreed);
}

/** Somebody agrees to a new version, or takes part again after a withdrawal that kept the data. */
async function goOn(session: Session): Promise<void> {
  const { participation } = session.state;
  if (participation?.status === 'withdrawn')
    changeParticipation(session, { status: participation.resumesAs });
  const status = session.state.participation?.status;
  if (status !== undefined && isSignalled(status)) await resumeBeeps(session);
}

function decline(session: Session): void {
  if (session.state.participation === null) forgetEverything(session);
  else {
    // Somebody with data refuses a new version: the data stay theirs to export or erase, and nothing is added.
    say(session, textsFor(session).declinedChange);
    session.prompt = false;
  }
}

/**
 * Refusing forgets everything, the language too, so that a second press cannot count twice and nothing
 * about the person remains.
 */
function forgetEverything(session: Session): void {
  const { context, state } = session;
  context.write(countDecline(context.now));
  if (state.invitation !== null) context.write(countStudyDecline(state.invitation.studyId, context.now));
  context.write(deleteInvitation(context.conversationId));
  context.erase();
  say(session, textsFor(session).declined);
  flush(session);
  session.state = { ...initialState(), researcher: state.researcher };
  session.prompt = false;
}

/** `/consent`: what was agreed, in the words and language it was agreed in, and the optional parts to change. */
export function showConsent(session: Session): void {
  const { consent } = session.state;
  if (consent === null || memberOf(session) === null) return;
  const language = languageFor(session);
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(consent.agreedAt);
  const text = consentText(session, consent.language)?.text ?? '';
  say(session, fill(textsFor(session).consentRecord, { version: consent.version, date, text }));
  const buttons = partButtons(session, consent);
  if (buttons.length > 0) say(session, partFor(session).optionalNow);
  flush(session, buttons);
}

/** A press that changes an optional part later: `k:<ai|quote>:<0|1>`, the value it is to have. */
export function pressPart(session: Session, code: string): void {
  const match = /^k:(ai|quote):([01])$/.exec(code);
  const { consent } = session.state;
  const asked = askedParts(session);
  const isAsked = match !== null && (match[1] === 'ai' ? asked.aiProvider : asked.quotation);
  if (!isAsked || consent === null || memberOf(session) === null) {
    say(session, textsFor(session).staleButton);
    return;
  }
  const isOn = match[2] === '1';
  const change = match[1] === 'ai' ? { aiProvider: isOn } : { quotation: isOn };
  const changed = { ...consent, parts: { ...consent.parts, ...change } };
  session.state = { ...session.state, consent: changed };
  say(session, partFor(session).optionalChanged);
  flush(session, partButtons(session, changed));
}

function partButtons(session: Session, { parts }: ConsentRecord): ReturnType<typeof optionalButtons> {
  const next = { ai: Number(!parts.aiProvider), quote: Number(!parts.quotation) };
  return optionalButtons(session, parts, (action) => `k:${action}:${next[action]}`);
}
