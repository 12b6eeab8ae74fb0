import { isLanguage, type Language } from '../language.ts';
import { readFields } from './fields.ts';
import type { Http } from './http.ts';
import { type Page, readPage } from './pages.ts';
import { readValidation, type TextValidation } from './validation.ts';

/** One answer. */
export interface ReviewAnswer {
  /** Id of the item. */
  readonly item: string;
  readonly status: string;
  readonly value: unknown;
  /** Words as first given and as they hold; null where there are none, or none were asked for. */
  readonly firstText: string | null;
  readonly finalText: string | null;
  /** Words in the text as it holds; null for answers without words. */
  readonly words: number | null;
  readonly firstValidation: TextValidation | null;
  readonly validation: TextValidation | null;
  readonly probes: readonly { readonly kind: string; readonly isAnswered: boolean }[];
  readonly flags: readonly string[];
}

/** One beep, event or survey as answered. */
export interface ReviewResponse {
  readonly id: string;
  readonly pseudonym: string;
  readonly kind: string;
  readonly status: string;
  readonly isTraining: boolean;
  readonly trainingDay: number | null;
  /** Local date, `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly zone: string | null;
  readonly language: Language | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly quotationAllowed: boolean;
  readonly answers: readonly ReviewAnswer[];
  /** How many have coded it. */
  readonly coders: number;
}

/** How much of the words is shown. */
export type ShownTexts = 'none' | 'redacted' | 'full';

function readAnswer(value: unknown): ReviewAnswer {
  const answer = readFields(value);
  return {
    item: answer.text('item'),
    status: answer.textOr('status', ''),
    value: answer.value('value') ?? null,
    firstText: answer.textOr('firstText', null),
    finalText: answer.textOr('finalText', null),
    words: answer.numberOr('words', null),
    firstValidation: readValidation(answer, 'firstValidation'),
    validation: readValidation(answer, 'validation'),
    probes: answer.list('probes', (probe) => {
      const fields = readFields(probe);
      return { kind: fields.textOr('kind', ''), isAnswered: fields.at('answered') !== null };
    }),
    flags: answer.list('flags', (flag) => (typeof flag === 'string' ? flag : JSON.stringify(flag))),
  };
}

function readResponse(value: unknown): ReviewResponse {
  const response = readFields(value);
  const language = response.value('language');
  return {
    id: response.text('id'),
    pseudonym: response.text('pseudonym'),
    kind: response.textOr('kind', ''),
    status: response.textOr('status', ''),
    isTraining: response.flag('isTraining'),
    trainingDay: response.numberOr('trainingDay', null),
    date: response.textOr('date', null),
    zone: response.textOr('zone', null),
    language: isLanguage(language) ? language : null,
    startedAt: response.at('startedAt'),
    completedAt: response.at('completedAt'),
    quotationAllowed: response.flag('quotationAllowed'),
    answers: response.list('answers', readAnswer),
    coders: response.numberOr('coders', 0),
  };
}

/** Which responses. */
export interface ResponseFilter {
  readonly participant: string | null;
  readonly training: boolean | null;
  readonly cursor: string | null;
}

/** Responses without their words, a page, the oldest first. */
export async function listResponses(
  http: Http,
  study: string,
  filter: ResponseFilter,
  signal?: AbortSignal,
): Promise<Page<ReviewResponse>> {
  const answer = await http.get(`studies/${encodeURIComponent(study)}/responses`, { ...filter }, signal);
  return readPage(answer, readResponse);
}

/** One response; asking for its words is written into the audit. */
export async function getResponse(
  http: Http,
  id: string,
  texts: ShownTexts,
  signal?: AbortSignal,
): Promise<ReviewResponse> {
  const answer = await http.get(`responses/${encodeURIComponent(id)}`, { texts }, signal);
  return readResponse(answer.value('response'));
}
