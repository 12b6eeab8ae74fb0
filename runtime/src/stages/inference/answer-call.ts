import type { LocalAnswer, LocalMethod } from '../../contracts/local-method.ts';
import type { ModelCall, ModelReport, Next } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import type { Clock } from '../../core/clock.ts';
import { CancelledError } from '../../core/errors.ts';
import type { Meter } from '../../core/meter.ts';
import { watch } from '../../resilience/watch.ts';
import { sumTries } from './policies/retry-attempts.ts';

export interface AnswerCallOptions<Request extends ModelCall, Answer extends ModelReport> {
  readonly request: Request;
  readonly buy: Next<Request, Answer>;
  readonly local: LocalMethod<Answer> | undefined;
  /** Completes what the local method gave. */
  readonly complete: (local: LocalAnswer<Answer>, report: ModelReport) => Answer;
  readonly clock: Clock;
  readonly meter: Meter;
  /** Time at the end of the deadline that belongs to the local method, ms. */
  readonly localReserveMs: number;
}

type Source = 'model' | 'fallback' | 'cache' | 'local' | 'failed' | 'cancelled';

/**
 * The outermost part of a call: models have the time up to the reserve of the local method, which answers when
 * they do not.
 */
export async function answerCall<Request extends ModelCall, Answer extends ModelReport>(
  options: AnswerCallOptions<Request, Answer>,
): Promise<Answer> {
  const { request, clock, meter, local } = options;
  const { bot, purpose } = request;
  const startedAt = clock.monotonic();
  const ended = (source: Source): number => {
    const latencyMs = clock.monotonic() - startedAt;
    meter.count('opora_model_answers_total', { bot, purpose, source });
    meter.observe('opora_model_answer_seconds', latencyMs / 1_000, { bot, source });
    return Math.round(latencyMs);
  };
  try {
    const reserveMs = local === undefined ? 0 : options.localReserveMs;
    const answer = await options.buy({ ...request, deadlineAt: request.deadlineAt - reserveMs });
    const source = answer.fromCache ? 'cache' : answer.fallbackReason === null ? 'model' : 'fallback';
    return { ...answer, latencyMs: ended(source) };
  } catch (error) {
    if (request.signal.aborted) {
      ended('cancelled');
      throw new CancelledError('model_cancelled', 'The call was stopped by its caller.');
    }
    const failure = error instanceof ModelError ? error : new ModelError('model_failed');
    if (local === undefined) {
      ended('failed');
      throw failure;
    }
    return await answerLocally(options, local, failure, ended);
  }
}

async function answerLocally<Request extends ModelCall, Answer extends ModelReport>(
  { request, complete, clock, localReserveMs }: AnswerCallOptions<Request, Answer>,
  local: LocalMethod<Answer>,
  failure: ModelError,
  ended: (source: Source) => number,
): Promise<Answer> {
  try {
    const part = await watch(async (signal) => local.answer({ reason: failure.code, signal }), {
      clock,
      signal: request.signal,
      // A deadline that has passed already still leaves the local method its time.
      totalMs: Math.max(localReserveMs, request.deadlineAt - clock.now()),
      stallMs: localReserveMs,
      deadlineAt: Number.POSITIVE_INFINITY,
      onTimeout: () => new ModelError('model_deadline', { model: `local:${local.name}` }),
      onAbort: () => new CancelledError('model_cancelled', 'The call was stopped by its caller.'),
    });
    return complete(part, {
      modelUsed: `local:${local.name}`,
      ...sumTries(failure.tries),
      latencyMs: ended('local'),
      fromCache: false,
      fallbackReason: failure.code,
      notice: failure.tell ? failure.code : null,
    });
  } catch (error) {
    ended(request.signal.aborted ? 'cancelled' : 'failed');
    throw error;
  }
}
