import {
  type LabelValues,
  longSeconds,
  type MetricDeclaration,
  type MetricGroup,
  shortSeconds,
  sizes,
} from './metric-declaration.ts';
import { modelMetrics } from './model-metrics.ts';

export type { LabelValues, MetricDeclaration, MetricGroup } from './metric-declaration.ts';

/** Most bots, channels and so on that are told apart; a deployment has a few. */
const bot: LabelValues = { atMost: 32 };
const channel: LabelValues = { atMost: 16 };
/** Methods that are counted by their name; any other counts as `OTHER`. */
export const httpMethods: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const intake: readonly MetricDeclaration[] = [
  {
    name: 'opora_updates_accepted_total',
    kind: 'counter',
    help: 'Updates handed to Intake, by what became of them.',
    labels: { bot, channel, result: ['new', 'duplicate', 'refused'] },
  },
  {
    name: 'opora_intake_batch_size',
    kind: 'histogram',
    help: 'Updates in one Intake commit.',
    buckets: sizes,
  },
  {
    name: 'opora_intake_seconds',
    kind: 'histogram',
    help: 'Time from handing an Update in to its commit.',
    buckets: shortSeconds,
  },
  {
    name: 'opora_burst_updates',
    kind: 'histogram',
    help: 'Updates in one Burst.',
    buckets: [1, 2, 3, 5, 10, 20, 50],
  },
];

const turns: readonly MetricDeclaration[] = [
  {
    name: 'opora_queue_wait_seconds',
    kind: 'histogram',
    help: 'Time from the first Update of a Burst to the claim of its Turn, debounce included.',
    labels: { bot },
    buckets: longSeconds,
  },
  {
    name: 'opora_turns_total',
    kind: 'counter',
    help: 'Turns that ended, by how; `failed` ones will be tried again.',
    labels: { bot, outcome: ['answered', 'held', 'dead', 'failed', 'cancelled'] },
  },
  {
    name: 'opora_turn_seconds',
    kind: 'histogram',
    help: 'Time from the claim of a Turn to its commit.',
    labels: { bot },
    buckets: longSeconds,
  },
  {
    name: 'opora_turn_reruns_total',
    kind: 'counter',
    help: 'Turns run again because a newer message arrived.',
    labels: { bot },
  },
  { name: 'opora_turn_attempts_total', kind: 'counter', help: 'Attempts of Turns.' },
  {
    name: 'opora_steps_total',
    kind: 'counter',
    help: 'Journalled steps: run, answered from the journal, or failed.',
    labels: { bot, result: ['run', 'replayed', 'failed'] },
  },
  { name: 'opora_commit_batch_size', kind: 'histogram', help: 'Turns in one commit.', buckets: sizes },
  {
    name: 'opora_commit_seconds',
    kind: 'histogram',
    help: 'Time of one commit of Turns.',
    buckets: shortSeconds,
  },
  { name: 'opora_lease_lost_total', kind: 'counter', help: 'Leases lost while the work was still running.' },
  {
    name: 'opora_validation_rejections_total',
    kind: 'counter',
    help: 'Drafts that a Validator rejected.',
    labels: { bot, validator: { atMost: 64 } },
  },
  {
    name: 'opora_validation_outcomes_total',
    kind: 'counter',
    help: 'Turns with Drafts, by how these came to leave: as they were, corrected, from the template, replaced.',
    labels: { bot, outcome: ['passed', 'corrected', 'template', 'fallback', 'handoff', 'withheld'] },
  },
  {
    name: 'opora_handoffs_total',
    kind: 'counter',
    help: 'Conversations handed to a person.',
    labels: { bot },
  },
];

const deliveries: readonly MetricDeclaration[] = [
  {
    name: 'opora_deliveries_total',
    kind: 'counter',
    help: 'Deliveries that ended, by how.',
    labels: { bot, channel, outcome: ['sent', 'refused', 'unknown', 'dead', 'cancelled'] },
  },
  {
    name: 'opora_delivery_seconds',
    kind: 'histogram',
    help: "Time of one send, up to the platform's answer.",
    labels: { channel },
    buckets: longSeconds,
  },
  {
    name: 'opora_delivery_attempts_total',
    kind: 'counter',
    help: 'Attempts of Deliveries.',
    labels: { bot, channel },
  },
  {
    name: 'opora_timers_fired_total',
    kind: 'counter',
    help: 'Durable timers that came due and were handed in.',
  },
  {
    name: 'opora_timer_lag_seconds',
    kind: 'histogram',
    help: 'Time from the due moment of a timer to its Update.',
    buckets: longSeconds,
  },
  {
    name: 'opora_dead_letters_total',
    kind: 'counter',
    help: 'Work given up and kept for a person.',
    labels: { kind: ['turn', 'delivery', 'unknown-delivery'] },
  },
];

const jobs: readonly MetricDeclaration[] = [
  {
    name: 'opora_job_runs_total',
    kind: 'counter',
    help: "Runs of the bots' jobs, by how they ended; `failed` ones are tried again.",
    labels: { bot, job: { atMost: 64 }, result: ['done', 'failed', 'stopped'] },
  },
  {
    name: 'opora_job_seconds',
    kind: 'histogram',
    help: 'Time of one run of a job.',
    labels: { bot, job: { atMost: 64 } },
    buckets: longSeconds,
  },
];

