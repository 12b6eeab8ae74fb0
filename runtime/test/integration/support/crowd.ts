import { pause } from '../engine-fixture.ts';
import { openTalk, type Talk } from './web-client.ts';

/** People who write at the same time, each in order, until told to stop. */
export interface Crowd {
  readonly talks: readonly Talk[];
  /** Accepted messages by conversation. */
  readonly accepted: ReadonlyMap<string, readonly string[]>;
  /** How often somebody was put off with 503, or could not connect. */
  readonly refusals: number;
  /** Lets everybody finish the message under way. */
  stop(): Promise<void>;
}

export function startCrowd(
  base: string,
  options: { readonly people: number; readonly pauseMs?: number; readonly name?: string },
): Crowd {
  const { people, pauseMs = 20, name = 'person' } = options;
  const talks = Array.from({ length: people }, (_, index) => openTalk(base, 'probe', `${name}-${index}`));
  const accepted = new Map<string, string[]>(talks.map(({ conversation }) => [conversation, []]));
  let stopping = false;
  let refusals = 0;
  const refused = (): void => {
    refusals += 1;
  };
  const write = async (talk: Talk): Promise<void> => {
    for (let index = 0; !stopping; index += 1) {
      await talk.insist(`m${index}`, `t${index}`, refused);
      // A platform that lost the answer sends again: it must not count twice.
      if (index % 5 === 0) await talk.insist(`m${index}`, `t${index}`);
      accepted.get(talk.conversation)?.push(`t${index}`);
      await pause(pauseMs);
    }
  };
  const writing = Promise.all(talks.map(write));
  return {
    talks,
    accepted,
    get refusals() {
      return refusals;
    },
    async stop() {
      stopping = true;
      await writing;
    },
  };
}

/** What everybody must see: each accepted message answered once, in order. */
export function expectedReplies(crowd: Crowd): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...crowd.accepted].map(([conversation, texts]) => [
      conversation,
      texts.map((text, index) => `echo ${index + 1}: ${text}`),
    ]),
  );
}

/** Every reply that everybody sees now. */
export async function readReplies(crowd: Crowd): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = await Promise.all(
    crowd.talks.map(async (talk) => [talk.conversation, await talk.replies()] as const),
  );
  return new Map(pairs);
}
