import type { UpdateContent } from '../../../src/contracts/update.ts';
import { createSealer, parseSealingKeys } from '../../../src/stages/sealing/index.ts';
import { testDataKey } from '../../integration/support/data-key.ts';
import type { E2eDatabase } from './database.ts';

const sealer = createSealer('esm', parseSealingKeys('esm', 'ESM_DATA_KEY', testDataKey.ESM_DATA_KEY));

/** What esm stored sealed, as it was before; anything else as it is. */
export const opened = (value: unknown): unknown => sealer.open(value);

/** The name of a chat at its platform as the tables hold it. */
export const storedName = (chat: string | number): string => sealer.sealName(String(chat));

/** Contents of the Updates of all chats whose name at the platform is `chat`, or of every chat, in order, opened. */
export async function contentsOf(
  database: Pick<E2eDatabase, 'query'>,
  chat: string | null = null,
): Promise<readonly UpdateContent[]> {
  const rows = await database.query<{ content: unknown }>(
    `select u.content from updates u join conversations c on c.id = u.conversation_id
     where $1::text is null or c.external_id = $1 order by u.conversation_id, u.seq`,
    [chat === null ? null : storedName(chat)],
  );
  return rows.map(({ content }) => opened(content) as UpdateContent);
}
