import type { TurnWrite } from 'opora';
import { instant } from './sql-time.ts';

/**
 * `/link <code>`: makes the Conversation the chat of the researcher whose code it is, and spends the code. No row
 * is affected when the code is wrong, spent or expired: the Turn runs again and reads so.
 */
export function redeemLinkCode(link: {
  /** `hashSecret` of the code. */
  readonly codeHash: string;
  readonly conversationId: string;
  readonly channel: string;
  /** The platform's name of the thread, sealed for `researcherChatPlace(conversationId)`. */
  readonly chatSealed: Uint8Array;
  readonly at: number;
}): TurnWrite {
  return {
    name: 'esm-redeem-link-code',
    sql: `WITH spent AS (
  DELETE FROM esm_link_codes WHERE code_hash = $1 AND expires_at > ${instant('$5')} RETURNING researcher_id
)
UPDATE esm_researchers r SET chat_conversation_id = $2, chat_channel = $3, chat_sealed = $4
FROM spent WHERE r.researcher_id = spent.researcher_id AND r.disabled_at IS NULL`,
    values: [link.codeHash, link.conversationId, link.channel, Buffer.from(link.chatSealed), link.at],
    expectedRows: 1,
  };
}
