import type { ChannelRate } from '../../contracts/channel.ts';
import { type Clock, sleep } from '../../core/clock.ts';

export interface Pace {
  /** Resolves when a send to `conversation` keeps the rate. Rejects when `signal` aborts. */
  turn(conversation: string, signal: AbortSignal): Promise<void>;
}

const maximumConversations = 10_000;

/** Spaces sends of one channel: a shortest gap for each thread and one over all of them. */
export function createPace(rate: ChannelRate | undefined, clock: Clock): Pace {
  if (rate === undefined) return { turn: () => Promise.resolve() };
  const gapMs = 1000 / rate.overallPerSecond;
  const nextOf = new Map<string, number>();
  let nextOverall = 0;

  const forgetPast = (now: number): void => {
    for (const [conversation, next] of nextOf) if (next <= now) nextOf.delete(conversation);
  };

  return {
    async turn(conversation, signal) {
      const now = clock.monotonic();
      if (nextOf.size >= maximumConversations) forgetPast(now);
      const at = Math.max(now, nextOverall, nextOf.get(conversation) ?? 0);
      nextOverall = Math.max(now, nextOverall) + gapMs;
      nextOf.set(conversation, at + rate.perConversationMs);
      if (at > now) await sleep(clock, at - now, signal);
    },
  };
}
