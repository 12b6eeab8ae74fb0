import { validateInTurn } from '../ai/validate-in-turn.ts';
import { type ItemState, itemState, type ProbeState } from '../esm-state.ts';
import { localText, type TextItem } from '../instrument/instrument.ts';
import { chooseProbe, countingClasses, probeText } from '../probes/choose-probe.ts';
import { languageFor, type Session, say } from '../session.ts';
import { probeTexts } from '../texts/parts/probes.ts';
import type { ReportValidation } from '../validator/report.ts';
import { shortResponseId } from './button-code.ts';
import { continueSurvey, type OpenSurvey } from './open-survey.ts';
import { recordItem } from './record-item.ts';
import { surveyRules } from './survey-rules.ts';

/** A text item whose answers are validated. */
export type ValidatedItem = TextItem & { readonly validate: 'moment' | 'specific' };

/** Whether the answers of an item are validated. */
export function isValidated(item: OpenSurvey['item']): item is ValidatedItem {
  return item.type === 'text' && (item.validate === 'moment' || item.validate === 'specific');
}

/**
 * Takes a text as the answer of a validated item. It is stored at once, the first one for good; then it is asked about
 * once more, or the survey goes on. Nothing is said of what the validator found.
 */
export async function answerText(
  session: Session,
  { survey, instrument }: OpenSurvey,
  item: ValidatedItem,
  text: string,
  sources: readonly string[],
): Promise<void> {
  const { context } = session;
  const { strict } = surveyRules(session);
  const language = languageFor(session);
  const { trainingDay } = survey;
  const before = itemState(survey, item.id);
  const { validation, notice } = await validateInTurn(context, {
    // The number of the attempt tells the steps of one Turn apart.
    step: `validate:${shortResponseId(survey.responseId)}:${item.id}:${before.attempts + 1}`,
    ...{ text, item: item.validate, trainingDay, language },
    question: localText(item.text, language, instrument),
    studyAllows: session.study?.aiAllowed ?? false,
    consented: session.state.consent?.parts.aiProvider ?? false,
  });
  if (notice !== null) say(session, notice);
  const probes = answered(before, context.now);
  const asked = probes.map(({ kind }) => kind);
  const kind = chooseProbe(validation, asked, { item: item.validate, trainingDay, strict });
  const result = { status: 'answered', text, value: null, sources, validation } as const;
  const next = recordItem(
    session,
    survey,
    item,
    { ...result, flags: flagsOf(validation, strict) },
    {
      probes: kind === null ? probes : [...probes, { kind, at: context.now, answeredAt: null }],
      probing: kind === null ? null : probeText(kind, language, text, validation),
      first: before.first ?? { quality: validation.quality },
    },
  );
  if (kind !== null) session.state = { ...session.state, survey: next };
  else {
    say(session, probeTexts[language].recorded);
    continueSurvey(session, next, instrument);
  }
}

/** The probes of an item, the waiting one answered now. */
function answered({ probes, probing }: ItemState, now: number): readonly ProbeState[] {
  if (probing === null) return probes;
  return probes.map((probe, at) => (at === probes.length - 1 ? { ...probe, answeredAt: now } : probe));
}

/** What a text is kept with: the classes that count, and the presupposition. */
function flagsOf(validation: ReportValidation, strict: boolean): readonly string[] {
  if (validation.verdict === 'accept') return [];
  const { presupposition } = validation;
  const classes = countingClasses(validation, strict).map(({ id }) => id);
  return presupposition === null ? classes : [...classes, presupposition.id];
}
