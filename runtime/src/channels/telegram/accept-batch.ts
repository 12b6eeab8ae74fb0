import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { ParsedUpdate } from './parse-update.ts';

export interface BatchAcceptor {
  /**
   * Hands in a batch: in order within a chat, chats beside one another. Returns the lowest id that could not be
   * accepted (nothing from there on may be confirmed) or null when all were. Never throws.
   */
  accept(updates: readonly ParsedUpdate[]): Promise<number | null>;
}

export interface BatchAcceptorOptions {
  handle(update: ParsedUpdate): Promise<void>;
  readonly logger: Logger;
  /** No further update is begun once it aborts. */
  readonly signal: AbortSignal;
}

/** Creates the acceptor; it remembers what it accepted of a batch that comes again. */
export function createBatchAcceptor({ handle, logger, signal }: BatchAcceptorOptions): BatchAcceptor {
  let accepted = new Set<number>();

  const acceptOne = async (update: ParsedUpdate): Promise<boolean> => {
    if (accepted.has(update.updateId)) return true;
    if (signal.aborted) return false;
    try {
      await handle(update);
    } catch (error) {
      logger.warn(
        { updateId: update.updateId, error: describeError(error) },
        'An update was not accepted yet.',
      );
      return false;
    }
    accepted.add(update.updateId);
    return true;
  };

  /** Id of the first update of a lane that was not accepted. */
  const acceptLane = async (lane: readonly ParsedUpdate[]): Promise<number | null> => {
    for (const update of lane) if (!(await acceptOne(update))) return update.updateId;
    return null;
  };

  return {
    async accept(updates) {
      const ids = new Set(updates.map(({ updateId }) => updateId));
      // What is not in the batch any more has been confirmed; the set stays as small as a batch.
      accepted = new Set([...accepted].filter((id) => ids.has(id)));
      const failures = await Promise.all([...groupByChat(updates)].map(acceptLane));
      const failed = failures.filter((id) => id !== null);
      return failed.length === 0 ? null : Math.min(...failed);
    },
  };
}

function groupByChat(updates: readonly ParsedUpdate[]): Iterable<readonly ParsedUpdate[]> {
  const lanes = new Map<string, ParsedUpdate[]>();
  for (const update of updates) {
    const chat = update.type === 'accept' ? update.update.conversation : `${update.type}.${update.updateId}`;
    const lane = lanes.get(chat);
    if (lane === undefined) lanes.set(chat, [update]);
    else lane.push(update);
  }
  return lanes.values();
}
