import { isDeepStrictEqual } from 'node:util';
import type { Bot, BotSettingValues, Database } from '../contracts/bot.ts';
import type { Channel } from '../contracts/channel.ts';
import type { Json } from '../contracts/json.ts';
import type { Claim, DeliveryPayload, EngineStore } from '../contracts/store.ts';
import type { BindModels, TurnModels } from '../contracts/turn-models.ts';
import type { Update } from '../contracts/update.ts';
import { systemClock } from '../core/clock.ts';
import { TerminalError } from '../core/errors.ts';
import { updateId } from '../core/ids.ts';
import { silentLogger } from '../core/logger.ts';
import { silentMeter } from '../core/meter.ts';
import { silentTracer } from '../core/tracer.ts';
import { readTimelineTurn, wasErased } from '../postgres/statements/timeline.ts';
import { buildCommit } from '../stages/worker/build-commit.ts';
import { heardOf, nameHeldUpdates } from '../stages/worker/released-event.ts';
import { settleTurn } from '../stages/worker/settle-turn.ts';
import { createTurnContext, type JournalStep } from '../stages/worker/turn-context.ts';
import { type Explanation, explain } from './explain.ts';

/** How a Turn that ran again compares with what was stored. */
export interface ReplayReport {
  readonly turnId: string;
  readonly same: boolean;
  readonly stateSame: boolean;
  readonly deliveriesSame: boolean;
  readonly stored: { readonly state: Json; readonly deliveries: readonly DeliveryPayload[] };
  readonly replayed: { readonly state: Json; readonly deliveries: readonly DeliveryPayload[] };
  /** Why it could not run to its end; null when it did. */
  readonly failure: string | null;
}

/**
 * Runs a stored Turn again from its journal, sending and writing nothing.
 * @throws TerminalError `replay_impossible` when what it needs is no longer kept, with the reason.
 */
