import type { FastifyReply } from 'fastify';

/** One fault of a request body or parameter. */
export interface Fault {
  /** Where: `text`, `attachments[0].url`. */
  readonly path: string;
  readonly message: string;
}

export interface Problem {
  readonly status: number;
  /** Stable name, listed in `docs/reference/errors.md`. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly Fault[];
  /** Seconds; becomes the `Retry-After` header. */
  readonly retryAfter?: number;
}

/** Answers with `application/problem+json` (RFC 9457). */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { retryAfter, code, ...rest } = problem;
  if (retryAfter !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfter))));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `urn:opora:${code}`, code, ...rest, requestId: reply.request.id }));
}
