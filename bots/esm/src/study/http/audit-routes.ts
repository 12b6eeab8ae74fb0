import { z } from 'zod';
import { type AuditRow, selectAudit } from '../../postgres/study/select-audit.ts';
import { readStudy } from '../actions/read-study.ts';
import { pageQuery, readCursor, toPage } from './page.ts';
import { defineRoute, ok, param, type Route } from './route.ts';
import { anything, instant, object, orNull, pageOf, text } from './schemas.ts';

const lineSchema = object({
  ...{ id: text, at: instant, action: text, detail: anything },
  actor: { ...text, description: 'name of the researcher, or operator, participant, opora' },
  pseudonym: orNull({ ...text, description: 'null also when the data of the participant were deleted' }),
});

const list = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/audit', tag: 'audit', role: 'viewer' },
  summary: 'Who did what and when, newest first; nobody can change it',
  query: pageQuery,
  problems: [404],
  answers: { 200: { description: 'Lines', schema: pageOf(lineSchema) } },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit } = call.query;
    const below = readCursor(cursor, z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }))?.id ?? null;
    const { database } = call.services.runtime;
    const rows = await database.query<AuditRow>(selectAudit(studyId, below, limit + 1));
    return ok(
      toPage(
        rows,
        limit,
        ({ id }) => ({ id }),
        (row) => row,
      ),
    );
  },
});

/** The audit of a study. */
export const auditRoutes: readonly Route[] = [list];
