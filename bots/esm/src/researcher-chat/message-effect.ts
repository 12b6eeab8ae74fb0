import { type EffectHandler, RefusedError, TransientError } from 'opora';
import { z } from 'zod';
import { liveServices } from '../live-services.ts';
import { type ParticipantChat, selectParticipantChat } from '../postgres/participant-select-chat.ts';
import { chatPlace } from '../vault/places.ts';

/** Name of the effect that brings a researcher's message, and of the event the participant's chat gets. */
export const messageEffect = 'participant-message';
export const messageEvent = 'esm.message';

const payloadSchema = z.strictObject({ conversationId: z.string(), text: z.string() });

/** Hands a researcher's message to the chat of a participant; handed over twice it is one event. */
export const messageParticipantChat: EffectHandler = {
  delivery: 'repeatable',
  async deliver({ key, payload }) {
    const parsed = payloadSchema.safeParse(payload);
    if (!parsed.success) return gone('The payload is no message of this version.');
    const { conversationId, text } = parsed.data;
    const { runtime, vault } = liveServices();
    const [chat] = await runtime.database.query<ParticipantChat>(selectParticipantChat(conversationId));
    if (chat === undefined) return gone('The participant is no longer there.');
    const sealed = Buffer.from(chat.sealed, 'base64');
    try {
      await runtime.intake.accept({
        ...{ bot: 'esm', channel: chat.channel, requestId: key },
        conversation: (await vault()).open(sealed, chatPlace(conversationId)),
        externalId: `${messageEvent}:${key}`,
        content: { kind: 'event', event: messageEvent, payload: { text } },
      });
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof RefusedError)) throw error;
      return { status: 'refused', code: error.code, reason: error.message, permanent: false };
    }
    return { status: 'sent', receipt: null };
  },
};

function gone(reason: string): Awaited<ReturnType<EffectHandler['deliver']>> {
  return { status: 'refused', code: 'esm_participant_gone', reason, permanent: true };
}
