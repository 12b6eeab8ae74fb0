import type { LlmJson } from '../types.ts';

/** OpenAI's error body. */
export function openAiError(status: number, type: string, message: string): LlmJson {
  const kind = status === 401 ? 'invalid_request_error' : status >= 500 ? 'server_error' : type;
  return { error: { message, type: kind, param: null, code: type } };
}
