import type { Bot, TurnContext, TurnWrite } from '../../../contracts/bot.ts';
import type { GuardPolicy, GuardText, ProviderModeration, TurnGuard } from '../../../contracts/guard.ts';
import type { Json } from '../../../contracts/json.ts';
import { type Language, languages } from '../../../contracts/message.ts';
import type { Clock } from '../../../core/clock.ts';
import { parseId } from '../../../core/ids.ts';
import type { inspectText } from '../injection/inspect-text.ts';
import type { RateLimits } from '../limits/message-rate.ts';
import { detectLanguage } from './detect-language.ts';
import { type GuardRecord, toVerdict } from './guard-record.ts';
import { guardTexts, helpLineText, noHelpLineText } from './guard-texts.ts';
import { type JudgeOptions, judgeBurst } from './judge-burst.ts';
import {
  nothingRecent,
  ordinaryCost,
  type RecentMemory,
  type RecentTurn,
  rememberTurn,
  type TurnPlace,
} from './recent.ts';
import { isSaid, isWorthALook } from './said.ts';
import { createTurnGuard } from './turn-guard.ts';

/** Name of the step whose result is the Guards' record. */
export const guardStep = 'opora.guard';

/** What reads and writes rows for the Guards; the statements live in `postgres/`. */
export interface GuardRows {
  /** Turns of the past hour before this one, oldest first. */
  readRecent(context: TurnContext, place: TurnPlace, sinceMs: number): Promise<readonly RecentTurn[]>;
  /** Whether an earlier Update of the Conversation had something replaced. */
  hadReplaced(context: TurnContext, place: TurnPlace, beforeSeq: number): Promise<boolean>;
  /** A DeadLetter that tells an Operator of this Burst. */
  alert(bot: string, place: TurnPlace, fromSeq: number, throughSeq: number, reason: string): TurnWrite;
}

export interface GuardTurnOptions {
  readonly clock: Clock;
  readonly memory: RecentMemory;
  readonly rows: GuardRows;
  readonly inspect: typeof inspectText;
  /** Null: no limit. */
  readonly rate: RateLimits | null;
  readonly helpLine: string | null;
  readonly moderate?: ProviderModeration;
  readonly onFault: (what: 'detector' | 'redaction') => void;
}

/** The bot with the Guards between a Burst and its program, and beside whoever corrects its Drafts. */
export function guardBot<State extends Json>(bot: Bot<State>, options: GuardTurnOptions): Bot<State> {
  // The corrector comes after the program, with the context of the same Turn.
  const guards = new WeakMap<object, TurnGuard>();
  const { correctDrafts } = bot;
  return {
    ...bot,
    turn(context, state) {
      const turn = new GuardedTurn(bot, context, state, options, (guard) => guards.set(context, guard));
      return turn.run();
    },
    ...(correctDrafts === undefined
      ? {}
      : {
          correctDrafts: (context, request) =>
            correctDrafts({ ...context, guard: guards.get(context) ?? context.guard }, request),
        }),
  };
}

class GuardedTurn<State extends Json> {
  private readonly bot: Bot<State>;
  private readonly context: TurnContext;
  private readonly state: State;
  private readonly options: GuardTurnOptions;
  private readonly policy: GuardPolicy;
  private readonly place: TurnPlace;
  private readonly onGuard: (guard: TurnGuard) => void;

  constructor(
    bot: Bot<State>,
    context: TurnContext,
    state: State,
    options: GuardTurnOptions,
    onGuard: (guard: TurnGuard) => void,
  ) {
    this.onGuard = onGuard;
    this.bot = bot;
    this.context = context;
    this.state = state;
    this.options = options;
    this.policy = bot.guards ?? {};
    this.place = {
      conversationId: context.conversationId,
      turnSeq: parseId(context.turnId)?.seq ?? 1,
    };
  }

  async run(): Promise<State> {
    const { context } = this;
    if (!context.burst.some(isWorthALook)) {
      this.options.memory.pass(this.place);
      return this.runProgram({ verdict: 'admit', score: 0 });
    }
    const record = await context.step<GuardRecord & Json>(
      guardStep,
      async () => (await this.judge()) as GuardRecord & Json,
      { journal: 'with-commit' },
    );
    return this.follow(record);
  }

  /** Judges and measures; a replay reads the record and comes here no more. */
  private async judge(): Promise<GuardRecord> {
    const { context, options, place } = this;
    const startedAt = options.clock.monotonic();
    const { costOf, rate } = this.rateOf();
    const firstAt = context.burst[0]?.receivedAt ?? context.now;
    const load = (): Promise<readonly RecentTurn[]> =>
      options.rows.readRecent(context, place, firstAt - 3_600_000);
    const recent = place.turnSeq === 1 ? nothingRecent : await options.memory.before(place, load, costOf);
    const record = await judgeBurst(context.burst, recent, this.judgeOptions(rate, costOf));
    options.memory.keep(place, recent, rememberTurn(recent, context.burst, record, costOf));
    this.measure(record, options.clock.monotonic() - startedAt);
    return record;
  }

