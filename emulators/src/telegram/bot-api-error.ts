import type { JsonObject } from './types.ts';

/** A refusal in the words of the Bot API; becomes `{ok: false, error_code, description, parameters}`. */
export class BotApiError extends Error {
  readonly code: number;
  readonly parameters: JsonObject | undefined;

  constructor(code: number, description: string, parameters?: JsonObject) {
    super(description);
    this.name = 'BotApiError';
    this.code = code;
    this.parameters = parameters;
  }
}

/** `400 Bad Request: <reason>`. */
export function badRequest(reason: string): BotApiError {
  return new BotApiError(400, `Bad Request: ${reason}`);
}

/** `403 Forbidden: <reason>`. */
export function forbidden(reason: string): BotApiError {
  return new BotApiError(403, `Forbidden: ${reason}`);
}

/** `429 Too Many Requests` with `retry_after`. */
export function tooManyRequests(retryAfterSeconds: number): BotApiError {
  return new BotApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}

/** The body of a failed call. */
export function toErrorBody(error: BotApiError): JsonObject {
  return {
    ok: false,
    error_code: error.code,
    description: error.message,
    ...(error.parameters === undefined ? {} : { parameters: error.parameters }),
  };
}
