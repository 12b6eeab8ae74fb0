import type { Json } from '../../../contracts/json.ts';
import type { EngineStore, TurnCommit } from '../../../contracts/store.ts';

/** The store, with every text of an error scrubbed on its way in: last errors, DeadLetters, failed steps. */
export function protectStore(store: EngineStore, scrub: (text: string) => string): EngineStore {
  const clean = (turn: TurnCommit): TurnCommit => cleanTurn(turn, scrub);
  return {
    ...store,
    failAttempt: (claim, worker, error, retryInMs) =>
      store.failAttempt(claim, worker, scrub(error), retryInMs),
    commit: (turns) => store.commit(turns.map(clean)),
    commitWithExtras: (turn) => store.commitWithExtras(clean(turn)),
    recordDeliveries: (records) =>
      store.recordDeliveries(
        records.map((record) => (record.error === null ? record : { ...record, error: scrub(record.error) })),
      ),
  };
}

function cleanTurn(turn: TurnCommit, scrub: (text: string) => string): TurnCommit {
  const journal = cleanJournal(turn.journal, scrub);
  if (journal === turn.journal && turn.deadReason === null) return turn;
  return { ...turn, journal, deadReason: turn.deadReason === null ? null : scrub(turn.deadReason) };
}

interface FailedStep {
  readonly error?: unknown;
}

/** Steps that failed carry the text of their error; nothing else in a journal is an error's. */
function cleanJournal(journal: Json, scrub: (text: string) => string): Json {
  const steps = (journal as { readonly steps?: unknown } | null)?.steps;
  if (!Array.isArray(steps) || !steps.some((step: FailedStep) => typeof step.error === 'string'))
    return journal;
  const cleaned = steps.map((step: FailedStep) =>
    typeof step.error === 'string' ? { ...step, error: scrub(step.error) } : step,
  );
  return { ...(journal as { readonly [key: string]: Json }), steps: cleaned as unknown as Json };
}
