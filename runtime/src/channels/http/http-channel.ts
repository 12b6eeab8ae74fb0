import type { Channel } from '../../contracts/channel.ts';

/** Name of the HTTP channel in Conversations, metrics and rows. */
export const httpChannelName = 'http';

/**
 * The channel of web chat and plain HTTP. People read it from the database, so a committed Delivery has been
 * delivered; clients recognise a reply by its id and show it once.
 */
export function createHttpChannel(): Channel {
  return {
    name: httpChannelName,
    delivery: 'stored',
    prepare: (message) => [message],
    deliver: () => Promise.resolve({ status: 'sent', receipt: null }),
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
}
