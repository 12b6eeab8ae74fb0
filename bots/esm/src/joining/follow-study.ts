import { endParticipation } from '../beeps/end-participation.ts';
import { planAhead } from '../beeps/plan-ahead.ts';
import { suspendBeeps } from '../beeps/suspend-beeps.ts';
import type { Session } from '../session.ts';
import { hasCurrentConsent } from './membership.ts';
import { offerNewConsent } from './offer-consent.ts';
import { isSignalled } from './participation.ts';

/** Follows a study that was changed: a closed one ends, a new consent is offered, a new protocol is planned by. */
export async function followStudy(session: Session): Promise<void> {
  const { participation } = session.state;
  if (participation === null || session.study === null) return;
  if (session.study.status === 'closed') {
    endParticipation(session);
    return;
  }
  if (!isSignalled(participation.status)) return;
  if (hasCurrentConsent(session)) await planAhead(session);
  else {
    suspendBeeps(session, 'consent');
    offerNewConsent(session);
  }
}
