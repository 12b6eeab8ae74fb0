import type { Database } from '../contracts/bot.ts';
import type { Json } from '../contracts/json.ts';
import { parseId } from '../core/ids.ts';
import type { Redactor } from '../core/redaction.ts';
import { redacted } from '../core/redaction-value.ts';
import {
  findTurnOfDelivery,
  findTurnOfUpdate,
  readTimelineConversation,
  readTimelineDeliveries,
  readTimelineLetters,
  readTimelineSteps,
  readTimelineTurn,
  readTimelineUpdates,
  type TimelineConversation,
  type TimelineDelivery,
  type TimelineLetter,
  type TimelineStep,
  type TimelineTurn,
  type TimelineUpdate,
} from '../postgres/statements/timeline.ts';
import { type ModelUse, readModelUses } from './model-use.ts';

/** Everything that is known of one message, Turn or Delivery. */
export interface Explanation {
  readonly id: string;
  readonly conversation: TimelineConversation;
  readonly updates: readonly TimelineUpdate[];
  /** Null while it has not committed, and when it is no longer kept. */
  readonly turn: TimelineTurn | null;
  readonly steps: readonly TimelineStep[];
  /** What models were asked and answered, from the journal. */
  readonly models: readonly ModelUse[];
  readonly deliveries: readonly TimelineDelivery[];
  /** Why the Turn or one of its Deliveries was given up. */
  readonly deadLetters: readonly TimelineLetter[];
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
  const known = { id, conversationId, conversation };
  if (turn === null) return explainWithoutTurn(database, known, kind, seq);
  const { from_seq, through_seq } = turn;
  const steps = await readTimelineSteps(database, conversationId, turn.seq);
  const deliveries = await readTimelineDeliveries(database, conversationId, turn.seq);
  const sent = deliveries.map((delivery) => delivery.seq);
  return {
    ...known,
    updates: await readTimelineUpdates(database, conversationId, from_seq, through_seq),
    turn,
    steps,
    models: readModelUses(steps, turn),
    deliveries,
    deadLetters: await readTimelineLetters(database, conversationId, [from_seq, through_seq], sent),
  };
}

/** The next Turn before it has committed, or one Update that no stored Turn has handled. */
async function explainWithoutTurn(
  database: Database,
  known: Pick<Explanation, 'id' | 'conversationId' | 'conversation'>,
  kind: string,
  seq: number,
): Promise<Explanation | null> {
  const { conversationId, conversation } = known;
  const { turn_seq, done_seq, waiting_seq } = conversation;
  const isNext = kind === 'turn' && seq === turn_seq + 1;
  if (!isNext && kind !== 'update') return null;
  const [from, through] = isNext ? [done_seq + 1, waiting_seq] : [seq, seq];
  const updates = await readTimelineUpdates(database, conversationId, from, through);
  if (updates.length === 0) return null;
  return {
    ...known,
    updates,
    turn: null,
    steps: isNext ? await readTimelineSteps(database, conversationId, seq) : [],
    models: [],
    deliveries: [],
    deadLetters: await readTimelineLetters(database, conversationId, [from, through], []),
  };
}

/** The same story with placeholders in place of personal data; ids of our own stay as they are. */
export function redactExplanation(story: Explanation, redactor: Redactor): Explanation {
  const clean = <Value>(value: Value): Value => mapTexts(value as Json, redactor.text) as Value;
  const { conversation, turn } = story;
  // The platform's name of the thread may be a person's number or address, and its ids may be made of it.
  const unnamed = (text: string): string => clean(text.replaceAll(conversation.external_id, redacted));
  return {
    ...story,
    conversation: { ...conversation, external_id: redacted, last_error: clean(conversation.last_error) },
    updates: story.updates.map((update) => ({
      ...update,
      external_id: unnamed(update.external_id),
      content: clean(update.content),
    })),
    turn: turn === null ? null : { ...turn, state: clean(turn.state), journal: clean(turn.journal) },
    steps: story.steps.map((step) => ({ ...step, result: clean(step.result) })),
    deliveries: story.deliveries.map((delivery) => ({
      ...delivery,
      idempotency_key: delivery.idempotency_key === null ? null : unnamed(delivery.idempotency_key),
      payload: clean(delivery.payload),
      receipt: clean(delivery.receipt),
      last_error: clean(delivery.last_error),
    })),
    deadLetters: story.deadLetters.map((letter) => ({ ...letter, reason: clean(letter.reason) })),
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
