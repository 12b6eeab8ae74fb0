import type { Language } from 'opora';
import { holds } from '../instrument/condition/evaluate-condition.ts';
import { parseCondition } from '../instrument/condition/parse-condition.ts';
import type { AnswerValue, Instrument, Item } from '../instrument/instrument.ts';
import { findItem } from '../instrument/order-items.ts';
import { chooseProbe } from '../probes/choose-probe.ts';
import type { Draw } from '../schedule/draw-stream.ts';
import type { ReportValidation } from '../validator/report.ts';
import { validateReport } from '../validator/validate-report.ts';
import { type DemoPerson, normal, pick } from './demo-person.ts';
import { phrases } from './phrases.ts';

/** One invented answer, as it is stored. Instants in ms since the epoch. */
export interface DemoAnswer {
  readonly itemId: string;
  readonly position: number;
  readonly status: 'answered' | 'skipped' | 'shown';
  readonly value: AnswerValue;
  readonly firstText: string | null;
  readonly finalText: string | null;
  readonly attempts: number;
  readonly shownAt: number;
  readonly answeredAt: number | null;
  readonly firstValidation: ReportValidation | null;
  readonly validation: ReportValidation | null;
  /** As stored of real ones: ISO times. */
  readonly probes: readonly { readonly kind: string; readonly at: string; readonly answered: string }[];
}

/** The moment in which somebody answers. */
export interface DemoMoment {
  readonly person: DemoPerson;
  readonly instrument: Instrument;
  readonly order: readonly string[];
  readonly openedAt: number;
  /** Mood of this moment against the person's own mean. */
  readonly swing: number;
  readonly beepNumber: number;
  readonly wave: string | null;
  readonly trainingDay: number;
  /** Items after which the survey stops; null when it is completed. */
  readonly stopsAfter: number | null;
}

/** The answers of one survey, in order, hidden items left out; the end of the last is the end of the survey. */
export function demoAnswers(moment: DemoMoment, draw: Draw): readonly DemoAnswer[] {
  const answers: DemoAnswer[] = [];
  const values = new Map<string, AnswerValue>();
  let at = moment.openedAt;
  for (const [position, id] of moment.order.entries()) {
    const item = findItem(moment.instrument, id);
    if (item === undefined || !isShown(item, moment, values)) continue;
    const isLast = moment.stopsAfter !== null && answers.length >= moment.stopsAfter;
    const answer = isLast ? stopped(id, position, at) : answerItem(item, position, at, moment, draw);
    answers.push(answer);
    if (answer.status === 'answered') values.set(id, answer.value);
    if (isLast) break;
    at = answer.answeredAt ?? at;
  }
  return answers;
}

function isShown(item: Item, moment: DemoMoment, answers: ReadonlyMap<string, AnswerValue>): boolean {
  if (item.showIf === undefined) return true;
  const parsed = parseCondition(item.showIf);
  const { trainingDay, beepNumber, wave } = moment;
  return parsed.ok && holds(parsed.condition, { answers, trainingDay, beepNumber, wave });
}

const nothing = {
  ...{ value: null, firstText: null, finalText: null, firstValidation: null, validation: null },
  probes: [],
} as const;

function stopped(itemId: string, position: number, shownAt: number): DemoAnswer {
  return { ...nothing, itemId, position, status: 'shown', attempts: 0, shownAt, answeredAt: null };
}

function answerItem(
  item: Item,
  position: number,
  shownAt: number,
  moment: DemoMoment,
  draw: Draw,
): DemoAnswer {
  const base = { ...nothing, itemId: item.id, position, shownAt };
  if (item.type === 'info') return { ...base, status: 'shown', attempts: 0, answeredAt: null };
  const seconds = (item.type === 'text' ? 12 : 3) * Math.exp(0.5 * normal(draw));
  const answeredAt = Math.round(shownAt + seconds * 1000);
  if (item.required !== true && draw() < 0.02) {
    return { ...base, status: 'skipped', attempts: 1, answeredAt };
  }
  if (item.type === 'text') {
    return { ...base, status: 'answered', ...answerText(item.validate ?? 'none', answeredAt, moment, draw) };
  }
  const attempts = draw() < 0.03 ? 2 : 1;
  return { ...base, status: 'answered', value: answerValue(item, moment, draw), attempts, answeredAt };
}

