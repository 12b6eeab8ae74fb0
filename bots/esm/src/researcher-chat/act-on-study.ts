import { startPreview } from '../beeps/preview.ts';
import { useStudy } from '../joining/use-study.ts';
import { liveServices } from '../live-services.ts';
import { type ReachedParticipant, selectByPseudonym } from '../postgres/participant-select-by-pseudonym.ts';
import { changeStudyStatus } from '../postgres/study/change-study-status.ts';
import { insertAnnouncement } from '../postgres/study/insert-announcement.ts';
import { insertAudit } from '../postgres/study/insert-audit.ts';
import { insertInvite } from '../postgres/study/insert-invite.ts';
import { previewMinutes } from '../schedule/preview-day.ts';
import { readOnce, type Session, say } from '../session.ts';
import { createInviteCode, type InviteLinks, inviteLinks } from '../study/invites.ts';
import { fill } from '../texts/texts.ts';
import { researcherAs } from './act-as-researcher.ts';
import { chatTexts } from './chat-texts.ts';
import { chooseStudy } from './choose-study.ts';
import { messageEffect } from './message-effect.ts';
import { pagesUrl } from './show-studies.ts';

/** `/invite [study]`: makes an invitation without limits and gives its links. Owners only. */
export async function invitePeople(session: Session, argument: string): Promise<void> {
  const researcher = await researcherAs(session, 'owner');
  const texts = chatTexts(session);
  if (researcher === null) {
    say(session, texts.ownersOnly);
    return;
  }
  const study = await chooseStudy(session, 'invite', argument.trim());
  if (study === null) return;
  if (study.status === 'closed') {
    say(session, texts.studyClosed);
    return;
  }
  const { context } = session;
  const { code, links } = await readOnce(session, `invite:${study.id}`, () => {
    const fresh = createInviteCode();
    const { telegram, web }: InviteLinks = inviteLinks(fresh, liveServices().runtime);
    return Promise.resolve({ code: fresh, links: { telegram, web } });
  });
  const actor = `researcher:${researcher.id}`;
  const at = context.now;
  const unlimited = { studyId: study.id, maxUses: null, expiresAt: null };
  context.write(insertInvite({ ...unlimited, code, by: researcher.id, at }));
  context.write(insertAudit({ studyId: study.id, at, actor, action: 'invite.create' }));
  say(session, fill(texts.invitation, { title: study.title, code }));
  say(session, [links.telegram, links.web].filter((one) => one !== null).join('\n'));
}

/** `/freeze [study]`: no signal leaves until a researcher opens the study again. Owners only. */
export async function freeze(session: Session, argument: string): Promise<void> {
  const researcher = await researcherAs(session, 'owner');
  const texts = chatTexts(session);
  if (researcher === null) {
    say(session, texts.ownersOnly);
    return;
  }
  const study = await chooseStudy(session, 'freeze', argument.trim());
  if (study === null) return;
  if (study.status !== 'open') {
    say(session, texts.notOpen);
    return;
  }
  const { context } = session;
  const at = context.now;
  const actor = `researcher:${researcher.id}`;
  context.write(changeStudyStatus({ id: study.id, from: 'open', to: 'frozen', at }));
  context.write(insertAnnouncement(study.id, 'changed', at));
  context.write(
    insertAudit({ studyId: study.id, at, actor, action: 'study.freeze', detail: { from: 'open' } }),
  );
  say(session, fill(texts.frozen, { title: study.title }));
  say(session, await pagesUrl(session, study));
}

/** `/preview [minutes] [study]` in the chat of a researcher. */
export async function previewStudy(session: Session, argument: string): Promise<void> {
  const [minutes = '', word = ''] = argument.trim().split(/\s+/u);
  const study = await chooseStudy(session, 'preview', word);
  if (study === null) return;
  await useStudy(session, study.id);
  startPreview(session, minutes === '' ? previewMinutes.usual : Number(minutes));
}

/** `/message <pseudonym> <text>`: a message of the researcher in the chat of a participant. Owners only. */
export async function messageParticipant(session: Session, argument: string): Promise<void> {
  const researcher = await researcherAs(session, 'owner');
  const texts = chatTexts(session);
  const match = /^(\S+)\s+([\s\S]+)$/u.exec(argument.trim());
  if (researcher === null) say(session, texts.ownersOnly);
  else if (match === null) say(session, texts.messageForm);
  else await sendMessage(session, researcher.id, (match[1] ?? '').toUpperCase(), match[2] ?? '');
}

async function sendMessage(
  session: Session,
  researcherId: string,
  pseudonym: string,
  text: string,
): Promise<void> {
  const { context } = session;
  const texts = chatTexts(session);
  const found = await readOnce(session, `pseudonym:${pseudonym}`, () =>
    context.database.query<ReachedParticipant>(selectByPseudonym(pseudonym)),
  );
  const [one] = found;
  if (one === undefined || found.length > 1) {
    say(session, texts.pseudonymUnknown);
    return;
  }
  const { conversationId, studyId } = one;
  const actor = `researcher:${researcherId}`;
  context.effect(messageEffect, { conversationId, text }, `message:${context.turnId}`);
  context.write(insertAudit({ studyId, at: context.now, actor, action: 'participant.message' }));
  say(session, fill(texts.messageSent, { pseudonym }));
}
