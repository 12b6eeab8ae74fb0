import type { Json } from 'opora';
import { z } from 'zod';
import { instrumentSchema } from '../../instrument/instrument-schema.ts';
import { protocolSchema } from '../../schedule/protocol-schema.ts';
import { consentSchema } from '../consent.ts';
import { defineRoute, ok, type Route } from './route.ts';
import { anything } from './schemas.ts';

const tag = 'documents';

/** Schemas of definitions, and the description of the interface that `describe` makes. */
export function documentRoutes(describe: () => Json): readonly Route[] {
  const protocol = { ...z.toJSONSchema(protocolSchema, { io: 'input' }), title: 'Opora esm protocol' };
  const consent = { ...z.toJSONSchema(consentSchema, { io: 'input' }), title: 'Opora esm consent' };
  return [
    schemaRoute('instrument', instrumentSchema()),
    schemaRoute('protocol', protocol),
    schemaRoute('consent', consent),
    defineRoute({
      ...{ method: 'GET', path: '/openapi.json', tag, role: null, summary: 'This description' },
      answers: { 200: { description: 'OpenAPI 3.1', schema: anything } },
      handle: async () => ok(describe()),
    }),
  ];
}

function schemaRoute(kind: string, schema: unknown): Route {
  return defineRoute({
    ...{ method: 'GET', path: `/${kind}.schema.json`, tag, role: null, summary: `JSON schema of ${kind}s` },
    answers: { 200: { description: 'JSON schema, draft 2020-12', schema: anything } },
    handle: async () => ok(schema),
  });
}
