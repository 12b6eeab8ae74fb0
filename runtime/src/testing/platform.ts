import type { Channel, DeliveryOutcome, OutgoingDelivery } from '../contracts/channel.ts';

/** One bubble as the person sees it. */
export interface ShownMessage {
  readonly conversation: string;
  readonly id: string;
  readonly text: string;
  readonly attempt: number;
  readonly maybeRepeated: boolean;
}

/** A platform in memory: what people see, and a channel to it. */
export interface Platform {
  readonly channel: Channel;
  readonly shown: readonly ShownMessage[];
  /** Every call of `deliver`, shown or not. */
  readonly calls: readonly ShownMessage[];
  textsOf(conversation: string): readonly string[];
}

export interface PlatformOptions {
  readonly name?: string;
  readonly delivery: 'repeatable' | 'ambiguous';
  /** Decides a send; `show` makes the message visible. By default it is shown and confirmed. */
  readonly answer?: (
    delivery: OutgoingDelivery,
    show: () => void,
    signal: AbortSignal,
  ) => Promise<DeliveryOutcome>;
}

/** Makes a platform. On a `repeatable` one the same id is shown once, however often it is sent. */
export function createPlatform({ name = 'platform', delivery: kind, answer }: PlatformOptions): Platform {
  const shown: ShownMessage[] = [];
  const calls: ShownMessage[] = [];
  const known = new Set<string>();

  const channel: Channel = {
    name,
    delivery: kind,
    prepare: (message) => [message],
    async deliver(delivery, { signal }) {
      const { id, conversation, attempt, maybeRepeated, message } = delivery;
      const line = { conversation, id, text: message.text, attempt, maybeRepeated };
      calls.push(line);
      const show = (): void => {
        if (kind === 'repeatable' && known.has(id)) return;
        known.add(id);
        shown.push(line);
      };
      if (answer !== undefined) return answer(delivery, show, signal);
      show();
      return { status: 'sent', receipt: { shown: shown.length } };
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };

  return {
    channel,
    shown,
    calls,
    textsOf: (conversation) =>
      shown.filter((line) => line.conversation === conversation).map((line) => line.text),
  };
}
