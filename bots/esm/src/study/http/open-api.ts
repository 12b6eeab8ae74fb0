import type { Json } from 'opora';
import { z } from 'zod';
import { csrfHeader, sessionCookie } from './authenticate.ts';
import type { Route } from './route.ts';
import { yamlTypes } from './serve-route.ts';

type JsonObject = { readonly [key: string]: Json };

/** Ways of signing in, as the document names them. */
type Scheme = 'bearer' | 'session';

/** Paths of the interface for OpenAPI 3.1, below `/esm`: `/api/studies`. */
export function openApiPaths(
  routes: readonly Route[],
  schemes: readonly Scheme[],
): Readonly<Record<string, JsonObject>> {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = `/api${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route, schemes) };
  }
  return paths;
}

/** The whole document, self-contained. */
export function openApiDocument(routes: readonly Route[], prefix: string): Json {
  const own = openApiPaths(routes, ['bearer', 'session']);
  const paths = Object.entries(own).map(([path, item]) => [`${prefix}${path}`, item]);
  return {
    openapi: '3.1.0',
    info: { title: 'Opora esm: studies', version: '1', license: { name: 'MIT', identifier: 'MIT' } },
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'token of a researcher' },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: sessionCookie },
          description: `writes also send ${csrfHeader}`,
        },
      },
      responses: { Problem: problemResponse },
    },
  };
}

const problemResponse: JsonObject = {
  description: 'What is wrong, with every fault (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'code', 'title', 'status'],
        properties: {
          ...{ type: { type: 'string' }, code: { type: 'string' }, title: { type: 'string' } },
          ...{ status: { type: 'integer' }, detail: { type: 'string' }, requestId: { type: 'string' } },
          errors: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                ...{ path: { type: 'string' }, message: { type: 'string' }, advice: { type: 'string' } },
                line: { type: 'integer' },
              },
            },
          },
        },
      },
    },
  },
};

const problem: JsonObject = { $ref: '#/components/responses/Problem' };

function describeRoute(route: Route, schemes: readonly Scheme[]): JsonObject {
  const { tag, summary, role } = route;
  const security = role === null ? [] : schemes.map((scheme) => ({ [scheme]: [] }));
  const parameters = [...pathParameters(route), ...queryParameters(route)];
  return {
    tags: [`esm ${tag}`],
    summary: role === null ? summary : `${summary} (${role})`,
    security,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(route),
    responses: responses(route),
  };
}

function responses(route: Route): JsonObject {
  const guarded = route.role === null ? [] : [401, 403];
  const body = route.body === undefined ? [] : [413, 415];
  const problems = [...new Set([400, ...guarded, ...body, ...(route.problems ?? []), 429, 503])].toSorted();
  const answers = Object.entries(route.answers).map(([status, { description, schema, contentType }]) => {
    if (schema === undefined && contentType === undefined) return [status, { description }];
    const content = { [contentType ?? 'application/json']: schema === undefined ? {} : { schema } };
    return [status, { description, content }];
  });
  return {
    ...Object.fromEntries(answers),
    ...Object.fromEntries(problems.map((status) => [status, problem])),
  };
}

function pathParameters({ path }: Route): readonly JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: name === 'version' ? 'integer' : 'string' },
  }));
}

function queryParameters({ query }: Route): readonly JsonObject[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = toSchema(query) as {
    readonly properties?: Readonly<Record<string, JsonObject>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', required: required.includes(name), schema },
    ...(description === undefined ? {} : { description }),
  }));
}

function requestBody({ body, definition }: Route): JsonObject {
  if (definition !== undefined) {
    const types = ['application/json', ...yamlTypes];
    const description = `a definition; its shape: GET /esm/api/${definition}.schema.json`;
    return {
      requestBody: {
        required: true,
        description,
        content: Object.fromEntries(types.map((one) => [one, {}])),
      },
    };
  }
  if (body === undefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: toSchema(body) } } } };
}

function toSchema(schema: z.ZodType): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest as JsonObject;
}
