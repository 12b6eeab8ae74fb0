import { readFields } from './fields.ts';

/** One fault of what was sent. */
export interface ProblemFault {
  /** Where, by keys and indexes: `schedules.0.count`. */
  readonly path: string;
  readonly message: string;
  /** What to do about it; empty where nothing is said. */
  readonly advice: string;
  /** 1-based line, where a text was sent. */
  readonly line: number | null;
}

/** Why a request brought nothing. `status` is 0 when the server could not be reached. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly ProblemFault[];
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;

  constructor(fields: {
    readonly status: number;
    readonly code: string;
    readonly message: string;
    readonly errors?: readonly ProblemFault[];
    readonly requestId?: string | null;
    readonly retryAfterMs?: number | null;
  }) {
    super(fields.message);
    this.status = fields.status;
    this.code = fields.code;
    this.errors = fields.errors ?? [];
    this.requestId = fields.requestId ?? null;
    this.retryAfterMs = fields.retryAfterMs ?? null;
  }

  /** The server was not reached, or says that it is not able now. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem of a failed fetch. */
export function unreachable(): ApiProblem {
  return new ApiProblem({ status: 0, code: 'unreachable', message: '' });
}

/** Reads `application/problem+json`, and makes do with less. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = readFields(await response.json().catch(() => null));
  const seconds = Number(response.headers.get('retry-after'));
  const detail = body.textOr('detail', '');
  const title = body.textOr('title', `HTTP ${response.status}`);
  return new ApiProblem({
    status: response.status,
    code: body.textOr('code', 'unknown'),
    message: detail === '' ? title : `${title}. ${detail}`,
    errors: body.list('errors', (value) => {
      const fault = readFields(value);
      return {
        path: fault.textOr('path', ''),
        message: fault.textOr('message', ''),
        advice: fault.textOr('advice', ''),
        line: fault.numberOr('line', null),
      };
    }),
    requestId: response.headers.get('x-request-id'),
    retryAfterMs: seconds > 0 ? seconds * 1000 : null,
  });
}

/** Any error as a problem: a fault of the page itself is shown, too. */
export function toProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiProblem({ status: -1, code: 'page', message });
}
