import type {
  GuardText,
  ModerationVerdict,
  Right,
  Verdict,
  VerdictName,
  VerdictSignal,
} from '../../../contracts/guard.ts';
import type { Update } from '../../../contracts/update.ts';
import type { inspectText } from '../injection/inspect-text.ts';
import { isSaid, textsOf } from './said.ts';

/**
 * What the Guards decided about one Burst, as it stands in the Turn's journal: scores, classes and ids, no words of
 * the person. Whatever is at its ordinary value is left out.
 */
export interface GuardRecord {
  readonly verdict: VerdictName;
  readonly score: number;
  readonly signals?: readonly VerdictSignal[];
  readonly withheld?: readonly string[];
  readonly rights?: readonly Right[];
  readonly moderation?: ModerationVerdict;
  readonly replaced?: readonly string[];
  readonly fault?: 'threw' | 'slow';
  /** Ids of Updates that were raised or refused by themselves. */
  readonly suspect?: readonly string[];
  /** Ids of Updates that the program does not get because of what they say. */
  readonly blocked?: readonly string[];
  /** Ids of Updates that the program does not get because there were too many. */
  readonly limited?: readonly string[];
  /** Sentences of the runtime, in order. */
  readonly say?: readonly GuardText[];
  /** Reason of the Handoff that the Guards ask for. */
  readonly handoff?: string;
  /** Why an Operator is told. */
  readonly alert?: 'refusals' | 'moderation';
}

const calm: ModerationVerdict = { action: null, categories: [], source: 'local' };

/** The record as the program sees it. What may be answered is read again from the Burst: it is no journal's business. */
export function toVerdict(
  record: GuardRecord,
  burst: readonly Update[],
  inspect: typeof inspectText,
): Verdict {
  const isRaised = record.verdict === 'raised' || record.verdict === 'refuse';
  return {
    score: record.score,
    verdict: record.verdict,
    signals: record.signals ?? [],
    withheld: record.withheld ?? [],
    legitimate: isRaised ? legitimateOf(record, burst, inspect) : null,
    rights: record.rights ?? [],
    moderation: record.moderation ?? calm,
    replaced: record.replaced ?? [],
    limited: record.limited?.length ?? 0,
    fault: record.fault ?? null,
    allowsActions: !isRaised,
    allowsHistory: !isRaised,
  };
}

/** The messages nobody objects to, and of the others the sentences that hold no hit. */
function legitimateOf(
  { suspect = [], limited = [] }: GuardRecord,
  burst: readonly Update[],
  inspect: typeof inspectText,
): string | null {
  const parts = burst
    .filter((update) => isSaid(update) && !limited.includes(update.id))
    .flatMap((update) =>
      textsOf(update).map(({ input }) =>
        suspect.includes(update.id)
          ? inspect({ text: input.text }, { budgetMs: Number.POSITIVE_INFINITY }).legitimate
          : input.text,
      ),
    )
    .filter((part) => part !== null && part.trim() !== '');
  return parts.length === 0 ? null : parts.join('\n');
}
