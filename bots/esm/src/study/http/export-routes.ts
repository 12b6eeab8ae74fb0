import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { z } from 'zod';
import { exportFilters } from '../../export/export-filters.ts';
import { insertAudit } from '../../postgres/study/insert-audit.ts';
import { selectExport } from '../../postgres/study/select-export.ts';
import { type ExportListRow, selectExports } from '../../postgres/study/select-exports.ts';
import { readStudy } from '../actions/read-study.ts';
import type { StudyServices } from '../study-services.ts';
import { conflict, notFound } from './api-problem.ts';
import { pageQuery, readCursor, toPage } from './page.ts';
import { accepted, defineRoute, ok, param, type Route } from './route.ts';
import { anything, instant, object, oneOf, orNull, pageOf, text, whole } from './schemas.ts';

const tag = 'exports';
const exportSchema = object({
  ...{ id: text, studyId: text, requestedBy: text, filters: anything },
  progress: object({ phase: orNull(text), done: orNull(whole), total: orNull(whole) }),
  ...{ status: oneOf(['waiting', 'running', 'done', 'failed', 'expired']), error: orNull(text) },
  ...{ createdAt: instant, finishedAt: orNull(instant), expiresAt: orNull(instant) },
});
const exportAnswer = { description: 'The export', schema: object({ export: exportSchema }) };

const create = defineRoute({
  ...{ method: 'POST', path: '/studies/{id}/exports', tag, role: 'coder' },
  summary: 'Requests an export; its file is ready when its status is done',
  body: exportFilters,
  problems: [404, 422],
  answers: { 202: { description: 'The export', schema: object({ id: text, export: exportSchema }) } },
  async handle(call) {
    const { services, actor, now, body: filters } = call;
    const { id: studyId } = await readStudy(services, param(call, 'id'));
    const entry = { studyId, at: now, actor: actor.auditName, action: 'export.request' };
    // First, so that no file is ever made that the audit does not know of.
    await services.runtime.write([insertAudit({ ...entry, detail: { ...filters } })]);
    const request = { studyId, requestedBy: actor.auditName, filters };
    const id = await services.dependencies.createExport(services.runtime, request);
    return accepted({ id, export: shown(await readExport(services, id)) });
  },
});

const list = defineRoute({
  ...{ method: 'GET', path: '/studies/{id}/exports', tag, role: 'viewer', summary: 'Exports, newest first' },
  query: pageQuery,
  problems: [404],
  answers: { 200: { description: 'Exports', schema: pageOf(exportSchema) } },
  async handle(call) {
    const { id: studyId } = await readStudy(call.services, param(call, 'id'));
    const { cursor, limit } = call.query;
    const after = readCursor(cursor, z.strictObject({ at: z.number(), id: z.string() }));
    const { database } = call.services.runtime;
    const rows = await database.query<ExportListRow>(selectExports(studyId, after, limit + 1));
    return ok(toPage(rows, limit, ({ cursorAt, id }) => ({ at: cursorAt, id }), shown));
  },
});

const read = defineRoute({
  ...{ method: 'GET', path: '/exports/{id}', tag, role: 'viewer', summary: 'One export and how far it is' },
  problems: [404],
  answers: { 200: exportAnswer },
  handle: async (call) => ok({ export: shown(await readExport(call.services, param(call, 'id'))) }),
});

const download = defineRoute({
  ...{ method: 'GET', path: '/exports/{id}/file', tag, role: 'coder', summary: 'The ZIP of an export' },
  problems: [404, 409],
  answers: { 200: { description: 'The file', contentType: 'application/zip' } },
  async handle(call) {
    const { services, actor, now, reply } = call;
    const row = await readExport(services, param(call, 'id'));
    const file = await fileOf(services, row);
    const { size } = await stat(file);
    const detail = { export: row.id };
    const audit = insertAudit({
      studyId: row.studyId,
      at: now,
      actor: actor.auditName,
      action: 'export.download',
      detail,
    });
    await services.runtime.write([audit]);
    reply.type('application/zip').header('content-length', size);
    reply.header('content-disposition', `attachment; filename="esm-${row.id}.zip"`);
    return ok(createReadStream(file));
  },
});

/** Exports of a study. */
export const exportRoutes: readonly Route[] = [create, list, read, download];

async function readExport({ runtime }: StudyServices, id: string): Promise<ExportListRow> {
  const [row] = await runtime.database.query<ExportListRow>(selectExport(id));
  if (row === undefined) throw notFound('export');
  return row;
}

/** @throws ApiProblem 409 while there is no file. Never leaves the folder of the bot's files. */
async function fileOf({ runtime }: StudyServices, { status, file }: ExportListRow): Promise<string> {
  if (status !== 'done' || file === null) {
    throw conflict(
      'export_not_ready',
      `The export is ${status}`,
      'Ask for the file when its status is done.',
    );
  }
  const folder = await runtime.files();
  const inside = relative(folder, join(folder, file));
  if (inside.startsWith('..') || isAbsolute(inside)) throw notFound('file');
  return join(folder, inside);
}

function shown({
  file: _,
  cursorAt: __,
  progress,
  ...row
}: ExportListRow): Readonly<Record<string, unknown>> {
  const { phase = null, rows: done = null, of: total = null } = progress;
  return { ...row, progress: { phase, done, total } };
}
