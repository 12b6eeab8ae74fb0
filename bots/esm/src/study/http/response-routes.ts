import { languages } from 'opora';
import { z } from 'zod';
import { type TextMode, textModes } from '../../export/export-filters.ts';
import { goldenStandard } from '../../golden-standard.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import type { ResponseRow } from '../../postgres/study/response-columns.ts';
import { selectStudyResponse } from '../../postgres/study/select-study-response.ts';
import { selectStudyResponses } from '../../postgres/study/select-study-responses.ts';
import { findSimilar } from '../../validator/golden/find-similar.ts';
import { readStudy } from '../actions/read-study.ts';
import { type ShownResponse, showResponse } from '../actions/show-response.ts';
import { mayActAs } from '../researchers/role.ts';
import type { StudyServices } from '../study-services.ts';
import { ApiProblem, notFound } from './api-problem.ts';
import type { Actor } from './authenticate.ts';
import { dataFilterKeys } from './filters.ts';
import { pageKeys, readCursor, toPage } from './page.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import {
  anything,
  date,
  flag,
  instant,
  listOf,
  number,
  object,
  orNull,
  pageOf,
  text,
  whole,
} from './schemas.ts';

const answerSchema = object({
  ...{ item: text, position: whole, status: text, value: anything, shownAt: orNull(instant) },
  ...{ answeredAt: orNull(instant), latencyMs: orNull(whole), attempts: whole, edits: whole },
  ...{ characters: orNull(whole), words: orNull(whole), firstValidation: anything, validation: anything },
  ...{ probes: anything, flags: anything, firstText: orNull(text), finalText: orNull(text) },
});
const responseSchema = object({
  ...{ id: text, pseudonym: text, beepId: orNull(text), kind: text, instrument: text, version: whole },
  ...{ language: text, status: text, isTraining: flag, trainingDay: orNull(whole), date: orNull(date) },
  ...{ zone: orNull(text), startedAt: instant, completedAt: orNull(instant), quotationAllowed: flag },
  ...{ itemOrder: listOf(text), answers: listOf(answerSchema), coders: whole },
});
const texts = z
  .enum(textModes)
  .default('none')
  .describe('words of participants: none, without personal data, or all; showing any is put into the audit');
const statuses = ['in_progress', 'completed', 'partial'] as const;

const list = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/responses', tag: 'data', role: 'viewer' },
  summary: 'Responses with their answers, oldest first; words for coders and owners; previews are left out',
  query: z.strictObject({ ...pageKeys, ...dataFilterKeys, status: z.enum(statuses).optional(), texts }),
  problems: [404],
  answers: { 200: { description: 'Responses', schema: pageOf(responseSchema) } },
  async handle(call) {
    const { services, actor, now, query } = call;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const { cursor, limit, participant = null, status = null, from = null, to = null } = query;
    const filter = { studyId, participant, status, from, to, training: query.training ?? null };
    const after = readCursor(cursor, z.strictObject({ at: z.number(), id: z.string() }));
    const statement = selectStudyResponses(filter, after, limit + 1);
    const rows = await services.runtime.database.query<ResponseRow>(statement);
    const show = await viewer(services, actor, query.texts, rows.slice(0, limit), studyId, now);
    return ok(toPage(rows, limit, ({ cursorAt, id }) => ({ at: cursorAt, id }), show));
  },
});

const read = defineRoute({
  ...{ method: 'GET', path: '/responses/{id}', tag: 'data', role: 'viewer', summary: 'One response' },
  query: z.strictObject({ texts }),
  problems: [404],
  answers: { 200: { description: 'The response', schema: object({ response: responseSchema }) } },
  async handle(call) {
    const { services, actor, now, query } = call;
    const row = await readResponse(services, param(call, 'id'));
    const show = await viewer(services, actor, query.texts, [row], row.studyId, now);
    return ok({ response: show(row) });
  },
});

const exampleSchema = object({
  ...{ id: text, text, grade: text, context: text, class: text, phenomena: listOf(text), value: number },
  ...{ note: text, score: { ...number, description: '0.7 × value + 0.3 × share of common words' } },
});

const examples = defineRoute({
  ...{ method: 'GET', path: '/responses/{id}/examples', tag: 'data', role: 'coder' },
  summary: 'The three examples of the golden standard that are most like a text of a response',
  query: z.strictObject({ item: z.string().max(32).describe('id of the text item') }),
  problems: [404],
  answers: { 200: { description: 'Nearest first', schema: object({ items: listOf(exampleSchema) }) } },
  async handle(call) {
    const { services, query } = call;
    const row = await readResponse(services, param(call, 'id'));
    const shown = showResponse(row, 'full', await services.vault());
    const words = shown.answers.find(({ item }) => item === query.item)?.firstText ?? null;
    if (words === null) throw notFound('text');
    if (!services.settings.validation.useGoldenStandard) return ok({ items: [] });
    const language = languages.find((one) => one === row.language) ?? 'en';
    const similar = findSimilar(words, language, goldenStandard());
    return ok({
      items: similar.map(({ example: { language: _, ...example }, score }) => ({ ...example, score })),
    });
  },
});

/** Responses of participants. */
export const responseRoutes: readonly Route[] = [list, read, examples];

/** Reads a response. Throws 404 where there is none. */
export async function readResponse({ runtime }: StudyServices, id: string): Promise<ResponseRow> {
  const [row] = await runtime.database.query<ResponseRow>(selectStudyResponse(id));
  if (row === undefined) throw notFound('response');
  return row;
}

/** Whoever sees words is in the audit before they are shown. */
async function viewer(
  services: StudyServices,
  actor: Actor,
  mode: TextMode,
  rows: readonly ResponseRow[],
  studyId: string,
  at: number,
): Promise<(row: ResponseRow) => ShownResponse> {
  const vault = await services.vault();
  if (mode === 'none') return (row) => showResponse(row, mode, vault);
  if (!mayActAs(actor.role, 'coder')) {
    throw new ApiProblem({
      ...{ status: 403, code: 'role_insufficient', title: 'Words of participants need the role coder' },
      detail: 'Ask without `texts`: counts of characters and words are there.',
    });
  }
  if (rows.length > 0) {
    const people = [...new Set(rows.map(({ auditReference }) => auditReference))];
    const detail = {
      ...{ texts: mode, responses: rows.length, participants: people.length },
      ...(rows.length === 1 ? { response: rows[0]?.id ?? null } : {}),
      ...(people.length === 1 ? { participant: people[0] ?? null } : {}),
    };
    const audit = insertAudit({ studyId, at, actor: actor.auditName, action: 'texts.view', detail });
    await services.runtime.write([audit]);
  }
  return (row) => showResponse(row, mode, vault);
}