function answerText(
  validate: 'moment' | 'specific' | 'none',
  answeredAt: number,
  { person, trainingDay }: DemoMoment,
  draw: Draw,
): Pick<
  DemoAnswer,
  'firstText' | 'finalText' | 'attempts' | 'answeredAt' | 'firstValidation' | 'validation' | 'probes'
> {
  const bank = phrases[person.language];
  // Reports become clearer over the days of the training.
  const unclear =
    validate === 'moment' && draw() < person.unclear * (trainingDay === 1 ? 2.5 : trainingDay > 0 ? 1.5 : 1);
  const own =
    validate === 'moment' ? bank.moments : validate === 'specific' ? bank.activities : bank.companions;
  const firstText = pick(unclear ? bank.unclear : own, draw) ?? bank.others[0] ?? '';
  const firstValidation = validate === 'none' ? null : validationOf(firstText, validate, person.language);
  if (validate !== 'moment' || firstValidation?.verdict !== 'probe') {
    const probes: DemoAnswer['probes'] = [];
    return {
      firstText,
      finalText: firstText,
      attempts: 1,
      answeredAt,
      firstValidation,
      validation: firstValidation,
      probes,
    };
  }
  const finalText = pick(bank.afterProbe, draw) ?? firstText;
  const validation = validationOf(finalText, validate, person.language);
  const later = Math.round(answeredAt + 15_000 * Math.exp(0.4 * normal(draw)));
  const kind = chooseProbe(firstValidation, [], { item: validate, trainingDay, strict: false });
  const [at, answered] = [new Date(answeredAt).toISOString(), new Date(later).toISOString()];
  const probes = kind === null ? [] : [{ kind, at, answered }];
  return { firstText, finalText, attempts: 2, answeredAt: later, firstValidation, validation, probes };
}

const known = new Map<string, ReportValidation>();

/** There are few phrases and many answers: each is read once. */
function validationOf(text: string, item: 'moment' | 'specific', language: Language): ReportValidation {
  const key = `${item} ${language} ${text}`;
  const found = known.get(key) ?? validateReport(text, { item, language });
  if (known.size < 1000) known.set(key, found);
  return found;
}

function answerValue(item: Item, { person, swing }: DemoMoment, draw: Draw): AnswerValue {
  switch (item.type) {
    case 'scale':
      return onScale(tendency(item.id, person, swing) + 0.6 * normal(draw), item.min, item.max);
    case 'number': {
      const [least, most] = [item.min ?? 0, item.max ?? (item.min ?? 0) + 100];
      const value = least + draw() * (most - least);
      return item.integer === true ? Math.round(value) : Math.round(value * 100) / 100;
    }
    case 'choice':
      return pick(item.options, draw)?.id ?? null;
    case 'multi':
      return item.options.filter(() => draw() < 0.35).map(({ id }) => id);
    case 'yesno':
      return draw() < 0.5;
    case 'time':
      return `${String(Math.floor(draw() * 24)).padStart(2, '0')}:${String(5 * Math.floor(draw() * 12)).padStart(2, '0')}`;
    default:
      return null;
  }
}

/** In standard deviations: known items go together as people's answers do, others vary by themselves. */
function tendency(id: string, { mood, energy, stress }: DemoPerson, swing: number): number {
  if (id === 'mood') return 0.5 + 0.7 * mood + 0.6 * swing;
  if (id === 'energy') return 0.7 * energy + 0.4 * swing;
  if (id === 'stress') return -0.4 + 0.7 * stress - 0.5 * swing;
  if (id === 'challenge') return -0.3 + 0.3 * stress - 0.3 * swing;
  if (id === 'skill') return 0.7 + 0.3 * energy + 0.2 * swing;
  return 0.3 * swing;
}

function onScale(tendency: number, min: number, max: number): number {
  const value = (min + max) / 2 + (tendency * (max - min)) / 5;
  return Math.min(max, Math.max(min, Math.round(value)));
}
