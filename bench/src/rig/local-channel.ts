import type { Channel } from 'opora';
import { channelName } from './work.ts';

export interface LocalChannel extends Channel {
  /** Ids of everything delivered, with how often. */
  readonly delivered: ReadonlyMap<string, number>;
}

export interface LocalChannelOptions {
  /** `stored`: people read it from the database, nothing is sent. Default `repeatable`. */
  readonly delivery?: 'repeatable' | 'stored';
  /** Told of each send, before its outcome is recorded. */
  readonly onDelivery?: (conversation: string) => void;
}

/** A platform inside the process that takes every message at once and can be sent to twice with the same id. */
export function createLocalChannel(options: LocalChannelOptions = {}): LocalChannel {
  const { delivery = 'repeatable', onDelivery } = options;
  const delivered = new Map<string, number>();
  return {
    name: channelName,
    delivery,
    delivered,
    prepare: (message) => [message],
    deliver({ id, conversation, message }) {
      delivered.set(id, (delivered.get(id) ?? 0) + 1);
      onDelivery?.(conversation);
      return Promise.resolve({ status: 'sent', receipt: { characters: message.text.length } });
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
