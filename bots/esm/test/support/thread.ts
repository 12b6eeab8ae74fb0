import type { Button, Json, OutgoingMessage, Update, UpdateContent } from 'opora';
import type { EsmState } from '../../src/index.ts';

/** A Conversation as the runtime keeps it, and what its person sees. */
export interface Thread {
  readonly id: string;
  readonly name: string;
  state: Json;
  turns: number;
  seq: number;
  readonly timers: Map<string, { readonly at: number; readonly payload: Json }>;
  /** Every bubble, oldest first. */
  readonly shown: OutgoingMessage[];
  readonly seen: Set<string>;
  /** Updates that no Turn has taken yet. */
  readonly waiting: Update[];
  /** Set while a person holds the Conversation. */
  isHeld: boolean;
  /** The platform refuses what is sent to it. */
  isBlocked: boolean;
  erasures: number;
}

/** Where a person's messages go, and what the bot then knows. */
export interface Realm {
  accept(thread: Thread, ...contents: readonly UpdateContent[]): Promise<readonly OutgoingMessage[]>;
  stateOf(thread: Thread): EsmState;
}

/** Buttons of a bubble in one row. */
export const buttonsOf = (message: OutgoingMessage | undefined): readonly Button[] =>
  (message?.buttons ?? []).flat();
