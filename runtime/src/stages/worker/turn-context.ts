import type {
  Bot,
  BotSettingValues,
  Database,
  StepOptions,
  TurnContext,
  TurnWrite,
} from '../../contracts/bot.ts';
import type { TurnFacts } from '../../contracts/draft.ts';
import { uninspected } from '../../contracts/guard.ts';
import type { Json } from '../../contracts/json.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';
import type { Claim, Handoff, StepRecord } from '../../contracts/store.ts';
import { maximumPartCharacters } from '../../contracts/turn-limits.ts';
import type { BindModels } from '../../contracts/turn-models.ts';
import type { Update } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import { CancelledError, describeError, InvariantError, TerminalError } from '../../core/errors.ts';
import { reachFaultPoint } from '../../core/fault-points.ts';
import { turnId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import { createRandom, hashText } from '../../core/random.ts';
import type { Tracer } from '../../core/tracer.ts';

/** What a Turn asked for; applied at the commit or thrown away with the Turn. */
export interface TurnRequests {
  readonly drafts: OutgoingMessage[];
  readonly facts: TurnFacts[];
  readonly effects: { readonly name: string; readonly payload: Json; readonly key: string }[];
  readonly timers: Map<string, { readonly key: string; readonly at: number; readonly payload: Json }>;
  readonly cancelledTimers: Set<string>;
  readonly writes: TurnWrite[];
  handoff: Handoff | null;
  erase: boolean;
  readonly steps: JournalStep[];
}

/**
 * One line of the Turn's journal. `result` is kept here for steps journalled with the commit. Stored without
 * `source` when it is `run` and without `journal` when it is `first`.
 */
export interface JournalStep {
  readonly name: string;
  readonly source: 'run' | 'stored';
  readonly journal: 'first' | 'with-commit';
  readonly durationMs: number;
  readonly result?: Json;
  readonly error?: string;
}

export interface TurnContextOptions {
  readonly bot: Bot;
  readonly settings: BotSettingValues;
  readonly claim: Claim;
  readonly burst: readonly Update[];
  readonly throughSeq: number;
  /** Results that earlier Attempts over the same Burst have paid for. */
  readonly stored: ReadonlyMap<string, Json>;
  /** Resolves with the result that is stored. */
  readonly recordStep: (step: StepRecord) => Promise<Json>;
  readonly bindModels: BindModels;
  /** Ms since the epoch at which the Turn is aborted. */
  readonly endsAt: number;
  readonly database: Database;
  readonly clock: Clock;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly signal: AbortSignal;
}

/** Builds the context of one run of a bot's program and the list of what it will have asked for. */
export function createTurnContext(options: TurnContextOptions): {
  readonly context: TurnContext;
  readonly requests: TurnRequests;
} {
  const { bot, claim, burst, throughSeq, signal } = options;
  const requests: TurnRequests = {
    drafts: [],
    facts: [],
    effects: [],
    timers: new Map(),
    cancelledTimers: new Set(),
    writes: [],
    handoff: null,
    erase: false,
    steps: [],
  };
  const id = turnId(claim.conversationId, claim.turnSeq);

  const step = createStepRunner(options, requests.steps);
  const { channel, conversation, conversationId } = claim;
  const requestId = burst.at(-1)?.requestId ?? id;

  const context: TurnContext = {
    bot: bot.name,
    channel: claim.channel,
    conversationId: claim.conversationId,
    conversation: claim.conversation,
    turnId: id,
    burst,
    now: claim.claimedAt,
    settings: options.settings,
    random: createRandom(hashText(`${id}:${throughSeq}`)),
    step,
    guard: uninspected,
    // No getter: an object literal with one has a hidden class of its own each time, and that keeps the whole Turn
    // alive until the next full collection.
    models: options.bindModels({
      bot: bot.name,
      channel,
      conversation,
      conversationId,
      requestId,
      endsAt: options.endsAt,
      step,
    }),
    gather: (facts) => {
      requests.facts.push(facts);
    },
    reply: (message) => {
      requests.drafts.push(message);
    },
    effect: (name, payload, key) => {
      if (bot.effects?.[name] === undefined) {
        throw new InvariantError('effect_unknown', `The bot declares no effect "${name}".`);
      }
      requests.effects.push({ name, payload, key: key ?? `${id}:${name}:${requests.effects.length}` });
    },
    schedule: (key, at, payload = null) => {
      checkTimer(key, at);
      requests.cancelledTimers.delete(key);
      requests.timers.set(key, { key, at, payload });
    },
    cancel: (key) => {
      requests.timers.delete(key);
      requests.cancelledTimers.add(key);
    },
    write: (statement) => {
      requests.writes.push(statement);
    },
    handoff: (reason) => {
      const cut = reason.slice(0, maximumReason).toWellFormed();
      requests.handoff = { reason: cut, at: claim.claimedAt, operator: null };
    },
    erase: () => {
      requests.erase = true;
    },
    database: options.database,
    logger: options.logger,
    meter: options.meter,
    signal,
  };
  return { context, requests };
}

const maximumTimerKey = 200;
/** The reason of a Handoff lies in the claim table, whose rows are small. */
const maximumReason = 1_000;

/** A timer that could not become an Update would keep all others from firing. */
function checkTimer(key: string, at: number): void {
  if (key.length === 0 || key.length > maximumTimerKey || key.includes('\u0000') || !Number.isFinite(at)) {
    throw new InvariantError(
      'timer_invalid',
      `A timer has a key of 1 to ${maximumTimerKey} characters and a time in ms since the epoch.`,
      { context: { characters: key.length, at } },
    );
  }
}

/** A result that is too large is paid and not recorded: running it again would change nothing. */
function assertResults(characters: number, step: string, own: number): void {
  if (characters <= maximumPartCharacters) return;
  throw new TerminalError(
    'step_size',
    `The results of the steps have ${characters} characters of JSON together; ${maximumPartCharacters} are allowed. ` +
      `"${step}" alone has ${own}.`,
    { context: { step, characters: own } },
  );
}

function createStepRunner(
  { bot, claim, throughSeq, stored, recordStep, clock, tracer, meter, signal }: TurnContextOptions,
  journalled: JournalStep[],
): TurnContext['step'] {
  const names = new Set<string>();
  /** Characters of the results so far. */
  let characters = 0;
  const count = (result: string): void => meter.count('opora_steps_total', { bot: bot.name, result });

  return async <Result extends Json>(
    name: string,
    run: (signal: AbortSignal) => Promise<Result>,
    { journal = 'first' }: StepOptions = {},
  ): Promise<Result> => {
    if (names.has(name)) {
      throw new InvariantError('step_duplicate', `Two steps of one Turn are named "${name}".`);
    }
    names.add(name);
    if (stored.has(name)) {
      count('replayed');
      journalled.push({ name, source: 'stored', journal, durationMs: 0 });
      return structuredClone(stored.get(name)) as Result;
    }
    if (signal.aborted) throw new CancelledError('turn_aborted', 'The Turn was stopped.');
    const startedAt = clock.monotonic();
    reachFaultPoint('step-before-run');
    let result: Result;
    try {
      // What comes back is what a rerun would read from the journal: plain JSON.
      const outcome = await tracer.span('step', { step: name }, () => run(signal));
      const text = JSON.stringify(outcome ?? null);
      characters += text.length;
      assertResults(characters, name, text.length);
      result = JSON.parse(text) as Result;
    } catch (error) {
      count('failed');
      const durationMs = clock.monotonic() - startedAt;
      journalled.push({ name, source: 'run', journal, durationMs, error: describeError(error) });
      throw error;
    }
    reachFaultPoint('step-after-run');
    const durationMs = clock.monotonic() - startedAt;
    if (journal === 'first') {
      const { conversationId, turnSeq } = claim;
      const record = { bot: claim.bot, conversationId, turnSeq, throughSeq, name, result, durationMs };
      result = (await recordStep(record)) as Result;
      journalled.push({ name, source: 'run', journal, durationMs });
    } else {
      journalled.push({ name, source: 'run', journal, durationMs, result });
    }
    count('run');
    return result;
  };
}
