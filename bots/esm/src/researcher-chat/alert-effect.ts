import { type EffectHandler, RefusedError, TransientError } from 'opora';
import { z } from 'zod';
import { liveServices } from '../live-services.ts';
import { type ResearcherChatRow, selectResearcherChats } from '../postgres/study/select-researcher-chats.ts';
import { researcherChatPlace } from '../vault/places.ts';

/** What researchers are told at once: who, never what was written. */
export type Alert = {
  readonly kind: 'self-harm' | 'contact';
  readonly studyId: string;
  readonly pseudonym: string;
};

/** Name of the effect that tells the chats of researchers, and of the event they get. */
export const alertEffect = 'researcher-alert';
export const alertEvent = 'esm.alert';

const alertSchema: z.ZodType<Alert> = z.strictObject({
  kind: z.enum(['self-harm', 'contact']),
  studyId: z.string(),
  pseudonym: z.string(),
});

/** Reads the payload of an alert; null when it is none. */
export function parseAlert(payload: unknown): Alert | null {
  const parsed = alertSchema.safeParse(payload);
  return parsed.success ? parsed.data : null;
}

/**
 * Hands an alert to every linked chat. The same alert twice is one event: each carries the key of the effect. Where
 * no chat is linked nobody is told; the audit and the log say so.
 */
export const tellResearchers: EffectHandler = {
  delivery: 'repeatable',
  async deliver({ key, payload }) {
    const alert = parseAlert(payload);
    if (alert === null) {
      const reason = 'The payload is no alert of this version.';
      return { status: 'refused', code: 'esm_alert_invalid', reason, permanent: true };
    }
    try {
      return { status: 'sent', receipt: { chats: await handOut(alert, key) } };
    } catch (error) {
      if (!(error instanceof TransientError || error instanceof RefusedError)) throw error;
      return { status: 'refused', code: error.code, reason: error.message, permanent: false };
    }
  },
};

async function handOut(alert: Alert, key: string): Promise<number> {
  const { runtime, vault } = liveServices();
  const chats = await runtime.database.query<ResearcherChatRow>(selectResearcherChats());
  if (chats.length === 0) {
    runtime.logger.warn({ kind: alert.kind }, 'No chat of a researcher is linked: nobody was alerted.');
  }
  const opened = await vault();
  for (const chat of chats) {
    const sealed = Buffer.from(chat.sealed, 'base64');
    await runtime.intake.accept({
      ...{ bot: 'esm', channel: chat.channel, requestId: key },
      conversation: opened.open(sealed, researcherChatPlace(chat.conversationId)),
      externalId: `${alertEvent}:${key}`,
      content: { kind: 'event', event: alertEvent, payload: alert },
    });
  }
  return chats.length;
}
