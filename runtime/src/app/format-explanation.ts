import type { Json } from '../contracts/json.ts';
import type { OutgoingMessage } from '../contracts/message.ts';
import { deliveryId, turnId, updateId } from '../core/ids.ts';
import type {
  TimelineDelivery,
  TimelineLetter,
  TimelineStep,
  TimelineTurn,
  TimelineUpdate,
} from '../postgres/statements/timeline.ts';
import { type GuardRecord, guardStep } from '../stages/guard/index.ts';
import type { Explanation } from './explain.ts';
import { findRecord } from './guards/guard-rows.ts';
import { describeModelUse } from './model-use.ts';

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
    ...(turn === null ? story.steps.map(describeStep) : []),
    ...story.deadLetters.map(describeLetter),
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
  return [head, ...body, ...(turn === null ? [describeUncommitted(story)] : [])].join('\n');
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
    ...story.steps.map(describeStep),
    ...story.models.map((use) => ({ at: use.at, text: `model     ${describeModelUse(use)}` })),
    ...describeJournal(turn),
    { at: turn.committed_at, text: `committed ${id} ${turn.outcome}, ${story.deliveries.length} deliveries` },
  ];
}

const describeStep = (step: TimelineStep): Line => ({
  at: step.recorded_at,
  text: `step      ${step.name} journalled after ${step.duration_ms} ms`,
});

const describeLetter = ({ id, kind, reason, created_at, resolution }: TimelineLetter): Line => ({
  at: created_at,
  text: `letter    dead letter ${id} of the ${kind}, ${resolution ?? 'open'}: ${reason}`,
});

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

/** Why no Turn is shown: it has not committed yet, or is no longer kept. */
function describeUncommitted({ conversation, conversationId, updates }: Explanation): string {
  const { done_seq, turn_seq, leased_by, attempt, last_error } = conversation;
  if (updates.every(({ seq }) => seq <= done_seq)) return 'its turn is no longer kept';
  const due = conversation.due_at === null ? null : new Date(conversation.due_at).toISOString();
  const next = attempt === 0 ? `due ${due}` : `next try ${due}`;
  const parts = [
    leased_by === null ? (due === null ? 'not due' : next) : `leased by ${leased_by} until ${due}`,
    `attempt ${attempt}`,
    ...(last_error === null ? [] : [`last error: ${last_error}`]),
  ];
  return `${turnId(conversationId, turn_seq + 1)} is not committed yet: ${parts.join(', ')}`;
}
