import type { EngineStore } from '../contracts/store.ts';
import type { Intake } from '../contracts/update.ts';
import { createRequestId } from '../core/ids.ts';
import {
  type DeadLetterRow,
  listDeadLetters,
  requeueDelivery,
  resolveDeadLetter,
} from '../postgres/statements/dead-letters.ts';
import { readTimelineUpdates } from '../postgres/statements/timeline.ts';

export interface DeadLetters {
  list(limit: number): Promise<readonly DeadLetterRow[]>;
  /** Gives the work another chance: Updates come in again as new ones, a Delivery goes back to its lane. */
  retry(id: string): Promise<DeadLetterRow | null>;
  drop(id: string): Promise<DeadLetterRow | null>;
}

/** Work given up, for Operators. */
export function createDeadLetters(store: EngineStore, intake: Intake): DeadLetters {
  const again = async (letter: DeadLetterRow): Promise<void> => {
    if (letter.kind !== 'turn') {
      await requeueDelivery(store, letter.conversation_id, letter.from_seq);
      return;
    }
    const { conversation_id, from_seq, through_seq, bot, channel, conversation } = letter;
    if (channel === null || conversation === null) return;
    for (const update of await readTimelineUpdates(store, conversation_id, from_seq, through_seq)) {
      await intake.accept({
        bot,
        channel,
        conversation,
        externalId: `retry:${letter.id}:${update.seq}`,
        content: update.content,
        requestId: createRequestId(),
      });
    }
  };

  return {
    list: (limit) => listDeadLetters(store, limit),
    async retry(id) {
      const letter = await resolveDeadLetter(store, id, 'retried');
      if (letter !== null) await again(letter);
      return letter;
    },
    drop: (id) => resolveDeadLetter(store, id, 'dropped'),
  };
}
