import type { Database } from '../contracts/bot.ts';
import type { Json } from '../contracts/json.ts';
import type { OutgoingMessage } from '../contracts/message.ts';
import { deliveryId, parseId, turnId, updateId } from '../core/ids.ts';
import type { Redactor } from '../core/redaction.ts';
import {
  findTurnOfDelivery,
  findTurnOfUpdate,
  readTimelineConversation,
  readTimelineDeliveries,
  readTimelineSteps,
  readTimelineTurn,
  readTimelineUpdates,
  type TimelineConversation,
  type TimelineDelivery,
  type TimelineStep,
  type TimelineTurn,
  type TimelineUpdate,
} from '../postgres/statements/timeline.ts';
import { type GuardRecord, guardStep } from '../stages/guard/index.ts';
import { findRecord } from './guards/guard-rows.ts';
import { describeModelUse, type ModelUse, readModelUses } from './model-use.ts';

/** Everything that is known of one message, Turn or Delivery. */
export interface Explanation {
  readonly id: string;
  readonly conversation: TimelineConversation;
  readonly updates: readonly TimelineUpdate[];
  readonly turn: TimelineTurn | null;
  readonly steps: readonly TimelineStep[];
  /** What models were asked and answered, from the journal. */
  readonly models: readonly ModelUse[];
  readonly deliveries: readonly TimelineDelivery[];
  readonly conversationId: string;
}

/** Collects the story of `id` (`u…`, `t…` or `d…`); null when nothing is stored under it. */
export async function explain(database: Database, id: string): Promise<Explanation | null> {
  const parsed = parseId(id);
  if (parsed === null) return null;
  const { conversationId, seq, kind } = parsed;
  const conversation = await readTimelineConversation(database, conversationId);
  if (conversation === null) return null;
  const turnSeq =
    kind === 'turn'
      ? seq
      : await (kind === 'update' ? findTurnOfUpdate : findTurnOfDelivery)(database, conversationId, seq);
  const turn = turnSeq === null ? null : await readTimelineTurn(database, conversationId, turnSeq);
  if (turn === null) {
    const updates = kind === 'update' ? await readTimelineUpdates(database, conversationId, seq, seq) : [];
    return updates.length === 0
      ? null
      : { id, conversationId, conversation, updates, turn, steps: [], models: [], deliveries: [] };
  }
  const steps = await readTimelineSteps(database, conversationId, turn.seq);
  return {
    id,
    conversationId,
    conversation,
    updates: await readTimelineUpdates(database, conversationId, turn.from_seq, turn.through_seq),
    turn,
    steps,
    models: readModelUses(steps, turn),
    deliveries: await readTimelineDeliveries(database, conversationId, turn.seq),
  };
}

/** The same story with placeholders in place of personal data; ids stay as they are. */
export function redactExplanation(story: Explanation, redactor: Redactor): Explanation {
  const clean = <Value>(value: Value): Value => mapTexts(value as Json, redactor.text) as Value;
  const { conversation, turn } = story;
  return {
    ...story,
    conversation: { ...conversation, last_error: clean(conversation.last_error) },
    updates: story.updates.map((update) => ({ ...update, content: clean(update.content) })),
    turn: turn === null ? null : { ...turn, state: clean(turn.state), journal: clean(turn.journal) },
    steps: story.steps.map((step) => ({ ...step, result: clean(step.result) })),
    deliveries: story.deliveries.map((delivery) => ({
      ...delivery,
      payload: clean(delivery.payload),
      receipt: clean(delivery.receipt),
      last_error: clean(delivery.last_error),
    })),
  };
}

/** Every text of a JSON value, keys aside, through `change`. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item: Json) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item as Json, change)]),
  );
}

interface Line {
  readonly at: number;
  readonly text: string;
}

const quote = (text: string): string => JSON.stringify(text.length > 120 ? `${text.slice(0, 117)}...` : text);

/** The explanation as lines for people, in order of time. */
export function formatExplanation(story: Explanation): string {
  const { conversation, conversationId, turn } = story;
  const lines: Line[] = [
    ...story.updates.map((update) => describeUpdate(conversationId, update)),
    ...(turn === null ? [] : describeTurn(story, turn)),
    ...story.deliveries.flatMap((delivery) => describeDelivery(conversationId, delivery)),
  ];
  const start = Math.min(...lines.map((line) => line.at));
  const head = `${story.id}: ${conversation.bot} over ${conversation.channel}, conversation ${conversationId} (${conversation.external_id})`;
  const body = lines
    .sort((left, right) => left.at - right.at)
    .map(
      ({ at, text }) =>
        `${new Date(at).toISOString()}  ${`+${Math.round(at - start)} ms`.padStart(10)}  ${text}`,
    );
  return [head, ...body, ...(turn === null ? [describeWaiting(conversation)] : [])].join('\n');
}

function describeUpdate(conversationId: string, update: TimelineUpdate): Line {
  const { content } = update;
  const said = content.text ?? content.button ?? content.timer ?? content.event ?? '';
  return {
    at: update.received_at,
    text: `received  ${updateId(conversationId, update.seq)} ${content.kind} ${quote(said)} (platform id ${update.external_id}, request ${update.request_id})`,
  };
}