const guard: readonly MetricDeclaration[] = [
  {
    name: 'guard_verdicts_total',
    kind: 'counter',
    help: 'Bursts judged by the Guards, by Verdict; `limited` counts messages over the rate.',
    labels: { bot, verdict: ['admit', 'noted', 'raised', 'refuse', 'limited'] },
  },
  {
    name: 'guard_signals_total',
    kind: 'counter',
    help: 'Signals of injection, by class.',
    labels: { class: { atMost: 32 } },
  },
  {
    name: 'guard_seconds',
    kind: 'histogram',
    help: 'Time of the Guards before a Turn, a provider of moderation included.',
    buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.25, 1, 2.5],
  },
  {
    name: 'guard_errors_total',
    kind: 'counter',
    help: 'Detectors and redactions that failed or took too long; the text was treated as suspect.',
    labels: { part: ['detector', 'redaction'] },
  },
  {
    name: 'guard_alerts_total',
    kind: 'counter',
    help: 'Times that the Guards told an Operator.',
    labels: { bot, reason: ['refusals', 'moderation'] },
  },
  {
    name: 'moderation_total',
    kind: 'counter',
    help: 'Bursts moderated, by who judged and the action called for.',
    labels: {
      source: ['local', 'provider'],
      action: ['refuse', 'care', 'handoff', 'calm', 'note', 'none'],
    },
  },
  {
    name: 'pii_redactions_total',
    kind: 'counter',
    help: 'Values replaced by placeholders, by kind and by where they were about to go.',
    labels: {
      kind: { atMost: 32 },
      place: ['storage', 'journal', 'model', 'log', 'report', 'trace', 'console'],
    },
  },
];

const process: readonly MetricDeclaration[] = [
  {
    name: 'opora_database_pool_connections',
    kind: 'gauge',
    help: 'Connections of the pool.',
    labels: { state: ['idle', 'busy'] },
  },
  { name: 'opora_database_pool_waiting', kind: 'gauge', help: 'Statements that wait for a connection.' },
  {
    name: 'opora_database_errors_total',
    kind: 'counter',
    help: 'Database errors, by the work they interrupted; it is tried again.',
    labels: { kind: { atMost: 32 } },
  },
  {
    name: 'opora_database_pool_errors_total',
    kind: 'counter',
    help: 'Connections that were lost or could not be opened.',
  },
  {
    name: 'opora_http_requests_total',
    kind: 'counter',
    help: 'HTTP requests, by the pattern of their route.',
    labels: {
      route: { atMost: 128 },
      method: [...httpMethods, 'OTHER'],
      status: ['1xx', '2xx', '3xx', '4xx', '5xx'],
    },
  },
  {
    name: 'opora_http_request_seconds',
    kind: 'histogram',
    help: 'Time of an HTTP request; event streams are not in it.',
    labels: { route: { atMost: 128 } },
    buckets: shortSeconds,
  },
  { name: 'opora_sse_connections', kind: 'gauge', help: 'Open event streams.', labels: { bot } },
  {
    name: 'opora_retention_deleted_total',
    kind: 'counter',
    help: 'Rows deleted because their time was over.',
    labels: { table: { atMost: 32 } },
  },
  {
    name: 'opora_conversations_erased_total',
    kind: 'counter',
    help: "Conversations erased at a person's request.",
  },
  {
    name: 'opora_health',
    kind: 'gauge',
    help: 'Health checks: 1 healthy, 0.5 degraded, 0 unhealthy.',
    labels: { check: { atMost: 64 } },
  },
  {
    name: 'opora_metric_rejections_total',
    kind: 'counter',
    help: 'Measurements dropped because they were not as declared: a bug.',
    labels: { reason: ['undeclared', 'labels', 'value'] },
  },
  {
    name: 'opora_build_info',
    kind: 'gauge',
    help: 'Always 1; the labels say what runs.',
    labels: { version: { atMost: 1 }, node: { atMost: 1 } },
  },
];

const telegram: readonly MetricDeclaration[] = [
  {
    name: 'opora_telegram_calls_total',
    kind: 'counter',
    help: 'Calls of the Bot API, by method.',
    labels: { bot, method: { atMost: 32 }, result: ['ok', 'failed'] },
  },
  {
    name: 'opora_telegram_call_seconds',
    kind: 'histogram',
    help: 'Time of a call of the Bot API; of `getUpdates` mostly waiting.',
    labels: { bot, method: { atMost: 32 } },
    buckets: longSeconds,
  },
  {
    name: 'opora_telegram_background_calls_total',
    kind: 'counter',
    help: 'Calls of the Bot API that nobody waits for; skipped when too many run.',
    labels: { bot, purpose: { atMost: 16 }, result: ['ok', 'failed', 'skipped'] },
  },
  {
    name: 'opora_telegram_typing_failures_total',
    kind: 'counter',
    help: 'Typing signs that could not be shown.',
    labels: { bot, code: { atMost: 32 } },
  },
  {
    name: 'opora_telegram_updates_total',
    kind: 'counter',
    help: 'Updates received from Telegram, by what became of them.',
    labels: { bot, result: { atMost: 32 } },
  },
  {
    name: 'opora_telegram_receive_errors_total',
    kind: 'counter',
    help: 'Failures to receive from Telegram.',
    labels: { bot, code: { atMost: 32 } },
  },
  {
    name: 'opora_telegram_receiving',
    kind: 'gauge',
    help: 'Whether the bot receives from Telegram: 1 or 0.',
    labels: { bot },
  },
];

/** Every metric of the runtime, by subject. */
export const metricGroups: readonly MetricGroup[] = [
  { title: 'Intake', metrics: intake },
  { title: 'Turns', metrics: turns },
  { title: 'Deliveries and timers', metrics: deliveries },
  { title: 'Jobs', metrics: jobs },
  { title: 'Telegram', metrics: telegram },
  { title: 'Models', metrics: modelMetrics },
  { title: 'Guards', metrics: guard },
  { title: 'Process', metrics: process },
];

/** Every metric of the runtime. */
export const metricCatalogue: readonly MetricDeclaration[] = metricGroups.flatMap((group) => group.metrics);
