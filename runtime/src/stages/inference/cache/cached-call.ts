import type { ModelCall, ModelReport } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import { CancelledError } from '../../../core/errors.ts';
import type { SingleFlight } from '../../../resilience/single-flight.ts';
import type { AnswerCache } from './answer-cache.ts';

/** What is kept of an answer. */
export interface CachedText {
  readonly modelUsed: string;
  readonly body: string;
}

export interface CachedCallOptions<Answer extends ModelReport> {
  readonly cache: AnswerCache;
  readonly flights: SingleFlight<Answer>;
  readonly clock: Clock;
  readonly key: string;
  readonly request: ModelCall;
  /** Buys the answer. */
  readonly buy: (signal: AbortSignal) => Promise<Answer>;
  /** The part of an answer that is kept. */
  readonly toBody: (answer: Answer) => string;
  /** The answer from what was kept; null when it is of no use to this request. */
  readonly fromCached: (cached: CachedText, latencyMs: number) => Answer | null;
}

/**
 * Looks in this process, then joins or starts the one call that looks in the second level and buys. Only answers
 * of the model asked first are kept: that of a fallback must not outlive the trouble.
 */
export async function cachedCall<Answer extends ModelReport>(
  options: CachedCallOptions<Answer>,
): Promise<Answer> {
  const { cache, clock, key } = options;
  const startedAt = clock.monotonic();
  cache.note(key, options.request.conversationId);
  const read = (text: string | undefined): Answer | null => {
    const cached = text === undefined ? null : parseCached(text);
    const answer = cached && options.fromCached(cached, Math.round(clock.monotonic() - startedAt));
    if (answer === null && text !== undefined) cache.forget(key);
    return answer;
  };
  const known = read(cache.get(key));
  if (known !== null) {
    cache.count('hit');
    return known;
  }
  const { answer, joined } = await fly(options, read);
  if (!joined) return answer;
  cache.count('joined');
  // Paid by the caller that was joined; checked against this caller's own schema.
  return read(JSON.stringify({ modelUsed: answer.modelUsed, body: options.toBody(answer) })) ?? answer;
}

async function fly<Answer extends ModelReport>(
  options: CachedCallOptions<Answer>,
  read: (text: string | undefined) => Answer | null,
): Promise<{ answer: Answer; joined: boolean }> {
  const { cache, flights, clock, key, request } = options;
  const work = async (signal: AbortSignal): Promise<Answer> => {
    const shared = read(await cache.getShared(key));
    if (shared !== null) {
      cache.count('shared');
      return shared;
    }
    cache.count('miss');
    const answer = await options.buy(signal);
    const { modelUsed, fallbackReason } = answer;
    if (fallbackReason === null) cache.set(key, JSON.stringify({ modelUsed, body: options.toBody(answer) }));
    return answer;
  };
  for (;;) {
    const joined = flights.has(key);
    try {
      return { answer: (await flights.join(key, request.signal, work)).result, joined };
    } catch (error) {
      // The call that was joined had less time than this one, or was stopped: this caller starts its own.
      const others =
        error instanceof CancelledError || (error instanceof ModelError && error.code === 'model_deadline');
      if (!joined || !others || request.signal.aborted || request.deadlineAt <= clock.now()) throw error;
    }
  }
}

function parseCached(text: string): CachedText | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('modelUsed' in value) || !('body' in value))
      return null;
    const { modelUsed, body } = value;
    return typeof modelUsed === 'string' && typeof body === 'string' ? { modelUsed, body } : null;
  } catch {
    return null;
  }
}
