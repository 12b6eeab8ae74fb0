import { studyWords } from '../joining/use-study.ts';
import { pagesUrl } from '../researcher-chat/show-studies.ts';
import { languageFor, partFor, type Session, say } from '../session.ts';
import { fill } from '../texts/texts.ts';

/** `/info`: the method in a few sentences, and whom to ask. */
export async function showInfo(session: Session): Promise<void> {
  const texts = partFor(session);
  const words = await studyWords(session);
  if (words !== null) say(session, fill(texts.infoStudy, { title: words.title }));
  say(session, texts.infoMethod);
  const contact = words?.contact[languageFor(session)];
  say(session, contact === undefined ? texts.infoContact : await withAddress(session, contact));
}

/** The text with the address of the researcher pages in full: a path alone is a command in Telegram, and has no host. */
async function withAddress(session: Session, text: string): Promise<string> {
  const path = /(?<!\S)\/esm\/researcher(?!\p{L})/gu;
  if (!path.test(text)) return text;
  const url = await pagesUrl(session);
  return text.replaceAll(path, () => url);
}

/** `/news`: what has changed for participants, newest first. */
export function showNews(session: Session): void {
  say(session, partFor(session).news.join('\n\n'));
}