function describeTurn(story: Explanation, turn: TimelineTurn): readonly Line[] {
  const first = story.updates[0]?.received_at ?? turn.started_at;
  const id = turnId(story.conversationId, turn.seq);
  const joined = `${story.updates.length} update${story.updates.length === 1 ? '' : 's'}`;
  return [
    {
      at: turn.started_at,
      text: `claimed   ${id} joined ${joined}, waited ${Math.round(turn.started_at - first)} ms, attempt ${turn.attempt}`,
    },
    ...story.steps.map((step) => ({
      at: step.recorded_at,
      text: `step      ${step.name} journalled after ${step.duration_ms} ms`,
    })),
    ...story.models.map((use) => ({ at: use.at, text: `model     ${describeModelUse(use)}` })),
    ...describeJournal(turn),
    { at: turn.committed_at, text: `committed ${id} ${turn.outcome}, ${story.deliveries.length} deliveries` },
  ];
}

function describeJournal(turn: TimelineTurn): readonly Line[] {
  const { steps, ...rest } = (turn.journal ?? {}) as Readonly<Record<string, Json>>;
  const own = (Array.isArray(steps) ? steps : []).filter(
    (step: { readonly name?: unknown } | null) => step?.name !== guardStep,
  );
  const record = findRecord(turn.journal);
  return [
    ...(record === null ? [] : [{ at: turn.started_at, text: describeGuard(record) }]),
    ...Object.entries({ ...(own.length === 0 ? {} : { steps: own }), ...rest }).map(([key, value]) => ({
      at: turn.committed_at,
      text: `journal   ${key}: ${JSON.stringify(value)}`,
    })),
  ];
}

/** `guard     raised, score 0.94: cancel-rules 0.7 (text), reveal 0.7 (text); kept back u1.2; said: refused`. */
function describeGuard(record: GuardRecord): string {
  const signals = (record.signals ?? []).map(
    ({ class: name, weight, source }) => `${name} ${weight} (${source})`,
  );
  const { moderation, rights, withheld, blocked, limited, replaced, say, fault, handoff, alert } = record;
  const parts = [
    moderation === undefined
      ? null
      : `moderation ${moderation.source}: ${moderation.action ?? 'none'} ${moderation.categories.join(' ')}`.trim(),
    named('rights', rights),
    named('withheld', withheld),
    named('kept back', blocked),
    named('over the rate', limited),
    named('replaced before the write', replaced),
    named('said', say),
    fault === undefined ? null : `detectors failed: ${fault}`,
    handoff === undefined ? null : `handoff: ${handoff}`,
    alert === undefined ? null : `operator told: ${alert}`,
  ].filter((part) => part !== null);
  const why = signals.length === 0 ? '' : `: ${signals.join(', ')}`;
  return [`guard     ${record.verdict}, score ${record.score}${why}`, ...parts].join('; ');
}

const named = (name: string, items: readonly string[] | undefined): string | null =>
  items === undefined ? null : `${name} ${items.join(' ')}`;

function describeDelivery(conversationId: string, delivery: TimelineDelivery): readonly Line[] {
  const id = deliveryId(conversationId, delivery.seq);
  const { payload } = delivery;
  const what = payload.kind === 'message' ? describeMessage(payload.message) : `effect ${payload.effect}`;
  const problems = [
    delivery.last_error === null ? '' : `, last error: ${delivery.last_error}`,
    delivery.unknown_count === 0 ? '' : `, unknown ${delivery.unknown_count} times`,
  ].join('');
  const end =
    delivery.closed_at === null
      ? `waiting, next try ${delivery.next_at === null ? 'never' : new Date(delivery.next_at).toISOString()}`
      : delivery.status;
  return [
    { at: delivery.created_at, text: `outbox    ${id} ${delivery.lane} ${what}` },
    {
      at: delivery.closed_at ?? delivery.created_at,
      text: `delivery  ${id} ${end} after ${delivery.attempt} attempts${problems}${
        delivery.receipt === null ? '' : `, receipt ${JSON.stringify(delivery.receipt)}`
      }`,
    },
  ];
}

const describeMessage = ({ text, modelUsed, unknownDelivery }: OutgoingMessage): string =>
  [
    quote(text),
    ...(modelUsed === undefined ? [] : [`answered by ${modelUsed}`]),
    ...(unknownDelivery === undefined ? [] : [unknownDelivery]),
  ].join(', ');

function describeWaiting(conversation: TimelineConversation): string {
  const due = conversation.due_at === null ? 'not due' : `due ${new Date(conversation.due_at).toISOString()}`;
  const error = conversation.last_error === null ? '' : `, last error: ${conversation.last_error}`;
  return `no turn yet: ${due}, ${conversation.leased_by === null ? 'not leased' : `leased by ${conversation.leased_by}`}, attempt ${conversation.attempt}${error}`;
}
