import type { Bot } from '../../contracts/bot.ts';
import type { Json } from '../../contracts/json.ts';
import type { Claim, EngineStore } from '../../contracts/store.ts';
import type { Update } from '../../contracts/update.ts';

/** Event that gives a Conversation back to its bot after a Handoff. */
export const releasedEvent = 'opora.released';

const isRelease = ({ kind, event }: Update): boolean => kind === 'event' && event === releasedEvent;

/** Whether a Burst gives the Conversation back to its bot. */
export const isReleased = (burst: readonly Update[]): boolean => burst.some(isRelease);

/** What the program hears of a Burst while a person holds the Conversation. */
export const heardOf = (bot: Pick<Bot, 'heardWhileHeld'>, burst: readonly Update[]): readonly Update[] =>
  burst.filter((update) => bot.heardWhileHeld?.(update) === true);

/** Held Updates that the event names at most; the newest are kept. */
const maximumHeld = 50;

const toHeld = (update: Update): Json =>
  JSON.parse(JSON.stringify({ ...update, receivedAt: Math.round(update.receivedAt) })) as Json;

/**
 * Gives the released event its payload `{held: [...]}`, what came in while the bot was silent. It is
 * read when the Turn runs, not when the release is asked for, so that nothing falls between the two; a replay
 * reads the same.
 */
export async function nameHeldUpdates(
  store: Pick<EngineStore, 'readHeld'>,
  claim: Pick<Claim, 'conversationId' | 'turnSeq' | 'updates'>,
): Promise<readonly Update[]> {
  if (!isReleased(claim.updates)) return claim.updates;
  const held = await store.readHeld(claim.conversationId, claim.turnSeq, maximumHeld);
  const payload = { held: held.map(toHeld) };
  return claim.updates.map((update) => (isRelease(update) ? { ...update, payload } : update));
}
