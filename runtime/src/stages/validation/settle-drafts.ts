import type { Bot, TurnContext } from '../../contracts/bot.ts';
import type { CorrectionRequest, DraftContext, Rejection } from '../../contracts/draft.ts';
import type { Json } from '../../contracts/json.ts';
import type { OutgoingMessage } from '../../contracts/message.ts';
import { CancelledError, describeError } from '../../core/errors.ts';
import { redact } from '../guard/index.ts';
import { judgeDrafts, notEmpty } from './judge-drafts.ts';

/** Corrections of one Turn (PRODUCT promise 7). */
export const MAXIMUM_CORRECTIONS = 2;
/** Characters kept of a rejected Draft, for the person who takes over. */
const MAXIMUM_KEPT = 2_000;

/**
 * How Drafts came to leave: as they were, corrected, from the template, or replaced by the fallback message;
 * `withheld`: nobody is there to read them.
 */
export type DraftOutcome = 'passed' | 'corrected' | 'template' | 'fallback' | 'handoff' | 'withheld';

/** One Validator's reasons, with the attempt that they were against: 0 for the program's own Drafts. */
export interface JournalledRejection extends Rejection {
  readonly attempt: number;
}

/** What leaves, and what stood in its way. */
export interface Settlement {
  readonly messages: readonly OutgoingMessage[];
  readonly outcome: DraftOutcome;
  readonly rejections: readonly JournalledRejection[];
  /** Texts of the program's rejected Drafts without personal data. */
  readonly rejected: readonly string[];
}

export interface SettleOptions {
  readonly bot: Bot;
  readonly context: TurnContext;
  readonly drafts: readonly OutgoingMessage[];
  readonly draftContext: DraftContext;
}

/**
 * Judges the Drafts of a Turn. When one is rejected none leaves: two corrections, then the template, both judged
 * again, then the fallback message and a Handoff.
 * @throws CancelledError when the Turn is stopped meanwhile.
 */
export async function settleDrafts(options: SettleOptions): Promise<Settlement> {
  const { bot, drafts, draftContext } = options;
  const first = judgeDrafts(bot, drafts, draftContext);
  if (first.length === 0) return { messages: drafts, outcome: 'passed', rejections: [], rejected: [] };
  const rescue = new Rescue(options, first);
  return (await rescue.correct()) ?? rescue.useTemplate() ?? rescue.giveUp();
}

class Rescue {
  private readonly options: SettleOptions;
  private readonly all: JournalledRejection[] = [];
  private readonly rejected: readonly string[];
  private drafts: readonly OutgoingMessage[];
  private rejections: readonly Rejection[];

  constructor(options: SettleOptions, first: readonly Rejection[]) {
    this.options = options;
    this.drafts = options.drafts;
    this.rejections = first;
    this.note(first, 0);
    this.rejected = options.drafts.map(({ text }) => {
      const { text: clean, spans } = redact(String(text));
      for (const { kind } of spans) {
        options.context.meter.count('pii_redactions_total', { kind, place: 'journal' });
      }
      return clean.slice(0, MAXIMUM_KEPT);
    });
  }

  async correct(): Promise<Settlement | null> {
    if (this.options.bot.correctDrafts === undefined) return null;
    for (let attempt = 1; attempt <= MAXIMUM_CORRECTIONS; attempt += 1) {
      const corrected = await this.askForCorrection(attempt);
      if (corrected === null) return null;
      const settled = this.take(corrected, attempt, 'corrected');
      if (settled !== null) return settled;
    }
    return null;
  }

  useTemplate(): Settlement | null {
    const attempt = MAXIMUM_CORRECTIONS + 1;
    const drafts = this.options.bot.templateDrafts?.(this.request(attempt)) ?? null;
    return drafts === null ? null : this.take(drafts, attempt, 'template');
  }

  /** What no Validator let pass is for a person; an empty bubble alone is a slip of the program. */
  giveUp(): Settlement {
    const { bot, context, draftContext } = this.options;
    const isRefused = this.all.some(({ validator }) => validator !== notEmpty);
    const outcome = isRefused && bot.guards?.exhausted !== 'fallback' ? 'handoff' : 'fallback';
    if (outcome === 'handoff') context.handoff('validation: no Draft could be sent');
    const message = bot.fallbackMessage?.(draftContext.language);
    return this.settled(message === undefined ? [] : [message], outcome);
  }

  /** The corrected Drafts; null when the corrector failed, which is no reason to fail the Turn. */
  private async askForCorrection(attempt: number): Promise<readonly OutgoingMessage[] | null> {
    const { bot, context } = this.options;
    try {
      const drafts = await context.step(
        `opora.correct.${attempt}`,
        async () => ((await bot.correctDrafts?.(context, this.request(attempt))) ?? []) as unknown as Json,
      );
      return drafts as unknown as readonly OutgoingMessage[];
    } catch (error) {
      if (error instanceof CancelledError || context.signal.aborted) throw error;
      context.logger.warn({ attempt, error: describeError(error) }, 'The Drafts could not be corrected.');
      return null;
    }
  }

  /** Null when these Drafts are rejected too. */
  private take(
    drafts: readonly OutgoingMessage[],
    attempt: number,
    outcome: DraftOutcome,
  ): Settlement | null {
    const { bot, draftContext } = this.options;
    if (!Array.isArray(drafts) || drafts.length === 0) return null;
    const rejections = judgeDrafts(bot, drafts, draftContext);
    if (rejections.length === 0) return this.settled(drafts, outcome);
    this.drafts = drafts;
    this.rejections = rejections;
    this.note(rejections, attempt);
    return null;
  }

  private request(attempt: number): CorrectionRequest {
    const { facts, language } = this.options.draftContext;
    return { drafts: this.drafts, rejections: this.rejections, attempt, facts, language };
  }

  private note(rejections: readonly Rejection[], attempt: number): void {
    for (const rejection of rejections) this.all.push({ ...rejection, attempt });
  }

  private settled(messages: readonly OutgoingMessage[], outcome: DraftOutcome): Settlement {
    return { messages, outcome, rejections: this.all, rejected: this.rejected };
  }
}
