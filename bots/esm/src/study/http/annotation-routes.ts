import { z } from 'zod';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import type { ResponseRow } from '../../postgres/study/response-columns.ts';
import { saveAnnotation } from '../../postgres/study/save-annotation.ts';
import { type AnnotationListRow, selectAnnotations } from '../../postgres/study/select-annotations.ts';
import { type DecisionPairRow, selectCoderDecisions } from '../../postgres/study/select-coder-decisions.ts';
import { phenomena } from '../../validator/report.ts';
import { notesPlace } from '../../vault/places.ts';
import { readStudy, writeOrExplain } from '../actions/read-study.ts';
import { confirmationsSchema, decisions, longestNotes } from '../annotations.ts';
import { coderAgreement } from '../coder-agreement.ts';
import type { StudyServices } from '../study-services.ts';
import { staleRevision } from './api-problem.ts';
import { readResponse } from './response-routes.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import { flag, instant, listOf, number, object, oneOf, orNull, text, whole } from './schemas.ts';

const tag = 'annotations';
const path = '/responses/{id}/annotations';
const annotationSchema = object({
  ...{ coder: text, isOwn: flag, notes: orNull(text), version: whole, updatedAt: instant },
  phenomena: {
    type: 'object',
    properties: Object.fromEntries(phenomena.map((one) => [one, oneOf(decisions)])),
  },
});

const put = defineRoute({
  ...{ method: 'PUT', path, tag, role: 'coder' },
  summary: 'Stores what you decided about a response: phenomena, and notes of the interview about it',
  body: z.strictObject({
    phenomena: confirmationsSchema.describe('a decision for each phenomenon that was judged'),
    notes: z.string().max(longestNotes).nullish(),
    version: z.int().min(0).describe('the version of your annotation that you saw; 0 before the first'),
  }),
  problems: [404, 409, 422],
  answers: { 200: { description: 'Your annotation', schema: object({ annotation: annotationSchema }) } },
  async handle(call) {
    const { services, actor, now } = call;
    const response = await readResponse(services, param(call, 'id'));
    const { conversationId, id: responseId, studyId } = response;
    const { phenomena: judged, notes, version } = call.body;
    const vault = await services.vault();
    const words = notes?.trim() ?? '';
    const place = notesPlace(conversationId, responseId, actor.id);
    const notesSealed = words === '' ? null : vault.seal(words, place);
    const key = { conversationId, responseId, coder: actor.id };
    const detail = {
      response: responseId,
      participant: response.auditReference,
      judged: Object.keys(judged),
    };
    await writeOrExplain(
      services,
      [
        saveAnnotation({ ...key, phenomena: judged, notesSealed, seenVersion: version, at: now }),
        insertAudit({ studyId, at: now, actor: actor.auditName, action: 'annotation.save', detail }),
      ],
      async () => staleRevision(),
    );
    const all = await readAnnotations(services, response, actor.id);
    return ok({ annotation: all.find(({ isOwn }) => isOwn) ?? null });
  },
});

const list = defineRoute({
  ...{ method: 'GET', path, tag, role: 'coder', summary: 'Annotations of a response by all coders' },
  problems: [404],
  answers: { 200: { description: 'Annotations', schema: object({ items: listOf(annotationSchema) }) } },
  async handle(call) {
    const { services, actor, now } = call;
    const response = await readResponse(services, param(call, 'id'));
    const items = await readAnnotations(services, response, actor.id);
    const others = items.filter(({ isOwn, notes }) => !isOwn && notes !== null).length;
    if (others > 0) {
      const { studyId, id, auditReference } = response;
      const detail = { response: id, participant: auditReference, notes: others };
      const audit = insertAudit({ studyId, at: now, actor: actor.auditName, action: 'notes.view', detail });
      await services.runtime.write([audit]);
    }
    return ok({ items });
  },
});

const agreement = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/agreement', tag, role: 'viewer' },
  summary: 'Agreement of every two coders about each phenomenon, with Cohen’s κ',
  problems: [404],
  answers: {
    200: {
      description: 'Pairs of coders',
      schema: object({
        items: listOf(
          object({
            ...{ phenomenon: oneOf(phenomena), coders: listOf(text), responses: whole },
            ...{ agreement: number, kappa: orNull(number) },
          }),
        ),
      }),
    },
  },
  async handle(call) {
    const { id } = await readStudy(call.services, param(call, 'id'));
    const { database } = call.services.runtime;
    const rows = await database.query<DecisionPairRow>(selectCoderDecisions(id, phenomena));
    return ok({ items: coderAgreement(rows) });
  },
});

/** What coders decide about responses. */
export const annotationRoutes: readonly Route[] = [put, list, agreement];

interface ShownAnnotation extends Omit<AnnotationListRow, 'sealed' | 'coderName'> {
  readonly isOwn: boolean;
  readonly notes: string | null;
}

async function readAnnotations(
  services: StudyServices,
  { conversationId, id: responseId }: Pick<ResponseRow, 'conversationId' | 'id'>,
  own: string,
): Promise<readonly ShownAnnotation[]> {
  const vault = await services.vault();
  const statement = selectAnnotations(conversationId, responseId);
  const rows = await services.runtime.database.query<AnnotationListRow>(statement);
  return rows.map(({ sealed, coder, coderName, ...row }) => {
    const place = notesPlace(conversationId, responseId, coder);
    const notes = sealed === null ? null : vault.open(Buffer.from(sealed, 'base64'), place);
    return { ...row, coder: coderName, isOwn: coder === own, notes };
  });
}
