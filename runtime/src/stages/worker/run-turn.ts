import type { Bot, BotSettingValues, Database } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { Json } from '../../contracts/json.ts';
import type {
  Claim,
  CommitResult,
  EngineStore,
  StepRecord,
  StoredStep,
  TurnCommit,
} from '../../contracts/store.ts';
import { maximumStateCharacters } from '../../contracts/turn-limits.ts';
import type { BindModels } from '../../contracts/turn-models.ts';
import type { Update } from '../../contracts/update.ts';
import type { Clock } from '../../core/clock.ts';
import { CancelledError, TerminalError, TransientError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { SpanHandle, Tracer } from '../../core/tracer.ts';
import { buildCommit } from './build-commit.ts';
import { heardOf, isReleased, nameHeldUpdates } from './released-event.ts';
import { settleTurn } from './settle-turn.ts';
import { createTurnContext } from './turn-context.ts';

const maximumReruns = 2;

export interface RunTurnOptions {
  readonly bot: Bot;
  readonly settings: BotSettingValues;
  readonly channel: Channel | undefined;
  readonly claim: Claim;
  readonly worker: string;
  readonly store: EngineStore;
  readonly commit: (commit: TurnCommit) => Promise<CommitResult>;
  readonly recordStep: (step: StepRecord) => Promise<Json>;
  readonly bindModels: BindModels;
  readonly endsAt: number;
  readonly database: Database;
  readonly clock: Clock;
  readonly tracer: Tracer;
  /** The span of the Turn, for what follows from it. */
  readonly trace: SpanHandle | null;
  readonly logger: Logger;
  readonly meter: Meter;
  readonly signal: AbortSignal;
  /** Updates of the Burst at most, newer ones included. */
  readonly maximumUpdates: number;
}

export interface FinishedTurn {
  readonly commit: TurnCommit;
  readonly result: Extract<CommitResult, { status: 'committed' }>;
  readonly reruns: number;
  readonly trace: SpanHandle | null;
}

/**
 * Runs one Turn to its commit. A newer message makes it run again over the longer Burst, twice at most and within
 * `maximumUpdates`.
 * @throws CancelledError when the Lease is lost or the process stops; whatever the program throws.
 */
export async function runTurn(options: RunTurnOptions): Promise<FinishedTurn> {
  const { bot, claim, store, worker } = options;
  let burst = await nameHeldUpdates(store, claim);
  let conflicts = 0;
  // Steps paid in this Attempt count as stored when the program runs again.
  const paid: StoredStep[] = [...claim.steps];
  const recordStep = async (step: StepRecord): Promise<Json> => {
    const result = await options.recordStep(step);
    paid.push({ name: step.name, throughSeq: step.throughSeq, result });
    return result;
  };
  for (let reruns = 0; ; ) {
    // A full Burst has no room for what is newer: that follows in the next Turn.
    const room = options.maximumUpdates - burst.length;
    const onlyIfNewest = bot.newerMessage === 'merge' && reruns < maximumReruns && room > 0;
    const commit = await runProgram(options, { recordStep, paid, burst, onlyIfNewest, reruns });
    const result = await options.commit(commit);
    if (result.status === 'committed') return { commit, result, reruns, trace: options.trace };
    if (result.status === 'conflict') {
      conflicts += 1;
      if (conflicts > maximumReruns) {
        throw new TransientError(
          'turn_conflict',
          `The write ${result.statement} kept failing; trying later.`,
        );
      }
      continue;
    }
    if (result.status === 'lost') throw leaseLost();
    const newer = await store.extendBurst(claim, worker, commit.throughSeq, room);
    if (newer === null) throw leaseLost();
    burst = await nameHeldUpdates(store, { ...claim, updates: [...burst, ...newer] });
    reruns += 1;
    options.meter.count('opora_turn_reruns_total', { bot: bot.name });
  }
}

const leaseLost = (): CancelledError =>
  new CancelledError('lease_lost', 'Another worker holds the Conversation; this run wrote nothing.');

/** One run of the program: over which Burst, and with which steps that are paid already. */
interface ProgramRun {
  readonly recordStep: (step: StepRecord) => Promise<Json>;
  readonly paid: readonly StoredStep[];
  readonly burst: readonly Update[];
  readonly onlyIfNewest: boolean;
  readonly reruns: number;
}

async function runProgram(options: RunTurnOptions, run: ProgramRun): Promise<TurnCommit> {
  const { bot, claim, signal, meter } = options;
  const { burst } = run;
  const throughSeq = burst.at(-1)?.seq ?? claim.doneSeq;
  const held = claim.handoff !== null && !isReleased(burst);
  // Every object here is made once a Turn: named one by one, its fields keep one shape, which spreads do not.
  const { context, requests } = createTurnContext({
    bot,
    settings: options.settings,
    claim,
    burst: held ? heardOf(bot, burst) : burst,
    throughSeq,
    stored: storedResults(run.paid, throughSeq),
    recordStep: run.recordStep,
    bindModels: options.bindModels,
    endsAt: options.endsAt,
    database: options.database,
    clock: options.clock,
    tracer: options.tracer,
    logger: options.logger,
    meter,
    signal,
  });
  const before = claim.state === null ? bot.initialState() : bot.parseState(claim.state);
  const state = assertState(await untilAborted(bot.turn(context, before), signal));
  const settlement = await untilAborted(settleTurn(bot, context, requests, state), signal);
  const commit = buildCommit({
    channel: options.channel,
    claim,
    worker: options.worker,
    burst,
    throughSeq,
    state,
    requests,
    settlement,
    onlyIfNewest: run.onlyIfNewest,
    reruns: run.reruns,
    released: claim.handoff !== null && !held,
    held,
  });
  for (const { validator } of settlement.rejections) {
    meter.count('opora_validation_rejections_total', { bot: bot.name, validator });
  }
  if (requests.drafts.length > 0) {
    meter.count('opora_validation_outcomes_total', { bot: bot.name, outcome: settlement.outcome });
  }
  return commit;
}

const nothingStored: ReadonlyMap<string, Json> = new Map();

function storedResults(steps: readonly StoredStep[], throughSeq: number): ReadonlyMap<string, Json> {
  if (steps.length === 0) return nothingStored;
  return new Map(
    steps.filter((step) => step.throughSeq === throughSeq).map((step) => [step.name, step.result]),
  );
}

/** A Turn that runs again would return the same: it is given up at once. */
function assertState(state: Json): Json {
  const characters = JSON.stringify(state)?.length ?? 0;
  if (characters > 0 && characters <= maximumStateCharacters) return state;
  throw new TerminalError(
    'state_size',
    `The state has ${characters} characters of JSON; 1 to ${maximumStateCharacters} are allowed.`,
    { context: { characters } },
  );
}

/** A program that ignores its signal must not hold its slot: the abort wins. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
