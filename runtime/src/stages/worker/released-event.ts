import type { Bot } from '../../contracts/bot.ts';
import type { Json } from '../../contracts/json.ts';
import type { Claim, EngineStore } from '../../contracts/store.ts';
import type { Update } from '../../contracts/update.ts';

/** Event that gives a Conversation back to its bot after a Handoff. */
export const releasedEvent = 'opora.released';

/** Whether a Burst gives the Conversation back to its bot. */
export const isReleased = (burst: readonly Update[]): boolean =>
  burst.some(({ kind, event }) => kind === 'event' && event === releasedEvent);

/** What the program hears of a Burst while a person holds the Conversation. */
export const heardOf = (bot: Pick<Bot, 'heardWhileHeld'>, burst: readonly Update[]): readonly Update[] =>
  burst.filter((update) => bot.heardWhileHeld?.(update) === true);

/** Held Updates that the event names at most; the newest are kept. */
const maximumHeld = 50;

const toHeld = ({ id, kind, text, button, attachments, receivedAt }: Update): Json => ({
  ...{ id, kind, receivedAt: Math.round(receivedAt) },
  ...(text === undefined ? {} : { text }),
  ...(button === undefined ? {} : { button }),
  ...(attachments === undefined ? {} : { attachments: JSON.parse(JSON.stringify(attachments)) as Json }),
});

/**
 * Gives the released event its payload `{held: [...]}`, what the person said while the bot was silent. It is
 * read when the Turn runs, not when the release is asked for, so that nothing falls between the two; a replay
 * reads the same.
 */
export async function nameHeldUpdates(
  store: Pick<EngineStore, 'readHeld'>,
  claim: Pick<Claim, 'conversationId' | 'turnSeq' | 'updates'>,
): Promise<readonly Update[]> {
  const isRelease = (update: Update): boolean => update.kind === 'event' && update.event === releasedEvent;
  if (!claim.updates.some(isRelease)) return claim.updates;
  const held = await store.readHeld(claim.conversationId, claim.turnSeq, maximumHeld);
  const payload = { held: held.map(toHeld) };
  return claim.updates.map((update) => (isRelease(update) ? { ...update, payload } : update));
}
