import type pg from 'pg';
import { renameConversations } from '../postgres/rename-conversations.ts';
import { isNoted, note } from '../postgres/statements/keys.ts';
import { currentNamePrefix, type Sealer } from '../stages/sealing/index.ts';

/**
 * Seals the names of Conversations that were stored plainly or under an earlier key. Runs before the product serves; a
 * start that finds the last one completed under the same key reads one row. Returns how many were sealed.
 * @throws TerminalError `sealed_unreadable` when the key of a name is not given.
 */
export async function sealNames(pool: pg.Pool, sealers: ReadonlyMap<string, Sealer>): Promise<number> {
  let sealed = 0;
  for (const [bot, sealer] of sealers) {
    const { id, fingerprint } = sealer.keys.current;
    const [name, value] = [`sealed-names:${bot}`, `${id} ${fingerprint}`];
    if (await isNoted(pool, name, value)) continue;
    sealed += await renameConversations(pool, bot, currentNamePrefix(bot, sealer), (plain) =>
      sealer.sealName(sealer.openName(plain)),
    );
    await note(pool, name, value);
  }
  return sealed;
}
