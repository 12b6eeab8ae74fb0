import { flush, type Session, say, send, textsFor } from '../session.ts';
import { consentMessage } from './consent-message.ts';
import { changeParticipation } from './membership.ts';

/** Shows a new consent version to somebody who did not ask for it; each version once. */
export function offerNewConsent(session: Session): void {
  const { participation } = session.state;
  const version = session.study?.consent?.version;
  if (participation === null || version === undefined || participation.consentOffered >= version) return;
  changeParticipation(session, { consentOffered: version });
  const message = consentMessage(session);
  if (message === null) return;
  flush(session);
  say(session, textsFor(session).consentChanged);
  send(session, message);
}
