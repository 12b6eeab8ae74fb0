import { selectStudies } from '../postgres/study/select-studies.ts';
import { flush, readOnce, type Session, say } from '../session.ts';
import type { Study } from '../study/study.ts';
import { chatTexts } from './chat-texts.ts';

/** Most studies a chat names; the pages show all of them. */
const mostStudies = 20;

/** What of a study the chat needs. */
export type ChatStudy = Pick<Study, 'id' | 'title' | 'status'>;

/** The newest studies of the installation. */
export async function readStudies(session: Session): Promise<readonly ChatStudy[]> {
  const { context } = session;
  return readOnce(session, 'chat-studies', async () => {
    const rows = await context.database.query<Study>(selectStudies(null, mostStudies));
    return rows.map(({ id, title, status }) => ({ id, title, status }));
  });
}

/**
 * The study a command is about: named by its id or its place in `/studies`, or the only one that is not closed.
 * Otherwise the studies are offered as buttons `r:<command>:<id>` and the answer is null.
 */
export async function chooseStudy(
  session: Session,
  command: string,
  word: string,
): Promise<ChatStudy | null> {
  const studies = await readStudies(session);
  const named = studies.find(({ id }, index) => id === word || String(index + 1) === word);
  if (named !== undefined) return named;
  const current = studies.filter(({ status }) => status === 'open' || status === 'frozen');
  const only = current.length === 1 ? current[0] : studies.length === 1 ? studies[0] : undefined;
  if (only !== undefined && word === '') return only;
  const texts = chatTexts(session);
  say(session, studies.length === 0 ? texts.noStudies : texts.whichStudy);
  flush(
    session,
    studies.map(({ id, title }) => [{ code: `r:${command}:${id}`, label: title }]),
  );
  return null;
}
