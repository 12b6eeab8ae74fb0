import type { ActivityFigures } from './activity.ts';
import type { StudyFigures } from './study-figures.ts';

// Type aliases rather than interfaces: only they are assignable to the runtime's `Json`.

/** Shares from 0 to 1, null while there is nothing to divide. */
export type ComputedFigures = {
  /** Texts judged without a failure of the model or the redaction. */
  readonly validationSuccessRate: number | null;
  readonly cacheHitRate: number | null;
  /** Completions of completions and dropouts. */
  readonly trainingCompletionRate: number | null;
  /** `responseQualityAvg`, rounded to a tenth. */
  readonly averageResponseQuality: number | null;
  /** The three named most often, most frequent first. */
  readonly topPhenomena: readonly { readonly phenomenon: string; readonly count: number }[];
};

/** Every metric of the bot by its name in camel case; see docs/reference/metrics.md. */
export type EsmFigures = ActivityFigures &
  Omit<StudyFigures, 'people'> & {
    readonly activeParticipants: number;
    readonly trainingCompletions: number;
    readonly trainingDropouts: number;
    readonly deletions: number;
    /** Since the start of the process. */
    readonly uptimeSeconds: number;
    readonly computed: ComputedFigures;
  };

/** Puts the figures of the process and those of the studies together. */
export function joinFigures(
  activity: ActivityFigures,
  studies: StudyFigures,
  uptimeSeconds: number,
): EsmFigures {
  const { people, ...rest } = studies;
  const { trainingCompletions, trainingDropouts, deletions, active } = people;
  return {
    ...activity,
    ...rest,
    ...{ trainingCompletions, trainingDropouts, deletions, activeParticipants: active, uptimeSeconds },
    computed: compute(activity, studies),
  };
}

function compute(activity: ActivityFigures, { people, ...studies }: StudyFigures): ComputedFigures {
  const { validationRequests, validationErrors, cacheHits, cacheMisses } = activity;
  const { trainingCompletions, trainingDropouts } = people;
  const { responseQualityAvg } = studies;
  return {
    validationSuccessRate: share(validationRequests - validationErrors, validationRequests),
    cacheHitRate: share(cacheHits, cacheHits + cacheMisses),
    trainingCompletionRate: share(trainingCompletions, trainingCompletions + trainingDropouts),
    averageResponseQuality: responseQualityAvg === null ? null : Math.round(responseQualityAvg * 10) / 10,
    topPhenomena: Object.entries(studies.phenomenaDetected)
      .map(([phenomenon, count]) => ({ phenomenon, count }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count || one.phenomenon.localeCompare(other.phenomenon))
      .slice(0, 3),
  };
}

const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
