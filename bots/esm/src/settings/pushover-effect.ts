import type { EffectHandler } from 'opora';
import { z } from 'zod';
import { liveServices } from '../live-services.ts';
import type { Place } from '../vault/places.ts';

/** Name of the effect that sends the second signal. */
export const pushoverEffect = 'pushover';

const address = 'https://api.pushover.net/1/messages.json';

/** Where the sealed key of a participant belongs. */
export function pushoverPlace(conversationId: string): Place {
  return { owner: conversationId, column: 'esm_participants.pushover' };
}

const payloadSchema: z.ZodType<{ key: string; conversationId: string; text: string; until: number }> =
  z.strictObject({
    /** The participant's key, sealed, base64. */
    key: z.string(),
    conversationId: z.string(),
    /** Says that there is a signal and nothing else. */
    text: z.string(),
    /** A signal that would come later than this, ms since the epoch, is left out. */
    until: z.number(),
  });

/** What the effect is asked with. */
export type PushoverPayload = z.infer<typeof payloadSchema>;

/** Sends the second signal. Pushover knows no idempotency key, so a lost answer is not repeated. */
export const sendPushover: EffectHandler = {
  delivery: 'ambiguous',
  async deliver({ payload }, signal) {
    const { settings, vault, runtime } = liveServices();
    const parsed = payloadSchema.safeParse(payload);
    const token = settings.pushoverToken;
    if (!parsed.success || token === null) return refusal('esm_pushover_off', 'No token is configured.');
    const { key, conversationId, text, until } = parsed.data;
    if (runtime.clock.now() > until) return refusal('esm_pushover_late', 'The signal is over.');
    const user = (await vault()).open(Buffer.from(key, 'base64'), pushoverPlace(conversationId));
    const body = new URLSearchParams({ token, user, message: text });
    return post(body, signal);
  },
};

async function post(body: URLSearchParams, signal: AbortSignal): ReturnType<EffectHandler['deliver']> {
  let response: Response;
  try {
    response = await fetch(address, { method: 'POST', body, signal, redirect: 'error' });
  } catch {
    // What the error says may hold the address of a proxy; that it failed is all there is to know.
    return { status: 'unknown', code: 'esm_pushover_unreachable', reason: 'Pushover could not be reached.' };
  }
  if (response.ok) return { status: 'sent', receipt: { status: response.status } };
  const reason = `Pushover answered ${response.status}.`;
  const permanent = response.status >= 400 && response.status < 500 && response.status !== 429;
  return { status: 'refused', code: 'esm_pushover_refused', reason, permanent };
}

const refusal = (code: string, reason: string): Awaited<ReturnType<EffectHandler['deliver']>> => ({
  ...{ status: 'refused', code, reason, permanent: true },
});
