import { noteDropout } from '../postgres/training-note-dropout.ts';
import { saveDropout } from '../postgres/training-save-dropout.ts';
import { toLocal } from '../schedule/local-time.ts';
import type { Session } from '../session.ts';
import { zoneOf } from '../survey/survey-setting.ts';

/** Notes, once a day, who has let three study days pass in training. */
export function followDropout(session: Session): void {
  const { context, state } = session;
  const { training, participation } = state;
  if (participation === null || training.end !== null) return;
  context.write(
    noteDropout({
      conversationId: context.conversationId,
      lastDate: training.lastDate,
      today: toLocal(context.now, zoneOf(session)).date,
      at: context.now,
    }),
  );
}

/** Whoever withdraws in training has dropped out. */
export function noteWithdrawal({ context, state }: Session): void {
  if (state.training.end === null) context.write(saveDropout(context.conversationId, context.now));
}
