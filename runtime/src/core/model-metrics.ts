import { type LabelValues, longSeconds, type MetricDeclaration } from './metric-declaration.ts';

const bot: LabelValues = { atMost: 32 };
const model: LabelValues = { atMost: 16 };
const code: LabelValues = { atMost: 32 };
const purpose: LabelValues = { atMost: 32 };

const answers: readonly MetricDeclaration[] = [
  {
    name: 'opora_model_answers_total',
    kind: 'counter',
    help: 'Calls of Inference, by who answered: the first model, another, the cache, the local method, nobody.',
    labels: { bot, purpose, source: ['model', 'fallback', 'cache', 'local', 'failed', 'cancelled'] },
  },
  {
    name: 'opora_model_answer_seconds',
    kind: 'histogram',
    help: 'Time of a call of Inference, retries and fallbacks included.',
    labels: { bot, source: ['model', 'fallback', 'cache', 'local', 'failed', 'cancelled'] },
    buckets: longSeconds,
  },
  {
    name: 'opora_model_fallbacks_total',
    kind: 'counter',
    help: 'Models given up in favour of the next model or the local method, by the reason.',
    labels: { model, reason: code },
  },
];

const attempts: readonly MetricDeclaration[] = [
  {
    name: 'opora_model_attempts_total',
    kind: 'counter',
    help: 'Attempts at providers, by the code they ended with; `ok` answered.',
    labels: { model, outcome: code },
  },
  {
    name: 'opora_model_attempt_seconds',
    kind: 'histogram',
    help: 'Time of one attempt at a provider.',
    labels: { model },
    buckets: longSeconds,
  },
  {
    name: 'opora_model_retries_total',
    kind: 'counter',
    help: 'Attempts repeated, by the error before.',
    labels: { model, reason: code },
  },
  {
    name: 'opora_model_timeouts_total',
    kind: 'counter',
    help: 'Attempts ended by their Timeout: before the first byte, in all, by a stall, at the deadline.',
    labels: { model, kind: ['first', 'total', 'stall', 'deadline'] },
  },
  {
    name: 'opora_model_tokens_total',
    kind: 'counter',
    help: 'Tokens bought; of speech, characters; of transcription without tokens, seconds.',
    labels: { bot, model, direction: ['in', 'out'] },
  },
  {
    name: 'opora_model_cost_usd_total',
    kind: 'counter',
    help: 'Money spent by the price table, US dollars.',
    labels: { bot, model },
  },
];

const guards: readonly MetricDeclaration[] = [
  {
    name: 'opora_model_breaker_state',
    kind: 'gauge',
    help: 'Breakers: 0 closed, 0.5 half-open, 1 open.',
    labels: { model },
  },
  {
    name: 'opora_model_breaker_changes_total',
    kind: 'counter',
    help: 'Changes of Breakers, by the new state.',
    labels: { model, to: ['closed', 'open', 'half-open'] },
  },
  {
    name: 'opora_model_breaker_rejections_total',
    kind: 'counter',
    help: 'Calls not made because the Breaker was open.',
    labels: { model },
  },
  { name: 'opora_model_running', kind: 'gauge', help: 'Calls of a model in flight.', labels: { model } },
  {
    name: 'opora_model_waiting',
    kind: 'gauge',
    help: 'Calls waiting for a place in the Bulkhead.',
    labels: { model },
  },
  {
    name: 'opora_model_bulkhead_rejections_total',
    kind: 'counter',
    help: 'Calls turned away by the Bulkhead.',
    labels: { model },
  },
];

const limits: readonly MetricDeclaration[] = [
  {
    name: 'opora_model_cache_total',
    kind: 'counter',
    help: 'Look-ups of the answer cache; `joined` waited for another caller, `shared` came from the second level.',
    labels: { result: ['hit', 'shared', 'joined', 'miss', 'skipped'] },
  },
  { name: 'opora_model_cache_entries', kind: 'gauge', help: 'Answers in the cache of this process.' },
  {
    name: 'opora_model_limited_total',
    kind: 'counter',
    help: 'Calls that a limit kept from the models.',
    labels: { bot, limit: ['user-rate', 'budget-user', 'budget-bot', 'budget-all'] },
  },
  {
    name: 'opora_model_budget_alerts_total',
    kind: 'counter',
    help: 'Budgets that passed their alert level.',
    labels: { scope: ['user', 'bot', 'all'] },
  },
  {
    name: 'opora_model_budget_used',
    kind: 'gauge',
    help: "Share of the day's budget that is used, of each bot and of all.",
    labels: { bot },
  },
  {
    name: 'opora_model_shared_errors_total',
    kind: 'counter',
    help: 'Failures of what processes share; the local part serves meanwhile.',
    labels: { store: ['rate', 'spend', 'cache'] },
  },
];

/** Every metric of Inference. */
export const modelMetrics: readonly MetricDeclaration[] = [...answers, ...attempts, ...guards, ...limits];
