import { type Clock, type Language, redact, showPrompt, systemClock, toModelText } from 'opora';
import type { Activity } from '../metrics/activity.ts';
import type { LocalValidator } from '../validator/local-validator.ts';
import type { ReportValidation } from '../validator/report.ts';
import type { ReportValidator, ReportValidatorOptions } from '../validator/report-validator.ts';
import { type AiCalls, askModel, providerOf } from './ask-model.ts';
import { goldenExamples } from './golden-examples.ts';
import { needsOpinion } from './needs-opinion.ts';
import { createOpinionCache, type OpinionKey } from './opinion-cache.ts';
import { type AiReading, isFailure } from './read-answer.ts';
import { type MomentData, type PromptExample, renderMoment, rulesVersion } from './render-moment.ts';
import { createRequestWindow } from './request-window.ts';
import { weighOpinion } from './weigh-opinion.ts';

/** What an AI validator is made of. */
export interface AiValidatorOptions {
  readonly local: LocalValidator;
  /** Null without a key: every report is judged by the rules. */
  readonly calls: AiCalls | null;
  /** Whether the study and this person allow that the text goes to a provider. */
  readonly mayAsk: (userId: string) => boolean | Promise<boolean>;
  /** Examples that are like the text. Default: two of the golden standard. */
  readonly examplesFor?: (text: string, language: Language) => readonly PromptExample[];
  /** `ai.enableSmartValidation`. Default true. */
  readonly enabled?: boolean;
  /** Strict mode, as the local validator has it. Default false. */
  readonly strict?: boolean;
  /** Called once a window when a user's reports are judged by the rules alone because they were too many. */
  readonly onSimplified?: (userId: string) => void;
  /** Counts what is done. Default nothing does. */
  readonly activity?: Activity;
  readonly clock?: Clock;
}

/** What a caller says of one report. */
export interface AiValidateOptions extends ReportValidatorOptions {
  readonly userId: string;
  /** Time of all attempts together, ms. Default 10,000. */
  readonly timeoutMs?: number;
}

/** What the validator has used since it was created. */
export interface AiUsage {
  /** `openai`; null without a key. */
  readonly provider: string | null;
  /** Opinions kept. */
  readonly cacheSize: number;
  readonly hits: number;
  /** As the newest call showed it. */
  readonly breaker: 'closed' | 'open';
}

/** Judges reports by rules and, where these are in doubt and it is allowed, by a model as well. */
export interface AiValidator extends ReportValidator {
  /** Resolves within `timeoutMs` and never rejects: whatever fails, the rules have answered (`source: 'local'`). */
  validate(text: string, options: AiValidateOptions): Promise<ReportValidation>;
  getUsageStats(): AiUsage;
}

type Buy = (calls: AiCalls, data: MomentData, options: AiValidateOptions) => Promise<AiReading | null>;

/** What came of asking, or of not asking. */
interface Asked {
  readonly reading: AiReading | null;
  readonly restore: (words: string) => string;
  /** The text could not be made safe for a provider. */
  readonly unsafe: boolean;
}

const unasked: Asked = { reading: null, restore: (words) => words, unsafe: false };

/**
 * Creates the validator for use outside of Turns (within one: `validateInTurn`). Valid opinions are kept for 24 hours,
 * 1,000 at most; a user is given ten in any minute that are not kept already.
 */
export function createAiValidator(options: AiValidatorOptions): AiValidator {
  const { local: rules, calls, activity, strict = false, clock = systemClock } = options;
  const usage: { hits: number; breaker: AiUsage['breaker'] } = { hits: 0, breaker: 'closed' };
  const cache = createOpinionCache({ clock });
  const buy = createBuyer(options, cache, clock);
  return {
    async validate(text, asked) {
      const startedAt = clock.monotonic();
      const local = rules.validate(text, asked);
      const { reading, restore, unsafe } = await askWhereAllowed(options, buy, text, local, asked);
      if (reading !== null) activity?.asked(reading);
      if (reading?.fromCache === true) usage.hits += 1;
      if (reading?.outcome === 'breaker-open') usage.breaker = 'open';
      else if (reading?.outcome === 'answered' && !reading.fromCache) usage.breaker = 'closed';
      const opinion = reading?.opinion ?? null;
      const judged = opinion === null ? local : weighOpinion(local, opinion, { text, strict, restore });
      const validation = { ...judged, durationMs: clock.monotonic() - startedAt };
      activity?.validated({ validation, failed: unsafe || isFailure(reading) });
      return validation;
    },
    getUsageStats: () => ({
      provider: calls === null ? null : providerOf(calls.model),
      cacheSize: cache.size,
      ...usage,
    }),
  };
}

async function askWhereAllowed(
  { calls, mayAsk, examplesFor = goldenExamples, enabled = true }: AiValidatorOptions,
  buy: Buy,
  text: string,
  local: ReportValidation,
  options: AiValidateOptions,
): Promise<Asked> {
  const { item = 'moment', userId, question = '', trainingDay = 0, language = 'en' } = options;
  if (calls === null || !needsOpinion(local, { enabled, item, studyAllows: true, consented: true }))
    return unasked;
  // Whoever cannot say that it is allowed has not allowed it.
  const allowed = await Promise.resolve(userId)
    .then(mayAsk, () => false)
    .catch(() => false);
  if (!allowed) return unasked;
  const safe = redact(toModelText(text));
  if (safe.failed) return { ...unasked, unsafe: true };
  const examples = examplesFor(safe.text, local.language === 'unchecked' ? language : local.language);
  const data = { text: safe.text, question, language, trainingDay, local, examples };
  return { ...unasked, restore: safe.restore, reading: await buy(calls, data, options) };
}

/** Looks in the cache, then at the limit of the user, then asks. */
function createBuyer(
  { onSimplified }: AiValidatorOptions,
  cache: ReturnType<typeof createOpinionCache>,
  clock: Clock,
): Buy {
  const window = createRequestWindow({ clock });
  return async (calls, data, { userId, timeoutMs = 10_000 }) => {
    const prompt = renderMoment(data);
    const provider = providerOf(calls.model);
    const key: OpinionKey = {
      ...{ text: data.text, item: data.question, language: data.language, trainingDay: data.trainingDay },
      ...{ model: calls.model, prompt: showPrompt(prompt), rulesVersion },
    };
    const known = cache.get(key);
    if (known !== null)
      return { outcome: 'answered', opinion: known, provider, fromCache: true, tell: false };
    const { admitted, tell } = window.take(userId);
    if (tell) onSimplified?.(userId);
    if (!admitted) return { outcome: 'limited', opinion: null, provider, fromCache: false, tell };
    const reading = await askModel(calls, { prompt, userId, timeoutMs, clock });
    if (reading?.outcome === 'answered' && reading.opinion !== null) cache.set(key, reading.opinion);
    return reading;
  };
}
