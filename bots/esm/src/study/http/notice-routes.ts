import { z } from 'zod';
import { acknowledgeDeletion } from '../../postgres/study/acknowledge-deletion.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import {
  type DeletionNoticeRow,
  selectDeletionNotices,
} from '../../postgres/study/select-deletion-notices.ts';
import { readStudy, writeOrExplain } from '../actions/read-study.ts';
import { notFound } from './api-problem.ts';
import { pageQuery, readCursor, toPage } from './page.ts';
import { defineRoute, noContent, ok, param, type Route } from './route.ts';
import { instant, object, pageOf, text } from './schemas.ts';

const tag = 'participants';
const path = '/studies/{id}/deletion-notices';

const list = defineRoute({
  ...{ method: 'GET', path, tag, role: 'viewer' },
  summary:
    'People whose data were deleted, until somebody says that earlier copies are purged; 30 days at most',
  query: pageQuery,
  problems: [404],
  answers: {
    200: { description: 'Notices', schema: pageOf(object({ id: text, pseudonym: text, at: instant })) },
  },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit } = call.query;
    const after = readCursor(cursor, z.strictObject({ at: z.number(), id: z.string() }));
    const { database } = call.services.runtime;
    const rows = await database.query<DeletionNoticeRow>(selectDeletionNotices(studyId, after, limit + 1));
    const cursorOf = ({ cursorAt, id }: DeletionNoticeRow) => ({ at: cursorAt, id });
    return ok(toPage(rows, limit, cursorOf, ({ cursorAt: _, ...notice }) => notice));
  },
});

const acknowledge = defineRoute({
  ...{ method: 'POST', path: `${path}/{notice}/acknowledge`, tag, role: 'coder' },
  summary: 'Says that earlier copies are purged; the pseudonym is forgotten',
  problems: [404],
  answers: { 204: { description: 'Noted' } },
  async handle(call) {
    const { services, actor, now } = call;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const deletion = param(call, 'notice');
    const entry = { studyId, at: now, actor: actor.auditName, action: 'deletion.acknowledge' };
    await writeOrExplain(
      services,
      [acknowledgeDeletion(studyId, deletion, now), insertAudit({ ...entry, detail: { deletion } })],
      async () => notFound('open notice'),
    );
    return noContent;
  },
});

/** Notices of deletions. */
export const noticeRoutes: readonly Route[] = [list, acknowledge];
