/** Refusals in a row after which a participant counts as unreachable. */
export const refusalsToUnreachable = 3;

/** Whether beeps reach a participant. */
export interface Reachability {
  /** Sends the platform refused in a row (the bot is blocked, the chat is gone). */
  readonly refusals: number;
  /** While true nothing is planned. */
  readonly unreachable: boolean;
}

/** Somebody nothing is known of. */
export const reachable: Reachability = { refusals: 0, unreachable: false };

/**
 * What follows from a send or a message: three refusals running make unreachable; a delivery begins the count
 * anew; any message from the person makes reachable again. A send whose outcome is unknown tells nothing.
 */
export function noteContact(
  before: Reachability,
  event: 'delivered' | 'refused' | 'unknown' | 'message',
): Reachability {
  if (event === 'message') return reachable;
  if (before.unreachable || event === 'unknown') return before;
  if (event === 'delivered') return before.refusals === 0 ? before : reachable;
  const refusals = before.refusals + 1;
  return { refusals, unreachable: refusals >= refusalsToUnreachable };
}
