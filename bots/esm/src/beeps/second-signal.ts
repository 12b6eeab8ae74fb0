import { partFor, type Session } from '../session.ts';
import { type PushoverPayload, pushoverEffect } from '../settings/pushover-effect.ts';

/** Sends the second signal of a beep to whoever asked for one, once a beep. */
export function sendSecondSignal(session: Session, id: string, until: number): void {
  const { context, state } = session;
  const key = state.participation?.pushover ?? null;
  if (key === null) return;
  const { conversationId } = context;
  const payload: PushoverPayload = { key, conversationId, text: partFor(session).secondSignal, until };
  context.effect(pushoverEffect, payload, `${pushoverEffect}:${id}`);
}
