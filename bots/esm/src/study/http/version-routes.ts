import { z } from 'zod';
import { selectVersion, type VersionRow } from '../../postgres/study/select-version.ts';
import { selectVersions } from '../../postgres/study/select-versions.ts';
import { addVersion } from '../actions/add-version.ts';
import { readStudy } from '../actions/read-study.ts';
import { type VersionKind, versionKinds } from '../check-definition.ts';
import { notFound } from './api-problem.ts';
import { pageKeys, readCursor, toPage } from './page.ts';
import { defineDefinitionRoute, defineRoute, ok, param, type Route } from './route.ts';
import { anything, instant, listOf, object, orNull, pageOf, text, warningSchema, whole } from './schemas.ts';

const versionSchema = object({
  version: whole,
  name: { ...text, description: 'of an instrument; empty otherwise' },
  definition: anything,
  hash: { ...text, description: 'SHA-256 of the definition as JSON' },
  createdBy: text,
  createdAt: instant,
  inForceAt: orNull({
    ...instant,
    description: 'holds from the local day after it; null: from the beginning',
  }),
});
const addedSchema = object({ version: whole, warnings: listOf(warningSchema) });
// Definitions are long: fewer of them on a page.
const listQuery = z.strictObject({ ...pageKeys, limit: pageKeys.limit.default(20) });
const cursorShape = z.strictObject({ version: z.int() });

/** Immutable versions of protocols, instruments and consents. */
export const versionRoutes: readonly Route[] = versionKinds.flatMap(routesOf);

function routesOf(kind: VersionKind): readonly Route[] {
  const path = `/studies/{id}/${kind}s`;
  const tag = `${kind}s`;
  const add = defineDefinitionRoute({
    ...{ method: 'POST', path, tag, role: 'owner', definition: kind },
    summary: `Adds a version; in an open study it holds from each participant's next local day`,
    problems: [404, 409, 413, 415, 422],
    answers: {
      200: { description: 'The newest version reads the same already', schema: addedSchema },
      201: { description: 'The new version', schema: addedSchema },
    },
    async handle(call) {
      const { isNew, ...body } = await addVersion(
        call.services,
        param(call, 'id'),
        kind,
        call.body,
        call.actor,
      );
      return { status: isNew ? 201 : 200, body };
    },
  });
  const list = defineRoute({
    ...{ method: 'GET', path, tag, role: 'viewer', summary: 'Versions, newest first' },
    query: listQuery,
    problems: [404],
    answers: { 200: { description: 'Versions with their definitions', schema: pageOf(versionSchema) } },
    async handle(call) {
      const { id } = await readStudy(call.services, param(call, 'id'));
      const { cursor, limit } = call.query;
      const before = readCursor(cursor, cursorShape)?.version ?? null;
      const { database } = call.services.runtime;
      const rows = await database.query<VersionRow>(selectVersions(id, kind, before, limit + 1));
      const cursorOf = ({ version }: VersionRow) => ({ version });
      return ok(toPage(rows, limit, cursorOf, (row) => row));
    },
  });
  const read = defineRoute({
    ...{ method: 'GET', path: `${path}/{version}`, tag, role: 'viewer', summary: 'One version' },
    problems: [404],
    answers: { 200: { description: 'The version', schema: versionSchema } },
    async handle(call) {
      const { id } = await readStudy(call.services, param(call, 'id'));
      const version = Number(param(call, 'version'));
      const { database } = call.services.runtime;
      const isNumber = Number.isSafeInteger(version) && version > 0 && version < 2 ** 31;
      const [row] = isNumber ? await database.query<VersionRow>(selectVersion(id, kind, version)) : [];
      if (row === undefined) throw notFound('version');
      return ok(row);
    },
  });
  return [add, list, read];
}
