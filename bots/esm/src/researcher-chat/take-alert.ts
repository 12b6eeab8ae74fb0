import { type Session, say } from '../session.ts';
import { fill } from '../texts/texts.ts';
import { researcherHere } from './act-as-researcher.ts';
import { parseAlert } from './alert-effect.ts';
import { chatTexts } from './chat-texts.ts';
import { pagesUrl } from './show-studies.ts';

/** Tells a researcher's chat of an alert: who, and where to look; never what was written. */
export async function takeAlert(session: Session, payload: unknown): Promise<void> {
  const alert = parseAlert(payload);
  if (alert === null || (await researcherHere(session)) === null) return;
  const texts = chatTexts(session);
  const text = alert.kind === 'self-harm' ? texts.alertSelfHarm : texts.alertContact;
  say(session, fill(text, { pseudonym: alert.pseudonym }));
  say(session, await pagesUrl(session, { id: alert.studyId }));
}
