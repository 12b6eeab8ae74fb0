import { partFor, type Session, say, textsFor } from '../session.ts';

/**
 * Why nothing else works yet, beside the text that the end of the Turn shows: the consent comes first. Who has left is
 * told so; of people without a study nothing is pending.
 */
export function tellWhatIsPending(session: Session): void {
  const { language, invitation, participation } = session.state;
  if (language === null || (invitation === null && participation === null)) return;
  const isOut = participation?.status === 'withdrawn' && invitation === null;
  say(session, isOut ? partFor(session).noPart : textsFor(session).consentFirst);
}
