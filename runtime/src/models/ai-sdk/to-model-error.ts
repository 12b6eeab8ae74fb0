import { ModelError, type ModelErrorOptions } from '../../contracts/model-error.ts';
import type { Clock } from '../../core/clock.ts';
import { field, toHttpError, toStreamError } from '../provider-fault.ts';

export interface TranslateOptions {
  readonly model: string;
  readonly clock: Clock;
  /** Whether part of the answer had arrived. */
  readonly begun: boolean;
  readonly usage?: ModelErrorOptions['usage'];
}

const unreadable =
  /^AI_(?:JSONParse|TypeValidation|InvalidResponseData|EmptyResponseBody|NoContentGenerated)Error$/;

/**
 * Translates what the AI SDK throws or reports, by name and fields, so that its classes need not be loaded.
 * Messages, bodies and causes stay behind: they may repeat the prompt or the key.
 */
export function toModelError(error: unknown, options: TranslateOptions): ModelError {
  if (error instanceof ModelError) return error;
  const { model, clock, begun, usage } = options;
  const spent = usage === undefined ? {} : { usage };
  const name = field(error, 'name');
  if (name === 'AI_APICallError') {
    const status = field(error, 'statusCode');
    if (typeof status !== 'number') return lost(options);
    // The SDK's words for a connection lost inside the answer, and for an answer it cannot read.
    if (status < 300) {
      const cut = begun || field(error, 'cause') instanceof TypeError;
      return cut
        ? lost({ ...options, begun: true })
        : new ModelError('model_garbage', { model, status, ...spent });
    }
    const headers = field(error, 'responseHeaders');
    const body = field(error, 'responseBody');
    return toHttpError({
      model,
      status,
      clock,
      body: typeof body === 'string' ? body : '',
      header: (wanted) => {
        const value = field(headers, wanted);
        return typeof value === 'string' ? value : null;
      },
    });
  }
  // A compatible server whose stream ends without a reason.
  if (begun && name === 'AI_InvalidResponseDataError') return lost(options);
  if (typeof name === 'string' && unreadable.test(name))
    return new ModelError('model_garbage', { model, ...spent });
  // undici: "fetch failed" before the answer, "terminated" or a socket error inside it.
  if (error instanceof TypeError || typeof field(error, 'code') === 'string') {
    if (error instanceof Error) return lost(options);
  }
  if (begun || !(error instanceof Error)) return toStreamError(model, error, usage);
  return new ModelError('model_failed', { model, ...spent });
}

function lost({ model, begun, usage }: TranslateOptions): ModelError {
  const spent = usage === undefined ? {} : { usage };
  return new ModelError(begun ? 'model_stream_cut' : 'model_unreachable', { model, ...spent });
}
