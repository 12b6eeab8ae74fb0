import { randomUUID } from 'node:crypto';

/** Public id of an Update: `u<conversation>.<seq>`. */
export const updateId = (conversationId: string, seq: number): string => `u${conversationId}.${seq}`;

/** Public id of a Turn: `t<conversation>.<turn>`. */
export const turnId = (conversationId: string, turnSeq: number): string => `t${conversationId}.${turnSeq}`;

/** Public id of a Delivery: `d<conversation>.<seq>`; also its idempotency key. */
export const deliveryId = (conversationId: string, seq: number): string => `d${conversationId}.${seq}`;

export interface PublicId {
  readonly kind: 'update' | 'turn' | 'delivery';
  readonly conversationId: string;
  readonly seq: number;
}

const kinds = { u: 'update', t: 'turn', d: 'delivery' } as const;

/** Reads a public id; null when it is none. */
export function parseId(text: string): PublicId | null {
  const match = /^([utd])([1-9]\d{0,17})\.([1-9]\d{0,14})$/.exec(text.trim());
  if (match === null) return null;
  const [, letter, conversationId, seq] = match;
  return {
    kind: kinds[letter as 'u' | 't' | 'd'],
    conversationId: conversationId ?? '',
    seq: Number(seq),
  };
}

/** A fresh request id, for work that nobody named. */
export const createRequestId = (): string => randomUUID();