export async function replayTurn(
  database: Database & Pick<EngineStore, 'readHeld'>,
  id: string,
  bots: ReadonlyMap<string, Bot>,
  channelOf: (bot: string, channel: string) => Channel | undefined,
  settings: Readonly<Record<string, BotSettingValues>> = {},
): Promise<ReplayReport> {
  const story = await explain(database, id);
  const turn = story?.turn ?? null;
  if (story === null || turn === null) throw impossible(`no Turn is stored under ${id}`);
  const bot = bots.get(story.conversation.bot);
  if (bot === undefined) throw impossible(`the bot "${story.conversation.bot}" does not run here`);
  const updates = updatesOf(story);
  const heard = turn.outcome === 'held' ? heardOf(bot, updates) : updates;
  if (turn.outcome === 'dead' || heard.length === 0)
    throw impossible(`the Turn ended as "${turn.outcome}" without the program`);
  const before = await readStateBefore(database, story.conversationId, turn.seq);
  const channel = channelOf(bot.name, story.conversation.channel);
  // Its pieces of a message are what was stored.
  if (channel === undefined)
    throw impossible(
      `the channel "${story.conversation.channel}" of the bot "${bot.name}" is not set up here`,
    );
  const stored = {
    state: turn.state,
    deliveries: story.deliveries.map((delivery) => delivery.payload),
  };
  try {
    const values = settings[bot.name] ?? {};
    const replayed = await runAgain(database, bot, values, channel, story, { before, heard });
    const stateSame = isDeepStrictEqual(replayed.state, stored.state);
    const deliveriesSame = isDeepStrictEqual(replayed.deliveries, stored.deliveries);
    const same = stateSame && deliveriesSame;
    return { turnId: id, same, stateSame, deliveriesSame, stored, replayed, failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    const replayed = { state: null, deliveries: [] };
    return { turnId: id, same: false, stateSame: false, deliveriesSame: false, stored, replayed, failure };
  }
}

const updatesOf = ({ conversationId, updates }: Explanation): readonly Update[] =>
  updates.map((update) => ({
    ...update.content,
    id: updateId(conversationId, update.seq),
    seq: update.seq,
    externalId: update.external_id,
    receivedAt: update.received_at,
    requestId: update.request_id,
  }));

const impossible = (reason: string): TerminalError =>
  new TerminalError('replay_impossible', `The Turn cannot be run again: ${reason}.`);

async function readStateBefore(database: Database, conversationId: string, turnSeq: number): Promise<Json> {
  if (turnSeq === 1) return null;
  const previous = await readTimelineTurn(database, conversationId, turnSeq - 1);
  if (previous !== null && previous.state !== null) return previous.state;
  // A Turn that was given up left the state as it was, which may be none yet.
  if (previous?.outcome === 'dead') return readStateBefore(database, conversationId, previous.seq);
  const setting = previous === null ? 'OPORA_RETENTION_DAYS' : 'OPORA_STATE_HISTORY_HOURS';
  const erased = previous === null && (await wasErased(database, conversationId));
  const orErased = erased ? ', and an erasure that the person asked for ends it' : '';
  throw impossible(`the state before it is no longer kept; ${setting} sets how long it is${orErased}`);
}

async function runAgain(
  store: Database & Pick<EngineStore, 'readHeld'>,
  bot: Bot,
  settings: BotSettingValues,
  channel: Channel,
  story: Explanation,
  { before, heard }: { readonly before: Json; readonly heard: readonly Update[] },
): Promise<{ state: Json; deliveries: readonly DeliveryPayload[] }> {
  const { conversationId, conversation, turn } = story;
  const throughSeq = turn?.through_seq ?? 0;
  const turnSeq = turn?.seq ?? 1;
  const burst = await nameHeldUpdates(store, { conversationId, turnSeq, updates: heard });
  const claim: Claim = {
    conversationId,
    bot: conversation.bot,
    channel: conversation.channel,
    conversation: conversation.external_id,
    epoch: 0,
    attempt: turn?.attempt ?? 1,
    lastError: null,
    turnSeq,
    doneSeq: (turn?.from_seq ?? 1) - 1,
    handoff: null,
    state: before,
    updates: burst,
    steps: [],
    claimedAt: turn?.started_at ?? 0,
  };
  const { context, requests } = createTurnContext({
    bot,
    settings,
    claim,
    burst,
    throughSeq,
    stored: journalledResults(story, throughSeq),
    recordStep: (step) => Promise.reject(impossible(`the step "${step.name}" has no stored result`)),
    bindModels: refuseModels,
    endsAt: Number.POSITIVE_INFINITY,
    database: {
      query: (statement) =>
        statement.immutable === true
          ? store.query(statement)
          : Promise.reject(impossible('it reads the database outside a step')),
    },
    clock: systemClock,
    tracer: silentTracer,
    logger: silentLogger,
    meter: silentMeter,
    signal: AbortSignal.timeout(60_000),
  });
  const after = await bot.turn(context, before === null ? bot.initialState() : bot.parseState(before));
  const state = JSON.parse(JSON.stringify(after)) as Json;
  const settlement = await settleTurn(bot, context, requests, state);
  const commit = buildCommit({
    channel,
    claim,
    worker: 'replay',
    burst,
    throughSeq,
    ...{ state, requests, settlement },
    onlyIfNewest: false,
    reruns: 0,
    released: false,
    held: turn?.outcome === 'held',
  });
  const deliveries = commit.deliveries.map(
    ({ payload }) => JSON.parse(JSON.stringify(payload)) as DeliveryPayload,
  );
  return { state: commit.state, deliveries };
}

/** Answers come from the journal; nothing is asked a second time. */
const refuseModels: BindModels = ({ step }) => {
  const read = (name: string): Promise<never> =>
    step(name, () => Promise.reject(impossible(`the answer of the step "${name}" is no longer kept`)));
  const models: TurnModels = { generate: read, embed: read, transcribe: read, speak: read, moderate: read };
  return models;
};

function journalledResults({ steps, turn }: Explanation, throughSeq: number): ReadonlyMap<string, Json> {
  const results = new Map<string, Json>();
  for (const step of steps) if (step.through_seq === throughSeq) results.set(step.name, step.result);
  const journal = (turn?.journal ?? {}) as { readonly steps?: readonly Partial<JournalStep>[] };
  for (const step of journal.steps ?? []) {
    if (step.name !== undefined && step.journal === 'with-commit' && step.result !== undefined) {
      results.set(step.name, step.result);
    }
  }
  return results;
}
