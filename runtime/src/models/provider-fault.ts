import { ModelError, type ModelErrorCode, type ModelErrorOptions } from '../contracts/model-error.ts';
import type { Clock } from '../core/clock.ts';

/** An HTTP answer that is not a success. */
export interface HttpFault {
  readonly model: string;
  readonly status: number;
  /** Header by lower-case name. */
  readonly header: (name: string) => string | null | undefined;
  readonly body: string;
  readonly clock: Clock;
}

const tooLarge = /context_length_exceeded|prompt is too long|maximum context length|request_too_large/i;

/** The decision about an HTTP error. Of the body only the provider's own error type or code is kept. */
export function toHttpError(fault: HttpFault): ModelError {
  const { model, status, body } = fault;
  const type = findErrorType(body);
  const options = { model, status, ...(type === undefined ? {} : { type }) };
  const later = readRetryAfter(fault);
  const waits = later === undefined ? options : { ...options, retryAfterMs: later };
  if (status === 429) {
    const empty = /insufficient_quota|billing|credit balance/i.test(body);
    return empty
      ? new ModelError('model_quota_exhausted', options)
      : new ModelError('model_rate_limited_by_provider', waits);
  }
  if (status === 503 || status === 529) return new ModelError('model_overloaded', waits);
  if (status >= 500 || status === 408 || status === 409) return new ModelError('model_server_error', waits);
  if (status === 401 || status === 403) return new ModelError('model_unauthorized', options);
  if (status === 404) return new ModelError('model_not_found', options);
  if (status === 413 || tooLarge.test(body)) return new ModelError('model_too_large', options);
  if (status >= 400) return new ModelError('model_bad_request', options);
  return new ModelError('model_garbage', options);
}

/** `Retry-After` in seconds or as a date, or the finer `retry-after-ms`; undefined when there is none. */
export function readRetryAfter({ header, clock }: Pick<HttpFault, 'header' | 'clock'>): number | undefined {
  const fine = Number(header('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(fine) && fine >= 0) return fine;
  const text = header('retry-after')?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - clock.now());
}

/** The provider's word for an error: `error.type` or `error.code` of its JSON. */
export function findErrorType(body: unknown): string | undefined {
  let value = body;
  if (typeof body === 'string') {
    try {
      value = JSON.parse(body);
    } catch {
      return undefined;
    }
  }
  const error = field(value, 'error') ?? field(value, 'response', 'error') ?? value;
  for (const name of ['code', 'type']) {
    const word = field(error, name);
    if (typeof word === 'string' && word !== '' && word !== 'error') return word;
  }
  return undefined;
}

/** The decision about an error that a provider reports inside an answer it has begun. */
export function toStreamError(model: string, error: unknown, usage: ModelErrorOptions['usage']): ModelError {
  const type = findErrorType(error);
  const options = {
    model,
    ...(type === undefined ? {} : { type }),
    ...(usage === undefined ? {} : { usage }),
  };
  const code: ModelErrorCode = /overloaded/i.test(type ?? '')
    ? 'model_overloaded'
    : /rate_limit/i.test(type ?? '')
      ? 'model_rate_limited_by_provider'
      : 'model_stream_error';
  return new ModelError(code, options);
}

/** The value at a path of names in plain data, or undefined. */
export function field(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[name];
  }
  return found;
}
