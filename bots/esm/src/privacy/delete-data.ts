import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from 'opora';
import { initialState } from '../esm-state.ts';
import { deleteBeeps } from '../postgres/beep-delete.ts';
import { deleteAnswers } from '../postgres/delete-answers.ts';
import { deleteParticipant } from '../postgres/delete-participant.ts';
import { deleteResponses } from '../postgres/delete-responses.ts';
import { deleteAnnotations } from '../postgres/participant-delete-annotations.ts';
import { deleteInvitation } from '../postgres/participant-delete-invitation.ts';
import { recordDeletion } from '../postgres/participant-record-deletion.ts';
import { flush, readOnce, type Session, say, textsFor } from '../session.ts';

/** How long a confirmation may be pressed, in ms. */
export const confirmationMs = 600_000;

/** `/delete_my_data`: asks for confirmation. Without consent there is nothing worth asking about. */
export function askDeletion(session: Session): void {
  const { context, state } = session;
  const texts = textsFor(session);
  if (state.consent === null) {
    say(session, texts.nothingToDelete);
    flush(session);
    context.write(deleteInvitation(context.conversationId));
    context.erase();
    session.state = { ...initialState(), researcher: state.researcher };
    session.prompt = false;
    return;
  }
  session.state = { ...state, deletionAskedAt: context.now, dialog: { asks: 'deletion' } };
  session.prompt = true;
}

/** The confirmation with its buttons; null when none is asked or its time is over. */
export function deletionMessage(session: Session): OutgoingMessage | null {
  const { deletionAskedAt } = session.state;
  if (deletionAskedAt === null || session.context.now - deletionAskedAt > confirmationMs) return null;
  const texts = textsFor(session);
  const asked = deletionAskedAt.toString(36);
  return {
    text: texts.deleteAsk,
    buttons: [
      [
        { code: `d:yes:${asked}`, label: texts.deleteYes },
        { code: `d:no:${asked}`, label: texts.deleteNo },
      ],
    ],
  };
}

/** A press on a confirmation: `d:<yes|no>:<time asked, base 36>`. Only the newest one works, for ten minutes. */
export async function pressDeletion(session: Session, code: string): Promise<void> {
  const { context, state } = session;
  const texts = textsFor(session);
  const [, choice, asked] = code.split(':');
  const { deletionAskedAt } = state;
  if (deletionAskedAt === null || asked !== deletionAskedAt.toString(36)) {
    say(session, state.consent === null ? texts.staleButton : texts.deleteExpired);
    return;
  }
  session.state = { ...state, deletionAskedAt: null };
  if (choice === 'no') say(session, texts.deleteKept);
  else if (choice !== 'yes' || context.now - deletionAskedAt > confirmationMs)
    say(session, texts.deleteExpired);
  else await eraseParticipant(session);
}

/**
 * Everything of the person goes with this Turn: answers, responses, beeps, notes of coders, the participant, and
 * by the runtime state, timers, Deliveries and journal. What stays is a random deletion id with its date in the
 * audit, and a notice with the pseudonym until researchers acknowledge it. The language stays, so that the last
 * words can be understood.
 */
export async function eraseParticipant(session: Session): Promise<void> {
  const { context, state } = session;
  const id = context.conversationId;
  const { participation } = state;
  if (participation !== null) {
    const deletionId = await readOnce(session, 'deletion-id', () => Promise.resolve(randomUUID()));
    const { studyId, pseudonym } = participation;
    for (const write of recordDeletion({ deletionId, studyId, pseudonym, at: context.now })) {
      context.write(write);
    }
  }
  for (const remove of [
    ...[deleteAnnotations, deleteAnswers, deleteResponses, deleteBeeps, deleteInvitation, deleteParticipant],
  ]) {
    context.write(remove(id));
  }
  context.erase();
  say(session, textsFor(session).deleted);
  flush(session);
  session.state = { ...initialState(), language: state.language, researcher: state.researcher };
  session.study = null;
  session.prompt = false;
}
