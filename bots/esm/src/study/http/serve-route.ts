import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { mayActAs } from '../researchers/role.ts';
import type { StudyServices } from '../study-services.ts';
import { type ApiFault, ApiProblem, invalidContent, malformed } from './api-problem.ts';
import { type Actor, authenticate } from './authenticate.ts';
import type { Route } from './route.ts';
import { createSlidingLimit, type SlidingLimit } from './sliding-limit.ts';

/** Largest definition, in bytes. */
export const definitionBytes = 1_048_576;

/** Content types of a definition as text. */
export const yamlTypes: readonly string[] = ['application/yaml', 'application/x-yaml', 'text/yaml'];

/** A body that came as YAML. */
export interface YamlBody {
  readonly yaml: string;
}

/** How often somebody may ask. */
export interface ApiLimits {
  /** Requests of a researcher. */
  readonly requests: SlidingLimit;
  /** Requests of an address without a valid token. */
  readonly refusals: SlidingLimit;
}

/** 600 requests a minute of a researcher or an address without one, 20 refused ones of an address. */
export function createApiLimits(): ApiLimits {
  return { requests: createSlidingLimit(600, 60_000), refusals: createSlidingLimit(20, 60_000) };
}

/** Adds a route: limits, sign-in, role and shapes are checked before its handler. */
export function serveRoute(
  server: FastifyInstance,
  route: Route,
  services: StudyServices,
  limits: ApiLimits,
): void {
  server.route({
    method: route.method,
    url: `/api${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
    ...(route.definition === undefined ? {} : { bodyLimit: definitionBytes }),
    async handler(request, reply) {
      const now = services.runtime.clock.now();
      assertWithin(limits.refusals.look(request.ip, now));
      try {
        const actor = await admit(route, services, limits, request, now);
        reply.header('cache-control', 'no-store');
        const { status, body } = await route.handle({
          ...{ services, actor, now, request, reply },
          params: request.params as Readonly<Record<string, string>>,
          query: readQuery(route, request) as never,
          body: readBody(route, request) as never,
        });
        reply.code(status);
        return body === null ? reply.send() : reply.send(body);
      } catch (error) {
        const isRefused = error instanceof ApiProblem && error.fields.status === 401;
        if (isRefused) limits.refusals.take(request.ip, now);
        throw error;
      }
    },
  });
}

const nobody: Actor = { id: '', name: '', role: 'viewer', auditName: 'nobody', sessionSecret: null };

async function admit(
  route: Route,
  services: StudyServices,
  limits: ApiLimits,
  request: FastifyRequest,
  now: number,
): Promise<Actor> {
  if (route.role === null) {
    assertWithin(limits.requests.take(`address:${request.ip}`, now));
    return nobody;
  }
  const actor = await authenticate(services, request, now);
  assertWithin(limits.requests.take(actor.id, now));
  if (mayActAs(actor.role, route.role)) return actor;
  throw new ApiProblem({
    ...{ status: 403, code: 'role_insufficient', title: `This needs the role ${route.role}` },
    detail: `Your role is ${actor.role}. Operators give roles: opora esm researcher add.`,
  });
}

/** @throws ApiProblem 429 when there is something to wait for, ms. */
export function assertWithin(waitMs: number | null): void {
  if (waitMs === null) return;
  throw new ApiProblem({
    ...{ status: 429, code: 'requests_too_many', title: 'Too many requests' },
    detail: 'Wait as long as Retry-After says.',
    retryAfter: waitMs / 1000,
  });
}

function readQuery(route: Route, request: FastifyRequest): unknown {
  if (route.query === undefined) return undefined;
  const parsed = route.query.safeParse(request.query);
  if (parsed.success) return parsed.data;
  throw malformed('The query has faults', toFaults(parsed.error));
}

function readBody(route: Route, request: FastifyRequest): unknown {
  const { body } = request;
  const isYaml = isYamlBody(body);
  if (route.definition !== undefined) {
    if (isYaml) return { text: body.yaml };
    if (body === undefined || body === null) throw malformed('A definition is needed, as JSON or YAML');
    return { data: body };
  }
  if (isYaml) {
    throw new ApiProblem({
      ...{ status: 415, code: 'media_type_unsupported', title: 'This route takes application/json' },
    });
  }
  if (route.body === undefined) return undefined;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw malformed('The body must be a JSON object');
  }
  const parsed = route.body.safeParse(body);
  if (parsed.success) return parsed.data;
  throw invalidContent(toFaults(parsed.error));
}

function isYamlBody(body: unknown): body is YamlBody {
  return body instanceof YamlText;
}

/** Tells a YAML body from a JSON body that has the key `yaml`. */
export class YamlText implements YamlBody {
  readonly yaml: string;

  constructor(yaml: string) {
    this.yaml = yaml;
  }
}

/** Every issue with its path; an unknown key is named by its own. */
function toFaults(error: z.ZodError): readonly ApiFault[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') return [{ path: issue.path.join('.'), message: issue.message }];
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }));
  });
}
