import type { Update } from '../../contracts/update.ts';

/** Event that tells a bot that its person can no longer be reached (blocked it, left). */
export const unreachableEvent = 'opora.unreachable';

/** Nobody wrote and nobody would read: a reply would be refused again and raise the same event, for ever. */
export const isFromNobody = (burst: readonly Update[]): boolean =>
  burst.every((update) => update.kind === 'event' && update.event === unreachableEvent);
