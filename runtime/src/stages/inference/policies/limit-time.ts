import type { ModelCall, ModelPolicy, ModelReport, Next, StreamPart } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import { CancelledError } from '../../../core/errors.ts';
import type { Meter } from '../../../core/meter.ts';
import { type TimeoutKind, watch } from '../../../resilience/watch.ts';

export interface LimitTimeOptions {
  readonly model: string;
  readonly clock: Clock;
  readonly meter: Meter;
  /** Longest attempt, ms. */
  readonly attemptTimeoutMs: number;
  /** Longest silence after the first part, ms. */
  readonly stallMs: number;
}

/** Silence for this share of an attempt's time speaks against the provider even when the deadline ended it. */
const telling = 0.25;

/** Timeout of one attempt. What was shown of an attempt that failed is taken back with a `reset`. */
export function limitTime(options: LimitTimeOptions): ModelPolicy {
  const { model, clock, meter, attemptTimeoutMs, stallMs } = options;
  const onTimeout = (kind: TimeoutKind, ranMs: number): ModelError => {
    meter.count('opora_model_timeouts_total', { model, kind });
    if (kind === 'stall') return new ModelError('model_stalled', { model });
    if (kind !== 'deadline') return new ModelError('model_timeout', { model });
    return new ModelError('model_deadline', { model, unwell: ranMs >= attemptTimeoutMs * telling });
  };
  return {
    run: async <Request extends ModelCall, Answer extends ModelReport>(
      request: Request,
      next: Next<Request, Answer>,
    ): Promise<Answer> => {
      const { signal, deadlineAt } = request;
      if (deadlineAt <= clock.now()) throw new ModelError('model_deadline', { model });
      const parts = createGate(request.onPart);
      try {
        return await watch(
          (inner, alive) =>
            next({
              ...request,
              signal: inner,
              onPart: (part: StreamPart) => {
                alive();
                parts.pass(part);
              },
            }),
          { clock, signal, deadlineAt, totalMs: attemptTimeoutMs, stallMs, onTimeout, onAbort: stopped },
        );
      } catch (error) {
        parts.takeBack();
        throw error;
      } finally {
        parts.close();
      }
    },
  };
}

const stopped = (): CancelledError =>
  new CancelledError('model_cancelled', 'The call was stopped by its caller.');

/** Lets parts through until it is closed: an attempt that was given up must not go on talking. */
function createGate(onPart: ModelCall['onPart']): {
  pass(part: StreamPart): void;
  takeBack(): void;
  close(): void;
} {
  let shown = false;
  let open = onPart !== undefined;
  return {
    pass(part) {
      if (!open) return;
      if (part.type === 'text') shown = true;
      onPart?.(part);
    },
    takeBack() {
      if (open && shown) onPart?.({ type: 'reset' });
    },
    close() {
      open = false;
    },
  };
}
