import type { EngineStore } from '../contracts/store.ts';
import type { Intake } from '../contracts/update.ts';
import { RefusedError } from '../core/errors.ts';
import { createRequestId } from '../core/ids.ts';
import {
  type DeadLetterRow,
  findDeadLetter,
  listDeadLetters,
  requeueDelivery,
  resolveDeadLetter,
} from '../postgres/statements/dead-letters.ts';
import { readTimelineUpdates } from '../postgres/statements/timeline.ts';

export interface DeadLetters {
  list(limit: number): Promise<readonly DeadLetterRow[]>;
  /**
   * Gives the work another chance: Updates come in again as new ones, a Delivery goes back to its lane. Null when no
   * such DeadLetter is open.
   * @throws RefusedError `dead_letter_gone` when what it names is no longer kept, and whatever Intake throws; the
   * DeadLetter stays open then.
   */
  retry(id: string): Promise<DeadLetterRow | null>;
  drop(id: string): Promise<DeadLetterRow | null>;
}

/** Work given up, for Operators. */
export function createDeadLetters(store: EngineStore, intake: Intake): DeadLetters {
  /** False when there is nothing left to accept. */
  const acceptAgain = async (letter: DeadLetterRow): Promise<boolean> => {
    const { conversation_id, from_seq, through_seq, bot, channel, conversation } = letter;
    if (channel === null || conversation === null) return false;
    const updates = await readTimelineUpdates(store, conversation_id, from_seq, through_seq);
    for (const update of updates) {
      await intake.accept({
        bot,
        channel,
        conversation,
        externalId: `retry:${letter.id}:${update.seq}`,
        content: update.content,
        requestId: createRequestId(),
      });
    }
    return updates.length > 0;
  };

  return {
    list: (limit) => listDeadLetters(store, limit),
    async retry(id) {
      const letter = await findDeadLetter(store, id);
      if (letter === null) return null;
      // Closed last: what fails before leaves it open, and what was requeued by then is known by its ids.
      const isKept =
        letter.kind === 'turn'
          ? await acceptAgain(letter)
          : await requeueDelivery(store, letter.conversation_id, letter.from_seq);
      if (!isKept) throw gone(letter);
      await resolveDeadLetter(store, id, 'retried');
      return letter;
    },
    drop: (id) => resolveDeadLetter(store, id, 'dropped'),
  };
}

const gone = ({ id }: DeadLetterRow): RefusedError =>
  new RefusedError(
    'dead_letter_gone',
    `What the dead letter ${id} names is no longer kept, so that it cannot be retried; drop it.`,
    { context: { id } },
  );
