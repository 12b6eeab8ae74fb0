import { describeError, RefusedError } from '../../core/errors.ts';
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

/** Tries before an update that Intake calls invalid is given up: it would hold back all others for ever. */
const INVALID_TRIES = 5;

/** Creates the acceptor; it remembers what it accepted of a batch that comes again. */
export function createBatchAcceptor({ handle, logger, signal }: BatchAcceptorOptions): BatchAcceptor {
  let accepted = new Set<number>();
  let invalid = new Map<number, number>();

  const acceptOne = async (update: ParsedUpdate): Promise<boolean> => {
    if (accepted.has(update.updateId)) return true;
    if (signal.aborted) return false;
    try {
      await handle(update);
    } catch (error) {
      if (!isInvalid(error) || !exhausted(update.updateId)) {
        logger.warn(
          { updateId: update.updateId, error: describeError(error) },
          'An update was not accepted yet.',
        );
        return false;
      }
      logger.error(
        { updateId: update.updateId, error: describeError(error) },
        `An update was given up after ${INVALID_TRIES} tries: Intake cannot store it.`,
      );
    }
    accepted.add(update.updateId);
    return true;
  };

  const exhausted = (updateId: number): boolean => {
    const tries = (invalid.get(updateId) ?? 0) + 1;
    invalid.set(updateId, tries);
    return tries >= INVALID_TRIES;
  };

  /** Id of the first update of a lane that was not accepted. */
  const acceptLane = async (lane: readonly ParsedUpdate[]): Promise<number | null> => {
    for (const update of lane) if (!(await acceptOne(update))) return update.updateId;
    return null;
  };

  return {
    async accept(updates) {
      const ids = new Set(updates.map(({ updateId }) => updateId));
      // What is not in the batch any more has been confirmed; both maps stay as small as a batch.
      accepted = new Set([...accepted].filter((id) => ids.has(id)));
      invalid = new Map([...invalid].filter(([id]) => ids.has(id)));
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

function isInvalid(error: unknown): boolean {
  return error instanceof RefusedError && error.code === 'update_invalid';
}
