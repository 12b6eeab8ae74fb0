import { itemState, withItem } from '../esm-state.ts';
import { findItem } from '../instrument/order-items.ts';
import { type ParsedAnswer, parsePressed, parseTyped, tickedAnswer } from '../instrument/parse-answer.ts';
import { languageFor, type Session, say, textsFor } from '../session.ts';
import { probeTexts } from '../texts/parts/probes.ts';
import { answerText, isValidated } from './answer-text.ts';
import { type SurveyPress, shortResponseId } from './button-code.ts';
import { explainProblem } from './explain-problem.ts';
import { continueSurvey, type OpenSurvey, openSurvey, stopSurvey } from './open-survey.ts';
import { recordItem } from './record-item.ts';
import { isShown } from './shown-items.ts';

/** Takes words as the answer to the current question, or says what is wrong with them. */
export async function answerInWords(
  session: Session,
  text: string,
  sources: readonly string[],
): Promise<void> {
  const open = openSurvey(session);
  if (open === null) return;
  const { survey, item } = open;
  // A question asked by this very Turn has been seen by nobody: these words answer something else.
  if (itemState(survey, item.id).shownAt === null) say(session, textsFor(session).tooEarly);
  else await acceptWords(session, open, parseTyped(item, text, languageFor(session)), sources);
}

/** Takes a press on a survey button; one that is stale, foreign or doubled is explained and changes nothing. */
export function pressSurvey(session: Session, press: SurveyPress): void {
  const texts = textsFor(session);
  const open = openSurvey(session);
  if (open === null || press.response !== shortResponseId(open.survey.responseId)) {
    say(session, texts.staleButton);
    return;
  }
  const { survey, item, instrument } = open;
  if (press.item !== item.id || itemState(survey, item.id).shownAt === null) {
    const known = itemState(survey, press.item).status !== null;
    say(session, known ? texts.alreadyAnswered : texts.staleButton);
    return;
  }
  if (press.action === 'k') skipItem(session);
  else if (press.action === 'b') goBack(session);
  else if (press.action === 'e') keepAnswer(session, open);
  else if (press.action === 'o' && item.type === 'multi') {
    accept(session, open, tickedAnswer(item, survey.ticked), []);
  } else if (press.action === 'a' && item.type === 'multi') tick(session, open, press.value);
  else {
    const parsed = press.action === 'a' ? parsePressed(item, press.value) : null;
    if (parsed === null) say(session, texts.staleButton);
    else accept(session, { survey, item, instrument }, parsed, []);
  }
}

/**
 * `/skip`: no answer. An earlier answer is taken back; its first words stay in the record. An answer that was asked
 * about once more stays as it is.
 */
export function skipItem(session: Session): void {
  const open = openSurvey(session);
  if (open === null) {
    say(session, textsFor(session).idle);
    return;
  }
  const { survey, item, instrument } = open;
  if (itemState(survey, item.id).probing !== null) {
    keepAnswer(session, open);
    return;
  }
  if (item.required === true) {
    say(session, textsFor(session).skipRequired);
    return;
  }
  const result = { status: 'skipped', text: null, value: null, sources: [] } as const;
  continueSurvey(session, recordItem(session, survey, item, result), instrument);
}

/** `/back`: the question before the current one; its answer stays until another is given. */
export function goBack(session: Session): void {
  const open = openSurvey(session);
  if (open === null) {
    say(session, textsFor(session).idle);
    return;
  }
  const { survey, instrument } = open;
  const position = survey.order.findLastIndex(
    (id, index) =>
      index < survey.position && findItem(instrument, id)?.type !== 'info' && isShown(survey, instrument, id),
  );
  if (position === -1) {
    say(session, textsFor(session).atFirst);
    return;
  }
  const { value } = itemState(survey, survey.order[position] ?? '');
  const ticked = Array.isArray(value) ? (value as readonly string[]) : [];
  session.state = { ...session.state, survey: { ...survey, position, ticked } };
}

/** `/cancel`: stops; what was answered is kept as a partial response. */
export function cancelSurvey(session: Session): void {
  if (openSurvey(session) === null) say(session, textsFor(session).idle);
  else {
    stopSurvey(session);
    say(session, textsFor(session).cancelled);
  }
}

async function acceptWords(
  session: Session,
  open: OpenSurvey,
  parsed: ParsedAnswer,
  sources: readonly string[],
): Promise<void> {
  const { item } = open;
  if (parsed.ok && isValidated(item)) await answerText(session, open, item, parsed.text, sources);
  else accept(session, open, parsed, sources);
}

function accept(session: Session, open: OpenSurvey, parsed: ParsedAnswer, sources: readonly string[]): void {
  const { survey, item, instrument } = open;
  if (parsed.ok) {
    const result = { status: 'answered', text: parsed.text, value: parsed.value, sources } as const;
    continueSurvey(session, recordItem(session, survey, item, result), instrument);
    return;
  }
  say(session, explainProblem(parsed.problem, languageFor(session)));
  const attempts = itemState(survey, item.id).attempts + 1;
  session.state = { ...session.state, survey: withItem(survey, item.id, { attempts }) };
}

function keepAnswer(session: Session, { survey, item, instrument }: OpenSurvey): void {
  const { status, probing } = itemState(survey, item.id);
  if (status !== 'answered') {
    say(session, textsFor(session).staleButton);
    return;
  }
  if (probing !== null) say(session, probeTexts[languageFor(session)].recorded);
  continueSurvey(session, withItem(survey, item.id, { probing: null }), instrument);
}

function tick(session: Session, { survey, item }: OpenSurvey, value: string): void {
  if (item.type !== 'multi' || !item.options.some((one) => one.id === value)) {
    say(session, textsFor(session).staleButton);
    return;
  }
  const ticked = survey.ticked.includes(value)
    ? survey.ticked.filter((one) => one !== value)
    : [...survey.ticked, value];
  session.state = { ...session.state, survey: { ...survey, ticked } };
}
