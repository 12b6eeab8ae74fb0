import { flush, partFor, type Session, say, sayToNewcomer, textsFor } from '../session.ts';
import type { InviteRefusal } from '../study/invites.ts';
import { loadStudyByInvite } from '../study/load-study.ts';
import { demoInvite } from '../study/seed-demo.ts';
import type { ParticipantTexts } from '../texts/parts/participant-shape.ts';
import { fill } from '../texts/texts.ts';
import type { Invitation } from './invitation.ts';
import { hasCurrentConsent } from './membership.ts';
import { studyWords, useStudy } from './use-study.ts';

/**
 * `/start [code]`: the way into a study. Without a code it is the open demo, where there is one. Sent twice it
 * changes nothing; a code that leads nowhere is answered with the reason and what to do.
 */
export async function start(session: Session, code: string): Promise<void> {
  const { participation, researcher } = session.state;
  if (participation !== null && participation.status !== 'withdrawn') await startAgain(session, code);
  else if (researcher !== null && code === '') say(session, partFor(session).researcherChat);
  else await accept(session, code);
}

/** Words from somebody without a study: the demo takes anybody; elsewhere a word by itself may be a code. */
export async function startInWords(session: Session, text: string): Promise<void> {
  const word = text.trim();
  const demo = await loadStudyByInvite(session.context, demoInvite);
  await accept(session, demo.refusal !== null && /^[\w-]{6,64}$/u.test(word) ? word : '');
}

/** Somebody who takes part starts again: the same study is harmless, another one is refused with the next step. */
async function startAgain(session: Session, code: string): Promise<void> {
  const texts = partFor(session);
  const { participation, survey } = session.state;
  const found = code === '' ? null : await loadStudyByInvite(session.context, code);
  if (found?.study != null && found.study.id !== participation?.studyId) {
    say(session, fill(texts.secondStudy, { title: (await studyWords(session))?.title ?? '' }));
  } else if (participation?.status === 'completed') say(session, texts.studyOver);
  else {
    say(session, textsFor(session).alreadyIn);
    if (survey !== null || !hasCurrentConsent(session) || participation?.settings === null) return;
    flush(session, [[{ code: 'm:survey', label: textsFor(session).startSurvey }]]);
  }
}

const refusals: Readonly<Record<InviteRefusal, keyof ParticipantTexts & `invite${string}`>> = {
  unknown: 'inviteUnknown',
  revoked: 'inviteUnknown',
  expired: 'inviteExpired',
  'used-up': 'inviteUsed',
  'not-open-yet': 'inviteNotOpen',
  paused: 'inviteFrozen',
  closed: 'inviteClosed',
};

/** Why an invitation no longer leads into its study, in words; null while it does. */
export async function refusalOf(session: Session, { code }: Invitation): Promise<string | null> {
  const found = await loadStudyByInvite(session.context, code);
  return found.study === null ? partFor(session)[refusals[found.refusal]] : null;
}

/** Keeps the study that `code` leads to, or says why it leads to none. */
async function accept(session: Session, typed: string): Promise<void> {
  const before = session.state.participation;
  const found = await loadStudyByInvite(session.context, typed === '' ? demoInvite : typed);
  if (found.study === null) {
    // An invitation that was good before stays; without a code there is nothing wrong with one.
    if (typed !== '') sayToNewcomer(session, refusals[found.refusal]);
    else if (session.state.invitation === null) sayToNewcomer(session, 'inviteNeeded');
    return;
  }
  if (before !== null && before.studyId !== found.study.id) {
    say(session, partFor(session).withdrawnOther);
    session.prompt = false;
    return;
  }
  await invite(session, found.study.id, found.code);
}

async function invite(session: Session, studyId: string, code: string): Promise<void> {
  const study = await useStudy(session, studyId);
  if (study === null || study.consent === null || study.protocol === null) {
    sayToNewcomer(session, 'inviteNotOpen');
    return;
  }
  const { language } = session.state;
  // A study asks in its own languages only.
  const speaks = language !== null && study.languages.includes(language);
  const isAskedAgain = speaks && session.state.invitation?.studyId === studyId;
  if (isAskedAgain) say(session, textsFor(session).consentFirst);
  const invitation = { studyId, code };
  session.state = { ...session.state, invitation, language: speaks ? language : null };
}
