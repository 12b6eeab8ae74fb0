import type { ConversationHead } from '../../contracts/store.ts';

/**
 * A place in a Conversation, as clients hand it back. It names the Conversation and the last erasure too, so
 * that whoever comes back after an erasure is told and begins anew, even where the numbers did.
 */
export interface Cursor {
  /** Null for a bare number, and for the start. */
  readonly conversationId: string | null;
  readonly seq: number;
  /** `erasedSeq` of the Conversation when the place was given out. */
  readonly erasedSeq: number;
}

export const startCursor: Cursor = { conversationId: null, seq: 0, erasedSeq: 0 };

export const formatCursor = ({ conversationId, erasedSeq }: ConversationHead, seq: number): string =>
  `${conversationId}.${seq}.${erasedSeq}`;

/** Reads `<conversation>.<seq>.<erased>` or a bare `<seq>`; null when it is neither. */
export function parseCursor(value: string | string[] | undefined): Cursor | null {
  if (value === undefined || value === '') return startCursor;
  if (typeof value !== 'string') return null;
  const match = /^(?:([1-9]\d{0,17})\.)?(\d{1,15})(?:\.(\d{1,15}))?$/.exec(value);
  if (match === null || (match[1] === undefined) !== (match[3] === undefined)) return null;
  const seq = Number(match[2]);
  // A bare number says nothing of erasures: one at or after it counts as unseen.
  return { conversationId: match[1] ?? null, seq, erasedSeq: Number(match[3] ?? Math.max(0, seq - 1)) };
}

/** Whether what `cursor` stands in has been erased since; `head` is null when there is no Conversation. */
export function isErased(cursor: Cursor, head: ConversationHead | null): boolean {
  if (head === null) return cursor.seq > 0;
  if (cursor.conversationId !== null && cursor.conversationId !== head.conversationId) return true;
  return cursor.seq > 0 && (head.erasedSeq > cursor.erasedSeq || cursor.seq > head.lastSeq);
}
