import { type ChatResearcherRow, selectChatResearcher } from '../postgres/study/select-chat-researcher.ts';
import { readOnce, type Session } from '../session.ts';
import { mayActAs, type Role } from '../study/researchers/role.ts';

/** The researcher whose chat this is, as long as the link holds; null for everybody else. */
export async function researcherHere(session: Session): Promise<ChatResearcherRow | null> {
  const { context, state } = session;
  if (state.researcher === null) return null;
  const rows = await readOnce(session, 'chat-researcher', () =>
    context.database.query<ChatResearcherRow>(selectChatResearcher(context.conversationId)),
  );
  const [row] = rows;
  if (row !== undefined) return row;
  // The link was taken by another chat, or the researcher was shut out.
  session.state = { ...session.state, researcher: null };
  return null;
}

/** The same, for what needs a role. */
export async function researcherAs(session: Session, needed: Role): Promise<ChatResearcherRow | null> {
  const researcher = await researcherHere(session);
  return researcher !== null && mayActAs(researcher.role, needed) ? researcher : null;
}
