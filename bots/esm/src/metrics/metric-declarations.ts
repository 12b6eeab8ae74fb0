import type { BotPackage } from 'opora/app';
import { aiOutcomes } from '../ai/read-answer.ts';
import { classWeights, phenomena } from '../validator/report.ts';

type MetricDeclaration = NonNullable<BotPackage['metrics']>[number];

/** States that a beep reaches, in the order of its life. */
export const beepStates = [
  'planned',
  'sent',
  'opened',
  'completed',
  'partial',
  'expired',
  'skipped',
  'failed',
  'missed',
  'cancelled',
] as const;

/** Kinds of schedules. */
export const beepKinds = ['signal', 'interval', 'once', 'event'] as const;

/** Classes as labels, the faultless one included. */
export const classLabels: readonly string[] = Object.keys(classWeights);

const sources = ['local', 'ai'] as const;
const days = 'of the last 30 days';

/** Of the process: each counts for itself, and Prometheus adds them up. */
const validation: readonly MetricDeclaration[] = [
  {
    name: 'esm_validation_requests_total',
    kind: 'counter',
    help: 'Texts judged, by the rules alone or with a model.',
  },
  {
    name: 'esm_validation_errors_total',
    kind: 'counter',
    help: 'Texts judged although a part failed: the model, or the redaction before it.',
  },
  {
    name: 'esm_validation_timeouts_total',
    kind: 'counter',
    help: 'Texts for which a model was wanted and failed, late or otherwise; the rules served.',
  },
  {
    name: 'esm_validation_duration_avg_ms',
    kind: 'gauge',
    help: 'Mean time of judging a text since the start of the process, ms.',
  },
  {
    name: 'esm_validation_seconds',
    kind: 'histogram',
    help: 'Time of judging a text, by who judged.',
    labels: { source: sources },
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.25, 0.5, 1, 2, 5, 10],
  },
  {
    name: 'esm_validations_total',
    kind: 'counter',
    help: 'Texts judged, by who judged and the verdict.',
    labels: { source: sources, verdict: ['accept', 'probe'] },
  },
  {
    name: 'esm_ai_requests_total',
    kind: 'counter',
    help: 'Texts for which a model was wanted, by provider (`none`: nobody was reached) and what came of it.',
    labels: { provider: { atMost: 9 }, outcome: aiOutcomes },
  },
  {
    name: 'esm_rate_limited_total',
    kind: 'counter',
    help: 'Texts judged by the rules because a person or a budget had used up its requests.',
  },
  { name: 'esm_cache_hits_total', kind: 'counter', help: 'Opinions of a model found in the cache.' },
  { name: 'esm_cache_misses_total', kind: 'counter', help: 'Opinions of a model not found in the cache.' },
  {
    name: 'esm_breaker_state',
    kind: 'gauge',
    help: 'Breaker of the model that judges, as its newest answer showed it: 0 closed, 1 open.',
  },
];

/** Of the studies: read from the database, the same in every process that reads them; take the largest. */
const studies: readonly MetricDeclaration[] = [
  { name: 'esm_responses_total', kind: 'counter', help: 'Completed responses; previews are left out.' },
  {
    name: 'esm_response_quality_avg',
    kind: 'gauge',
    help: `Mean quality of first texts, 0 to 100, ${days}.`,
  },
  {
    name: 'esm_training_quality_avg',
    kind: 'gauge',
    help: `Mean quality of first texts in training, 0 to 100, ${days}.`,
  },
  { name: 'esm_training_completions_total', kind: 'counter', help: 'Participants who completed training.' },
  { name: 'esm_training_dropouts_total', kind: 'counter', help: 'Participants who left in training.' },
  {
    name: 'esm_illusions_detected_total',
    kind: 'counter',
    help: 'Presuppositions in first texts: claims by habit, or as everyone does, about experience.',
  },
  {
    name: 'esm_classes_total',
    kind: 'counter',
    help: 'Classes found in first texts; `pristine` where none was.',
    labels: { class: classLabels },
  },
  {
    name: 'esm_phenomena_detected_total',
    kind: 'counter',
    help: 'Candidates for phenomena in first texts.',
    labels: { phenomenon: phenomena },
  },
  {
    name: 'esm_beeps_total',
    kind: 'counter',
    help: 'Beeps that reached a state, by the kind of their schedule; previews are left out.',
    labels: { kind: beepKinds, status: beepStates },
  },
  {
    name: 'esm_beep_lag_seconds',
    kind: 'histogram',
    help: 'Time from the planned instant of a beep to its sending.',
    buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300],
  },
  {
    name: 'esm_open_latency_seconds',
    kind: 'histogram',
    help: 'Time from the sending of a beep to its opening.',
    buckets: [5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 2_700, 5_400],
  },
  {
    name: 'esm_compliance_ratio',
    kind: 'gauge',
    help: `Completed beeps of those sent, 0 to 1, ${days}.`,
  },
  {
    name: 'esm_active_participants',
    kind: 'gauge',
    help: 'Participants in training or active.',
  },
  { name: 'esm_deletions_total', kind: 'counter', help: 'Participants whose data were deleted.' },
];

/** Every metric of the bot, declared in its package. */
export const esmMetrics: readonly MetricDeclaration[] = [
  ...validation,
  ...studies,
  { name: 'uptime_seconds', kind: 'gauge', help: 'Time since the start of the process, seconds.' },
];
