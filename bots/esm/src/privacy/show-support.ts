import { studyWords } from '../joining/use-study.ts';
import { auditParticipant } from '../postgres/participant-audit.ts';
import { alertEffect } from '../researcher-chat/alert-effect.ts';
import { languageFor, type Session, send } from '../session.ts';
import { usualSupportText } from '../study/support-text.ts';

/** Whether the Guards have found words of harming oneself in this Burst. */
export function speaksOfSelfHarm({ context }: Session): boolean {
  return context.guard.moderation.categories.some((category) => category.startsWith('self-harm'));
}

/**
 * Shows the support text of the study and alerts the researchers: their linked chats, the audit and a metric. What
 * was written is kept as any other report; nothing is concluded from it.
 */
export async function showSupport(session: Session): Promise<void> {
  const { context, state } = session;
  const language = languageFor(session);
  const support = (await studyWords(session))?.supportText[language];
  send(session, { text: support ?? usualSupportText[language] });
  context.meter.count('esm_self_harm_alerts_total');
  const { participation } = state;
  if (participation === null) return;
  const { studyId, pseudonym } = participation;
  const { turnId, conversationId, now: at } = context;
  context.write(auditParticipant({ conversationId, at, actor: 'opora', action: 'self-harm.alert' }));
  context.effect(alertEffect, { kind: 'self-harm', studyId, pseudonym }, `self-harm:${turnId}`);
}
