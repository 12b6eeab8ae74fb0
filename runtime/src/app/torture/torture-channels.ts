import type { EffectHandler } from '../../contracts/bot.ts';
import type { Channel, DeliveryOutcome } from '../../contracts/channel.ts';
import { describeError } from '../../core/errors.ts';
import { hashText } from '../../core/random.ts';
import type { PlatformAnswer, PlatformClient } from './platform-client.ts';
import type { PlatformSend, TortureBotName, TortureChannelName } from './protocol.ts';

/** A channel of the torture: hands every message to the parent and reads its answer. */
export function createTortureChannel(
  bot: TortureBotName,
  name: TortureChannelName,
  client: PlatformClient,
): Channel {
  return {
    name,
    delivery: name,
    prepare: (message) => [message],
    async deliver({ id, conversation, message, attempt, maybeRepeated }, { signal, saveProgress }) {
      if (name === 'ambiguous' && hashText(id) % 6 === 0) await saveProgress({ attempt });
      const send: PlatformSend = { bot, channel: name, conversation, id, text: message.text, maybeRepeated };
      return call(client, '/send', send, signal);
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}

/** The effect of the torture: a charge that the other system applies once by its key. */
export function createChargeEffect(client: PlatformClient): EffectHandler {
  return {
    delivery: 'repeatable',
    deliver: ({ key, payload }, signal) =>
      call(client, '/effect', { key, ...(payload as { conversation: string; number: number }) }, signal),
  };
}

async function call(
  client: PlatformClient,
  path: string,
  body: unknown,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  try {
    return toOutcome(await client.post(path, body, signal));
  } catch (error) {
    const reason = describeError(error);
    const code = (error as NodeJS.ErrnoException).code ?? 'connection_lost';
    // Only a connection that was never made proves that nothing was shown.
    if (code === 'ECONNREFUSED') return { status: 'refused', code, reason, permanent: false };
    return { status: 'unknown', code, reason };
  }
}

function toOutcome({ status, body }: PlatformAnswer): DeliveryOutcome {
  if (status === 200) return { status: 'sent', receipt: null };
  if (status === 429) {
    const retryAfterMs = (body as { retryAfterMs: number }).retryAfterMs;
    return {
      status: 'refused',
      code: 'too_many',
      reason: 'the platform said 429',
      permanent: false,
      retryAfterMs,
    };
  }
  return {
    status: 'unknown',
    code: `http_${status}`,
    reason: 'the platform failed after reading the message',
  };
}
