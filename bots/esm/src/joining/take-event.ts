import { z } from 'zod';
import { endParticipation } from '../beeps/end-participation.ts';
import { removePreview, startPreview } from '../beeps/preview.ts';
import { noteRefusal } from '../beeps/reach.ts';
import { resumeBeeps } from '../beeps/resume-beeps.ts';
import { takeBack } from '../privacy/contact.ts';
import { eraseParticipant } from '../privacy/delete-data.ts';
import { endTakingPart } from '../privacy/withdraw.ts';
import { alertEvent } from '../researcher-chat/alert-effect.ts';
import { messageEvent } from '../researcher-chat/message-effect.ts';
import { takeAlert } from '../researcher-chat/take-alert.ts';
import { previewMinutes } from '../schedule/preview-day.ts';
import { partFor, type Session, say } from '../session.ts';
import { mostPauseDays, pauseFor } from '../settings/pause.ts';
import { fill } from '../texts/texts.ts';
import { decideTraining } from '../training/graduation.ts';
import { recordTraining } from '../training/record-training.ts';
import { followStudy } from './follow-study.ts';
import { changeParticipation, hasCurrentConsent } from './membership.ts';
import { isSignalled } from './participation.ts';
import { useStudy } from './use-study.ts';

/** What the runtime and the researchers tell a Conversation. Events nobody knows change nothing. */
export async function takeEvent(session: Session, event: string, payload: unknown): Promise<void> {
  switch (event) {
    case 'opora.unreachable':
      return noteRefusal(session);
    case 'opora.released':
      return takeBack(session, payload);
    case 'esm.study-changed':
      return followStudy(session);
    case messageEvent:
      return showMessage(session, payload);
    case 'esm.preview':
      return beginPreview(session, payload);
    case 'esm.preview-end':
      return removePreview(session);
    case 'esm.status':
      return setStatus(session, payload);
    case 'esm.graduate':
      return decide(session, payload);
    case 'esm.delete':
      return eraseFor(session);
    case alertEvent:
      return takeAlert(session, payload);
  }
}

const message = z.object({ text: z.string().min(1) });

function showMessage(session: Session, payload: unknown): void {
  const parsed = message.safeParse(payload);
  if (!parsed.success || session.state.participation === null) return;
  say(session, fill(partFor(session).fromResearchers, { text: parsed.data.text }));
}

const preview = z.object({ minutes: z.number().optional(), studyId: z.string().optional() });

async function beginPreview(session: Session, payload: unknown): Promise<void> {
  const parsed = preview.safeParse(payload ?? {});
  if (!parsed.success) return;
  const { minutes = previewMinutes.usual, studyId } = parsed.data;
  if (studyId !== undefined) await useStudy(session, studyId);
  startPreview(session, minutes);
}

const status = z.object({ status: z.enum(['training', 'active', 'paused', 'completed', 'withdrawn']) });

/** A researcher has set the status; the signals follow it. */
async function setStatus(session: Session, payload: unknown): Promise<void> {
  const parsed = status.safeParse(payload);
  const { participation } = session.state;
  if (!parsed.success || participation === null) return;
  const wanted = parsed.data.status;
  if (wanted === participation.status) return;
  if (wanted === 'completed') endParticipation(session);
  else if (wanted === 'withdrawn') {
    endTakingPart(session);
    say(session, partFor(session).withdrawnByResearcher);
  } else if (wanted === 'paused') pauseFor(session, String(mostPauseDays));
  else {
    const wasSignalled = isSignalled(participation.status);
    changeParticipation(session, { status: wanted, resumesAs: wanted, pause: null, refusals: 0 });
    if (!wasSignalled && hasCurrentConsent(session)) await resumeBeeps(session);
  }
}

const graduation = z.object({ completed: z.boolean() });

/** A researcher ends the training, or holds it. */
function decide(session: Session, payload: unknown): void {
  const parsed = graduation.safeParse(payload);
  if (!parsed.success || session.state.participation === null) return;
  const before = session.state.training;
  const training = decideTraining(before, parsed.data.completed, session.context.now);
  session.state = { ...session.state, training };
  recordTraining(session, before);
}

/** A researcher has the data of this participant deleted, or the study was. */
async function eraseFor(session: Session): Promise<void> {
  if (session.state.participation !== null) await eraseParticipant(session);
}
