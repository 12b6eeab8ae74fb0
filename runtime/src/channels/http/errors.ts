import { RefusedError, RuntimeError, TransientError } from '../../core/errors.ts';
import type { Problem } from './problem.ts';

/** The answer for an error of Intake or of the store. */
export function toProblem(error: unknown): Problem {
  if (error instanceof TransientError) {
    return {
      status: 503,
      code: error.code,
      title: 'Try again later',
      detail: error.message,
      retryAfter: (error.retryAfterMs ?? 2_000) / 1000,
    };
  }
  if (error instanceof RefusedError && error.code === 'intake_overloaded') {
    return { status: 503, code: error.code, title: 'Too busy', detail: error.message, retryAfter: 1 };
  }
  if (error instanceof RefusedError && error.code === 'messages_too_many') {
    const retryAfter = Number(error.context.retryAfterMs ?? 1_000) / 1000;
    return { status: 429, code: error.code, title: 'Too many messages', detail: error.message, retryAfter };
  }
  if (error instanceof RefusedError && error.code === 'write_conflict') {
    return { status: 409, code: error.code, title: 'It has changed meanwhile', detail: error.message };
  }
  if (error instanceof RefusedError && error.code === 'dead_letter_gone') {
    return { status: 409, code: error.code, title: 'It is no longer kept', detail: error.message };
  }
  if (error instanceof RefusedError) {
    return { status: 400, code: error.code, title: 'The message was refused', detail: error.message };
  }
  const code = error instanceof RuntimeError ? error.code : 'internal_error';
  return { status: 500, code, title: 'Something went wrong', detail: 'The fault was logged.' };
}