  private judgeOptions(rate: RateLimits | null, costOf: JudgeOptions['costOf']): JudgeOptions {
    const { bot, context, options, place } = this;
    const { clock, inspect, moderate } = options;
    const { conversationId } = place;
    return {
      policy: this.policy,
      ...{ rate, costOf, inspect },
      moderation: {
        ...{ bot: bot.name, conversationId, clock },
        signal: context.signal,
        provider: moderate,
        onRedacted: (kind) => context.meter.count('pii_redactions_total', { kind, place: 'model' }),
      },
      wasAsked: () => {
        const first = context.burst.find(({ replaced = [] }) => replaced.length > 0);
        return options.rows.hadReplaced(context, place, first?.seq ?? 0);
      },
    };
  }

  private rateOf(): { readonly rate: RateLimits | null; readonly costOf: JudgeOptions['costOf'] } {
    const { messageRate } = this.policy;
    const { rate } = this.options;
    // Nothing is remembered of what is not limited.
    if (messageRate === 'off' || rate === null) return { rate: null, costOf: () => 0 };
    const { perMinute = rate.perMinute, perHour = rate.perHour, costOf = ordinaryCost } = messageRate ?? {};
    return { rate: { perMinute, perHour }, costOf };
  }

  private measure(record: GuardRecord, tookMs: number): void {
    const { bot, context, options } = this;
    const { meter } = context;
    meter.observe('guard_seconds', tookMs / 1_000);
    meter.count('guard_verdicts_total', { bot: bot.name, verdict: record.verdict });
    const limited = record.limited?.length ?? 0;
    if (limited > 0) meter.count('guard_verdicts_total', { bot: bot.name, verdict: 'limited' }, limited);
    for (const { class: name } of record.signals ?? []) meter.count('guard_signals_total', { class: name });
    const { action, source } = record.moderation ?? { action: null, source: 'local' };
    meter.count('moderation_total', { source, action: action ?? 'none' });
    if (record.fault === undefined) return;
    options.onFault('detector');
    context.logger.error({ fault: record.fault }, 'A detector failed; the Turn keeps to local methods.');
  }

  /** Does what the record says: the same in a rerun and in a replay. */
  private async follow(record: GuardRecord): Promise<State> {
    const { context } = this;
    const kept = new Set([...(record.blocked ?? []), ...(record.limited ?? [])]);
    const burst = kept.size === 0 ? context.burst : context.burst.filter(({ id }) => !kept.has(id));
    const say = record.say ?? [];
    for (const name of say.filter((one) => one === 'care' || one === 'calm')) this.say(name);
    const next = burst.length === 0 ? this.state : await this.runProgram(record, burst);
    for (const name of say.filter((one) => one !== 'care' && one !== 'calm')) this.say(name);
    if (record.handoff !== undefined) context.handoff(record.handoff);
    if (record.alert !== undefined) this.alert(record.alert);
    return next;
  }

  private runProgram(record: GuardRecord, burst = this.context.burst): Promise<State> {
    const { bot, context, options, place } = this;
    const guard = createTurnGuard({
      verdict: toVerdict(record, context.burst, options.inspect),
      inspect: options.inspect,
      ownHandles: this.policy.ownHandles ?? [],
      logger: context.logger,
      meter: context.meter,
      onFault: options.onFault,
    });
    this.onGuard(guard);
    const erase = (): void => {
      options.memory.forget(place.conversationId);
      context.erase();
    };
    return bot.turn({ ...context, burst, guard, erase }, this.state);
  }

  private alert(kind: NonNullable<GuardRecord['alert']>): void {
    const { bot, context, options, place } = this;
    const reason =
      kind === 'refusals'
        ? 'guard: the fifth refusal within an hour'
        : 'guard: moderation refused what was said';
    const first = context.burst[0]?.seq ?? 0;
    const last = context.burst.at(-1)?.seq ?? first;
    context.write(options.rows.alert(bot.name, place, first, last, reason));
    context.meter.count('guard_alerts_total', { bot: bot.name, reason: kind });
    context.logger.warn({ reason }, 'The Guards tell an Operator.');
  }

  private say(name: GuardText): void {
    const language = this.language();
    const text = this.policy.text?.(name, language) ?? guardTexts[language][name];
    const line = name === 'care' ? ` ${this.helpLine(language)}` : '';
    const whole = `${text}${line}`;
    // An Operator's own words: their telephone has a source.
    this.context.gather({ texts: [whole] });
    this.context.reply({ text: whole });
  }

  private helpLine(language: Language): string {
    const line = this.policy.helpLine?.(language) ?? this.options.helpLine;
    return line === null ? noHelpLineText[language] : helpLineText[language](line);
  }

  /** The chosen language, else that of the text, else the platform's hint. */
  private language(): Language {
    const { bot, context, state } = this;
    const said = context.burst.filter(isSaid);
    const hint = said.findLast(({ languageHint }) => languageHint !== undefined)?.languageHint;
    const tag = hint?.toLowerCase().split(/[-_]/u)[0];
    return (
      bot.languageOf?.(state) ??
      detectLanguage(said.map(({ text }) => text ?? '').join('\n')) ??
      languages.find((one) => one === tag) ??
      languages[0] ??
      'ru'
    );
  }
}
