import type { Bot, BotSettingValues, Database } from '../../contracts/bot.ts';
import type { Channel } from '../../contracts/channel.ts';
import type { Json } from '../../contracts/json.ts';
import type { Claim, CommitResult, EngineStore, StepRecord, TurnCommit } from '../../contracts/store.ts';
import type { BindModels } from '../../contracts/turn-models.ts';
import type { Clock } from '../../core/clock.ts';
import type { ErrorReporter } from '../../core/error-reporter.ts';
import { describeError, TerminalError, TransientError } from '../../core/errors.ts';
import { turnId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { ActiveSpan, SpanHandle, Tracer } from '../../core/tracer.ts';
import { heardOf, isReleased } from './released-event.ts';
import { type FinishedTurn, runTurn } from './run-turn.ts';
import { toUnprogrammedCommit } from './unprogrammed-turn.ts';

export interface ClaimCommitterOptions {
  readonly worker: string;
  readonly store: EngineStore;
  readonly channelOf: (bot: string, channel: string) => Channel | undefined;
  readonly settingsOf: (bot: string) => BotSettingValues;
  readonly database: Database;
  readonly bindModels: BindModels;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly tracer: Tracer;
  readonly errors: ErrorReporter;
  readonly maximumAttempts: number;
  readonly maximumUpdates: number;
  readonly commit: (turn: TurnCommit) => Promise<CommitResult>;
  /** Resolves with the result that is stored. */
  readonly recordStep: (step: StepRecord) => Promise<Json>;
}

/** Resolves with what was committed; null when the Lease was lost to another. Rejects with what failed the Attempt. */
export type CommitClaim = (
  bot: Bot,
  claim: Claim,
  controller: AbortController,
  log: Logger,
) => Promise<FinishedTurn | null>;

const defaultTurnDeadlineMs = 60_000;

/** Brings a claimed Turn to its commit: by the bot's program, as held by a person, or given up as a dead letter. */
export function createClaimCommitter(options: ClaimCommitterOptions): CommitClaim {
  const { worker, store, clock, meter, maximumAttempts, maximumUpdates, commit } = options;

  const commitClaim: CommitClaim = async (bot, claim, controller, log) => {
    const held = claim.handoff !== null && !isReleased(claim.updates);
    if (held && heardOf(bot, claim.updates).length === 0)
      return commitWithoutProgram(bot, claim, 'held', null);
    if (claim.attempt > maximumAttempts) {
      // This claim runs nothing: the last Attempt was the one before.
      return bury(bot, { ...claim, attempt: maximumAttempts }, givenUp(claim, maximumAttempts), log);
    }
    const deadlineMs = bot.turnDeadlineMs ?? defaultTurnDeadlineMs;
    const deadline = clock.after(deadlineMs, () => {
      controller.abort(new TransientError('turn_deadline', `The Turn took longer than ${deadlineMs} ms.`));
    });
    const channel = options.channelOf(claim.bot, claim.channel);
    const typing = clock.after(400, () => {
      channel?.showTyping?.(claim.conversation, controller.signal).catch((error: unknown) => {
        log.debug({ error: describeError(error) }, 'The typing sign could not be shown.');
      });
    });
    let trace: SpanHandle | null = null;
    try {
      const told = { attempt: claim.attempt, ...contextOf(claim) };
      const run = async (span: ActiveSpan): Promise<FinishedTurn> => {
        trace = span.handle;
        const finished = await runTurn({
          bot,
          settings: options.settingsOf(bot.name),
          channel,
          claim,
          worker,
          store,
          commit,
          recordStep: options.recordStep,
          bindModels: options.bindModels,
          endsAt: clock.now() + deadlineMs,
          database: options.database,
          clock,
          tracer: options.tracer,
          trace,
          logger: log,
          meter,
          signal: controller.signal,
          maximumUpdates,
        });
        span.set({ outcome: finished.commit.outcome, reruns: finished.reruns });
        return finished;
      };
      // Whoever woke the Conversation may be within a Turn of another: this one is no part of that.
      return await options.tracer.span('turn', told, run, null);
    } catch (error) {
      if (!(error instanceof TerminalError) || controller.signal.aborted) throw error;
      options.errors.report(error, contextOf(claim));
      const buried = await bury(bot, claim, describeError(error), log);
      return buried === null ? null : { ...buried, trace };
    } finally {
      deadline.cancel();
      typing.cancel();
    }
  };

  const bury = (bot: Bot, claim: Claim, reason: string, log: Logger): Promise<FinishedTurn | null> => {
    meter.count('opora_dead_letters_total', { kind: 'turn' });
    log.error({ reason }, 'The Turn became a dead letter; the Conversation goes on.');
    return commitWithoutProgram(bot, claim, 'dead', reason);
  };

  /** Ends Updates without the program: a person holds the Conversation, or the Turn is given up. */
  const commitWithoutProgram = async (
    bot: Bot,
    claim: Claim,
    outcome: 'held' | 'dead',
    deadReason: string | null,
  ): Promise<FinishedTurn | null> => {
    const channel = options.channelOf(claim.bot, claim.channel);
    const turn = toUnprogrammedCommit({ bot, channel, claim, worker, outcome, deadReason });
    const result = await commit(turn);
    return result.status === 'committed' ? { commit: turn, result, reruns: 0, trace: null } : null;
  };

  return commitClaim;
}

/** Why a Turn was given up: with the last error, which the commit clears. */
const givenUp = ({ lastError }: Claim, attempts: number): string =>
  `gave up after ${attempts} attempts${lastError === null ? '' : `, last error: ${lastError}`}`;

/** What error reports and traces say of a Turn, in the words of the log. */
export const contextOf = (claim: Claim): { bot: string; turnId: string; requestId: string } => ({
  bot: claim.bot,
  turnId: turnId(claim.conversationId, claim.turnSeq),
  requestId: claim.updates.at(-1)?.requestId ?? '',
});
