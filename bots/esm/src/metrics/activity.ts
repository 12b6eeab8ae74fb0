import type { Meter } from 'opora';
import type { AiOutcome } from '../ai/read-answer.ts';
import type { ReportValidation } from '../validator/report.ts';

/** One text judged, as the figures count it. */
export interface ValidationAct {
  readonly validation: Pick<ReportValidation, 'source' | 'verdict' | 'durationMs'>;
  /** A part failed: the model, the redaction, or the rules themselves. */
  readonly failed: boolean;
}

/** One question to a model, as the figures count it. */
export interface AiAct {
  readonly provider: string;
  readonly outcome: AiOutcome;
  readonly fromCache: boolean;
}

/** What this process has done since its start. Plain numbers; `null` while there is nothing to average. */
export type ActivityFigures = {
  readonly validationRequests: number;
  readonly validationErrors: number;
  readonly validationTimeouts: number;
  readonly validationDurationAvgMs: number | null;
  readonly cacheHits: number;
  readonly cacheMisses: number;
  readonly rateLimited: number;
  /** 0 closed, 1 open, as the newest answer showed it. */
  readonly breakerState: number;
  /** By source and verdict. */
  readonly validations: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By source. */
  readonly validationSeconds: Readonly<Record<string, { readonly count: number; readonly sum: number }>>;
  /** By provider and outcome. */
  readonly aiRequests: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

/** Counts what the validators of one process do, for Prometheus and for `getMetrics()`. */
export interface Activity {
  validated(act: ValidationAct): void;
  asked(act: AiAct): void;
  figures(): ActivityFigures;
  /** What became of the newest questions to a model, oldest first; those answered by a cache or a limit are not in it. */
  recent(): readonly AiOutcome[];
}

/** Providers are few; what a wrong name would bring is bounded all the same. */
const mostProviders = 8;
/** Questions that are remembered one by one. */
const remembered = 10;

const activities = new WeakMap<Meter, Activity>();

/** The activity of the process that `meter` measures: Turns, pages and jobs of one process share it. */
export function activityOf(meter: Meter): Activity {
  const known = activities.get(meter);
  if (known !== undefined) return known;
  const activity = createActivity(meter);
  activities.set(meter, activity);
  return activity;
}

/** Begins to count from nothing, on `meter`. */
export function createActivity(meter: Meter): Activity {
  const counts = new Map<string, number>();
  const validations = new Map<string, Map<string, number>>();
  const seconds = new Map<string, { count: number; sum: number }>();
  const aiRequests = new Map<string, Map<string, number>>();
  const newest: AiOutcome[] = [];
  let breakerState = 0;
  const count = (name: string, key: string): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    meter.count(name);
  };
  const averageMs = (): number | null => {
    const all = [...seconds.values()];
    const of = all.reduce((sum, one) => sum + one.count, 0);
    return of === 0 ? null : (all.reduce((sum, one) => sum + one.sum, 0) / of) * 1_000;
  };
  return {
    validated({ validation: { source, verdict, durationMs }, failed }) {
      count('esm_validation_requests_total', 'validationRequests');
      if (failed) count('esm_validation_errors_total', 'validationErrors');
      meter.count('esm_validations_total', { source, verdict });
      meter.observe('esm_validation_seconds', durationMs / 1_000, { source });
      add(validations, source, verdict);
      const known = seconds.get(source) ?? { count: 0, sum: 0 };
      seconds.set(source, { count: known.count + 1, sum: known.sum + durationMs / 1_000 });
      meter.gauge('esm_validation_duration_avg_ms', averageMs() ?? 0);
    },
    asked({ provider, outcome, fromCache }) {
      const name = aiRequests.has(provider) || aiRequests.size < mostProviders ? provider : 'other';
      meter.count('esm_ai_requests_total', { provider: name, outcome });
      add(aiRequests, name, outcome);
      if (fromCache) count('esm_cache_hits_total', 'cacheHits');
      else count('esm_cache_misses_total', 'cacheMisses');
      if (outcome === 'limited') count('esm_rate_limited_total', 'rateLimited');
      else if (outcome !== 'answered') count('esm_validation_timeouts_total', 'validationTimeouts');
      if (outcome !== 'limited' && !fromCache) newest.push(outcome);
      if (newest.length > remembered) newest.shift();
      if (outcome === 'breaker-open') breakerState = 1;
      else if (outcome !== 'limited' && !fromCache) breakerState = 0;
      meter.gauge('esm_breaker_state', breakerState);
    },
    recent: () => [...newest],
    figures() {
      const of = (key: string): number => counts.get(key) ?? 0;
      return {
        validationRequests: of('validationRequests'),
        validationErrors: of('validationErrors'),
        validationTimeouts: of('validationTimeouts'),
        validationDurationAvgMs: averageMs(),
        cacheHits: of('cacheHits'),
        cacheMisses: of('cacheMisses'),
        rateLimited: of('rateLimited'),
        breakerState,
        validations: toRecord(validations),
        validationSeconds: Object.fromEntries(seconds),
        aiRequests: toRecord(aiRequests),
      };
    },
  };
}

function add(counts: Map<string, Map<string, number>>, first: string, second: string): void {
  const inner = counts.get(first) ?? new Map<string, number>();
  inner.set(second, (inner.get(second) ?? 0) + 1);
  counts.set(first, inner);
}

const toRecord = (counts: Map<string, Map<string, number>>): Record<string, Record<string, number>> =>
  Object.fromEntries([...counts].map(([name, inner]) => [name, Object.fromEntries(inner)]));
