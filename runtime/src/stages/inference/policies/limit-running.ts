import type { ModelCall, ModelPolicy, ModelReport, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Meter } from '../../../core/meter.ts';
import type { Bulkhead } from '../../../resilience/bulkhead.ts';

export interface LimitRunningOptions {
  readonly model: string;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly bulkhead: Bulkhead;
  /** Longest wait for a place, ms. */
  readonly waitMs: number;
}

/** Bounds the calls of one model that run and wait in this process. */
export function limitRunning(options: LimitRunningOptions): ModelPolicy {
  const { model, clock, meter, bulkhead, waitMs } = options;
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const leftMs = request.deadlineAt - clock.now();
      const place = await bulkhead.enter(request.signal, Math.min(waitMs, leftMs));
      if (typeof place === 'string') {
        meter.count('opora_model_bulkhead_rejections_total', { model });
        throw new ModelError('model_bulkhead_full', { model });
      }
      try {
        return await next(request);
      } finally {
        place();
      }
    },
  };
}
