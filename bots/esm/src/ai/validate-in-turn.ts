import {
  type Clock,
  type Language,
  type ModelAnswer,
  systemClock,
  type TurnContext,
  toModelText,
} from 'opora';
import { readEsmSettings } from '../esm-settings.ts';
import { activityOf } from '../metrics/activity.ts';
import { aiTexts } from '../texts/parts/ai.ts';
import { createLocalValidator } from '../validator/local-validator.ts';
import type { ReportValidation } from '../validator/report.ts';
import { goldenExamples } from './golden-examples.ts';
import { needsOpinion } from './needs-opinion.ts';
import { type Opinion, opinionSchema } from './opinion.ts';
import { type AiReading, isFailure, readAnswer } from './read-answer.ts';
import { renderMoment } from './render-moment.ts';
import { weighOpinion } from './weigh-opinion.ts';

/** Time of all attempts of one check together, ms. */
const checkMs = 10_000;

/** A text of a participant, with all that decides how it is judged. */
export interface TurnReport {
  /** Name of the step, unique in the Turn: `validate:<item>`, with the number of the attempt where there are several. */
  readonly step: string;
  readonly text: string;
  /** How the item is checked. */
  readonly item: 'moment' | 'specific';
  /** The question as the participant read it. */
  readonly question: string;
  /** The chat's language. */
  readonly language: Language;
  /** From 1; 0 outside of training. */
  readonly trainingDay: number;
  /** `aiAllowed` of the study. */
  readonly studyAllows: boolean;
  /** `aiProvider` of the participant's consent. */
  readonly consented: boolean;
}

/** A report judged. */
export interface TurnValidation {
  /** `source` says who judged; `local` whenever the model was not asked or did not help. */
  readonly validation: ReportValidation;
  /** A sentence for the participant, in their language: said once when checking is simplified; mostly null. */
  readonly notice: string | null;
}

/**
 * Judges one text within a Turn: by the rules and, where they are in doubt and settings, study and consent allow it,
 * by a model as well. Call it once for each text of an item that is validated, await it, store `validation` with the
 * answer (without its `durationMs`, which a replay would
 * not repeat), and put `notice` into the next bubble. The model is asked as the step `report.step`, so that a Turn that runs
 * again reads the answer from its journal and buys nothing; the runtime's cache, limit of the user (ten in a minute,
 * counted after the cache), retries, breaker and budget hold. Resolves ten seconds after the call at the latest, or
 * earlier when the Turn ends earlier; whatever fails, the rules have answered. Throws only what the step throws:
 * CancelledError when the Turn was stopped.
 */
export async function validateInTurn(
  context: Pick<TurnContext, 'guard' | 'meter' | 'models' | 'settings'>,
  report: TurnReport,
  clock: Clock = systemClock,
): Promise<TurnValidation> {
  const settings = readEsmSettings(context.settings);
  const { strictMode: strict, useGoldenStandard: goldenStandard } = settings.validation;
  const activity = activityOf(context.meter);
  const startedAt = clock.monotonic();
  const local = createLocalValidator({ strict, goldenStandard, clock }).validate(report.text, report);
  // Guards that failed leave the Turn to local methods.
  const enabled = settings.ai.enableSmartValidation && context.guard.fault === null;
  const safe = needsOpinion(local, { ...report, enabled })
    ? context.guard.redact(toModelText(report.text))
    : undefined;
  const reading = typeof safe === 'string' ? await ask(context, report, local, safe, clock) : null;
  if (reading !== null) activity.asked(reading);
  const judged =
    reading?.opinion == null
      ? local
      : weighOpinion(local, reading.opinion, {
          ...{ text: report.text, strict },
          restore: (words) => context.guard.restore(words),
        });
  const validation = { ...judged, durationMs: clock.monotonic() - startedAt };
  // Null: the text could not be made safe for a provider.
  activity.validated({ validation, failed: safe === null || isFailure(reading) });
  return { validation, notice: reading?.tell === true ? aiTexts[report.language].simplified : null };
}

async function ask(
  { models }: Pick<TurnContext, 'models'>,
  { step, question, language, trainingDay }: TurnReport,
  local: ReportValidation,
  text: string,
  clock: Clock,
): Promise<AiReading | null> {
  const examples = goldenExamples(text, local.language === 'unchecked' ? language : local.language);
  const answer = await models.generate<Opinion | null>(step, {
    prompt: renderMoment({ text, question, language, trainingDay, local, examples }),
    schema: opinionSchema,
    purpose: 'validate',
    deadlineAt: clock.now() + checkMs,
    local: {
      name: 'rules',
      answer: (): Pick<ModelAnswer<null>, 'text' | 'object'> => ({ text: '', object: null }),
    },
  });
  return readAnswer(answer);
}
