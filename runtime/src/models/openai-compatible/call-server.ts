import type { z } from 'zod';
import { ModelError } from '../../contracts/model-error.ts';
import { CancelledError } from '../../core/errors.ts';
import { traceHeaders, trimSlash } from '../model-options.ts';
import { toHttpError } from '../provider-fault.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

export interface ServerCall {
  /** Below the base URL, with a slash in front. */
  readonly path: string;
  readonly body: Record<string, unknown> | FormData;
  /** `provider:model`. */
  readonly model: string;
  readonly signal: AbortSignal;
  readonly requestId: string;
}

/** Larger answers are refused unread: 64 MiB hold the vectors of 2,048 texts. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Posts to an OpenAI-compatible endpoint and returns the body of a success. One attempt.
 * @throws ModelError; CancelledError when the signal aborted.
 */
export async function callServer(
  { path, body, model, signal, requestId }: ServerCall,
  options: OpenAiCompatibleOptions,
): Promise<{ readonly bytes: Buffer; readonly mediaType: string }> {
  const isForm = body instanceof FormData;
  let begun = false;
  try {
    const response = await fetch(`${trimSlash(options.baseUrl)}${path}`, {
      method: 'POST',
      signal,
      redirect: 'error',
      headers: {
        ...traceHeaders(requestId),
        authorization: `Bearer ${options.apiKey}`,
        ...(isForm ? {} : { 'content-type': 'application/json' }),
      },
      body: isForm ? body : JSON.stringify(body),
    });
    begun = response.ok;
    const bytes = await readBounded(response, model);
    if (!response.ok) {
      throw toHttpError({
        ...{ model, status: response.status, clock: options.clock },
        body: bytes.toString('utf8'),
        header: (name) => response.headers.get(name),
      });
    }
    return { bytes, mediaType: response.headers.get('content-type') ?? '' };
  } catch (error) {
    if (signal.aborted) throw new CancelledError('model_cancelled', 'The call was stopped.');
    if (error instanceof ModelError) throw error;
    throw new ModelError(begun ? 'model_stream_cut' : 'model_unreachable', { model });
  }
}

/** The same for endpoints that answer JSON of a known shape. */
export async function callJson<Result>(
  call: ServerCall,
  shape: z.ZodType<Result>,
  options: OpenAiCompatibleOptions,
): Promise<Result> {
  const { bytes } = await callServer(call, options);
  try {
    return shape.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new ModelError('model_garbage', { model: call.model });
  }
}

async function readBounded(response: Response, model: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maximumBytes) throw new ModelError('model_garbage', { model, type: 'too_large' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
