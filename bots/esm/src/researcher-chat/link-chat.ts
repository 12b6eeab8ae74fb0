import { readEsmSettings } from '../esm-settings.ts';
import { insertAudit } from '../postgres/study/insert-audit.ts';
import { redeemLinkCode } from '../postgres/study/redeem-link-code.ts';
import { selectLinkCode } from '../postgres/study/select-link-code.ts';
import { unlinkChat } from '../postgres/study/unlink-chat.ts';
import { readOnce, type Session, say } from '../session.ts';
import { hashSecret, readLinkCode } from '../study/researchers/secret-text.ts';
import { fill } from '../texts/texts.ts';
import { vaultFor } from '../vault/open-vault.ts';
import { researcherChatPlace } from '../vault/places.ts';
import { researcherHere } from './act-as-researcher.ts';
import { chatTexts } from './chat-texts.ts';

type CodeRow = { readonly id: string; readonly name: string };

/** `/link <code>`: makes this the chat of the researcher whose one-time code it is. */
export async function link(session: Session, argument: string): Promise<void> {
  const { context } = session;
  const texts = chatTexts(session);
  const code = readLinkCode(argument);
  const row = code === null ? null : await readCode(session, hashSecret(code));
  session.prompt = session.state.language === null;
  if (code === null || row === null) {
    say(session, texts.linkWrong);
    return;
  }
  const vault = await vaultFor(readEsmSettings(context.settings));
  const { conversationId, conversation, channel, now } = context;
  context.write(unlinkChat(conversationId));
  context.write(
    redeemLinkCode({
      ...{ codeHash: hashSecret(code), conversationId, channel, at: now },
      chatSealed: vault.seal(conversation, researcherChatPlace(conversationId)),
    }),
  );
  context.write(insertAudit({ studyId: null, at: now, actor: `researcher:${row.id}`, action: 'chat.link' }));
  session.state = { ...session.state, researcher: { researcherId: row.id } };
  say(session, fill(texts.linked, { name: row.name }));
}

/** `/unlink`: the chat is nobody's any more. */
export async function unlink(session: Session): Promise<void> {
  const { context } = session;
  const researcher = await researcherHere(session);
  if (researcher === null) return;
  context.write(unlinkChat(context.conversationId));
  const actor = `researcher:${researcher.id}`;
  context.write(insertAudit({ studyId: null, at: context.now, actor, action: 'chat.unlink' }));
  session.state = { ...session.state, researcher: null };
  say(session, chatTexts(session).unlinked);
}

async function readCode(session: Session, codeHash: string): Promise<CodeRow | null> {
  const { context } = session;
  const rows = await readOnce(session, 'link-code', () =>
    context.database.query<CodeRow>(selectLinkCode(codeHash, context.now)),
  );
  return rows[0] ?? null;
}
