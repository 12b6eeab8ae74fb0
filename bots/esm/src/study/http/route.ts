import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from 'opora';
import type { z } from 'zod';
import type { DefinitionSource } from '../check-definition.ts';
import type { Role } from '../researchers/role.ts';
import type { StudyServices } from '../study-services.ts';
import type { Actor } from './authenticate.ts';

/** One request whose shape is known to be right. */
export interface Call<Params, Query, Body> {
  readonly services: StudyServices;
  /** Who asks; routes that need no sign-in have none. */
  readonly actor: Actor;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Ms since the epoch; one instant for the whole request. */
  readonly now: number;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** What a route answers. A body of null sends none. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A successful answer, described. */
export interface AnswerDescription {
  readonly description: string;
  /** JSON schema of the body; absent where there is none. */
  readonly schema?: Json;
  /** Default `application/json`. */
  readonly contentType?: string;
}

/** A route as data: what Fastify serves, what is checked before, and what OpenAPI tells are made of it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/esm/api`: `/studies/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** The role that is needed; null: anybody may ask. */
  readonly role: Role | null;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** The body is a definition, as JSON or YAML, up to 1 MiB; its kind names the schema. */
  readonly definition?: 'protocol' | 'instrument' | 'consent';
  readonly answers: Readonly<Record<number, AnswerDescription>>;
  /** Problems beside 400, 401, 403, 429 and 503. */
  readonly problems?: readonly number[];
  handle(call: Call<Readonly<Record<string, string>>, never, never>): Promise<Answer>;
}

/** A route whose query and body have the types of their schemas. */
export interface RouteDefinition<Query, Body>
  extends Omit<Route, 'query' | 'body' | 'handle' | 'definition'> {
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  handle(call: Call<Readonly<Record<string, string>>, Query, Body>): Promise<Answer>;
}

/** Makes a route; its handler sees what the schemas made of query and body. */
export function defineRoute<Query = undefined, Body = undefined>(route: RouteDefinition<Query, Body>): Route {
  return route as unknown as Route;
}

/** Makes a route whose body is a definition. */
export function defineDefinitionRoute(
  route: Omit<Route, 'query' | 'body' | 'handle'> & {
    handle(call: Call<Readonly<Record<string, string>>, undefined, DefinitionSource>): Promise<Answer>;
  },
): Route {
  return route as unknown as Route;
}

/** 200 with a body. */
export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: unknown): Answer {
  return { status: 201, body };
}

/** 202: it will be done; the body says what is under way. */
export function accepted(body: unknown): Answer {
  return { status: 202, body };
}

/** 204 without a body. */
export const noContent: Answer = { status: 204, body: null };

/** A parameter of the path; every route that names it has it. */
export function param(
  { params }: { readonly params: Readonly<Record<string, string>> },
  name: string,
): string {
  const value = params[name];
  if (value === undefined) throw new TypeError(`The path has no parameter ${name}.`);
  return value;
}
