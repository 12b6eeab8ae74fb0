import { studyWords } from '../joining/use-study.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { fill } from '../texts/texts.ts';

/** `/info`: the method in a few sentences, and whom to ask. */
export async function showInfo(session: Session): Promise<void> {
  const texts = partFor(session);
  const words = await studyWords(session);
  if (words !== null) say(session, fill(texts.infoStudy, { title: words.title }));
  say(session, texts.infoMethod);
  const contact = words?.contact[languageFor(session)];
  say(session, contact ?? texts.infoContact);
}

/** `/news`: what has changed for participants, newest first. */
export function showNews(session: Session): void {
  say(session, partFor(session).news.join('\n\n'));
}
