import type { FastifyReply } from 'fastify';

/** One fault of a body or query. */
export interface ApiFault {
  /** Where, by keys and indexes: `schedules.0.count`; empty for the whole. */
  readonly path: string;
  readonly message: string;
  /** What to do about it. */
  readonly advice?: string;
  /** 1-based line, where the body was a text. */
  readonly line?: number;
}

/** What a problem document says (RFC 9457). */
export interface ApiProblemFields {
  readonly status: number;
  /** Stable; listed in `docs/reference/esm-http.md`. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly ApiFault[];
  /** Seconds; becomes `Retry-After`. */
  readonly retryAfter?: number;
}

/** Ends a request with a problem document. */
export class ApiProblem extends Error {
  readonly fields: ApiProblemFields;

  constructor(fields: ApiProblemFields) {
    super(fields.title);
    this.name = 'ApiProblem';
    this.fields = fields;
  }
}

/** Sends a problem document. */
export function sendProblem(reply: FastifyReply, fields: ApiProblemFields): FastifyReply {
  const { retryAfter, code, ...rest } = fields;
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  if (fields.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(fields.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:opora:${code}`, code, ...rest, requestId: reply.request.id }));
}

/** 404: there is no such thing, or not here. */
export function notFound(what: string): ApiProblem {
  return new ApiProblem({ status: 404, code: 'not_found', title: `There is no such ${what}` });
}

/** 409: what was asked for is not possible as things are. */
export function conflict(code: string, title: string, detail: string): ApiProblem {
  return new ApiProblem({ status: 409, code, title, detail });
}

/** 409: somebody else changed it since it was read. */
export function staleRevision(): ApiProblem {
  return conflict(
    'revision_stale',
    'Somebody changed this since you read it',
    'Read it again, look at what changed, and repeat your change.',
  );
}

/** 422: the content has faults, all of them listed. */
export function invalidContent(errors: readonly ApiFault[]): ApiProblem {
  const title = errors.length === 1 ? 'There is a fault' : `There are ${errors.length} faults`;
  return new ApiProblem({ status: 422, code: 'content_invalid', title, errors });
}

/** 400: the request cannot be read. */
export function malformed(title: string, errors?: readonly ApiFault[]): ApiProblem {
  return new ApiProblem({ status: 400, code: 'request_malformed', title, ...(errors ? { errors } : {}) });
}
