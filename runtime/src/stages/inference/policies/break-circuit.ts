import type { ModelCall, ModelPolicy, ModelReport, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Meter } from '../../../core/meter.ts';
import type { Breaker, BreakerPass, BreakerState } from '../../../resilience/breaker.ts';

export interface BreakCircuitOptions {
  readonly model: string;
  readonly meter: Meter;
  readonly breaker: Breaker;
}

/** Levels of the gauge `opora_model_breaker_state`. */
export const breakerLevels: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 0.5, open: 1 };

/**
 * Makes no call while the Breaker is open. The Probe is one attempt: its failure is not worth repeating.
 * Attempts that are repeated are counted by Retry, the last one here.
 */
export function breakCircuit({ model, meter, breaker }: BreakCircuitOptions): ModelPolicy {
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const pass = breaker.enter();
      if (pass === null) {
        meter.count('opora_model_breaker_rejections_total', { model });
        throw new ModelError('model_breaker_open', { model });
      }
      try {
        const answer = await next(pass.probe ? { ...request, maximumAttempts: 1 } : request);
        pass.succeed();
        return answer;
      } catch (error) {
        judge(error, pass);
        throw error;
      }
    },
  };
}

/** An answer that is of no use still shows a provider that works; a call that was stopped shows nothing. */
function judge(error: unknown, pass: BreakerPass): void {
  if (!(error instanceof ModelError)) pass.abandon();
  else if (error.unwell) pass.fail();
  else if (error.code === 'model_deadline' || error.code === 'model_failed') pass.abandon();
  else pass.succeed();
}
