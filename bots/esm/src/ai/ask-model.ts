import { type Clock, type ModelAnswer, ModelError, type Prompt } from 'opora';
import type { z } from 'zod';
import { type Opinion, opinionSchema } from './opinion.ts';
import { type AiReading, outcomeOf, readAnswer } from './read-answer.ts';

/** One question to a model; the fields that Inference takes. */
export interface AiAsk {
  readonly prompt: Prompt;
  readonly schema: z.ZodType<Opinion | null>;
  readonly purpose: 'validate';
  /** Who asks; the limits of the calls apply to them. */
  readonly user: string;
  /** Ms since the epoch at which an answer is no longer of use; all attempts end before. */
  readonly deadlineAt: number;
  readonly signal: AbortSignal;
}

/** The model that is asked outside of Turns. */
export interface AiCalls {
  /** `openai:gpt-4.1-mini`. */
  readonly model: string;
  /** Retries, breaker and budget are its own. Rejects, or says so in the answer, when the model did not answer. */
  ask(ask: AiAsk): Promise<ModelAnswer<Opinion | null>>;
}

/** The provider that the name of a model begins with. */
export const providerOf = (model: string): string => model.split(':', 1)[0] ?? model;

/**
 * Asks with an end of its own: a call that never comes back costs `timeoutMs` and no more. Never rejects; null when no
 * model is configured after all.
 */
export async function askModel(
  calls: AiCalls,
  request: {
    readonly prompt: Prompt;
    readonly userId: string;
    readonly timeoutMs: number;
    readonly clock: Clock;
  },
): Promise<AiReading | null> {
  const { prompt, userId, timeoutMs, clock } = request;
  const nothing = { opinion: null, provider: providerOf(calls.model), fromCache: false, tell: false };
  const end = new AbortController();
  const asked = calls
    .ask({
      ...{ prompt, schema: opinionSchema, purpose: 'validate', user: userId, signal: end.signal },
      deadlineAt: clock.now() + timeoutMs,
    })
    .then(readAnswer, (error: unknown): AiReading => {
      const code = error instanceof ModelError ? error.code : 'model_failed';
      return { ...nothing, outcome: outcomeOf(code) };
    });
  return new Promise((resolve) => {
    const timer = clock.after(timeoutMs, () => {
      resolve({ ...nothing, outcome: 'timeout' });
      end.abort();
    });
    void asked.then((reading) => {
      timer.cancel();
      resolve(reading);
    });
  });
}
