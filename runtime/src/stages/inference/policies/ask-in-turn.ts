import type { ModelCall, ModelReport, ModelTry, Next } from '../../../contracts/model-call.ts';
import { ModelError } from '../../../contracts/model-error.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Meter } from '../../../core/meter.ts';
import { sumTries } from './retry-attempts.ts';

export interface AskInTurnOptions {
  readonly clock: Clock;
  readonly meter: Meter;
  /** Share of the time left that a model may use while another can still be asked. */
  readonly firstModelShare: number;
}

export interface Candidate<Request extends ModelCall, Answer extends ModelReport> {
  readonly name: string;
  readonly call: Next<Request, Answer>;
}

/**
 * Asks the candidates one after the other until one answers or an error says that asking on is pointless.
 * @throws ModelError: the last one, with the attempts of all; `model_not_configured` without candidates.
 */
export async function askInTurn<Request extends ModelCall, Answer extends ModelReport>(
  candidates: readonly Candidate<Request, Answer>[],
  request: Request,
  { clock, meter, firstModelShare }: AskInTurnOptions,
): Promise<Answer> {
  const tries: ModelTry[] = [];
  let reason: string | null = null;
  let failure = new ModelError('model_not_configured');
  for (const [index, { name, call }] of candidates.entries()) {
    const isLast = index === candidates.length - 1;
    const leftMs = request.deadlineAt - clock.now();
    const deadlineAt = isLast ? request.deadlineAt : clock.now() + Math.floor(leftMs * firstModelShare);
    try {
      const answer = await call({ ...request, deadlineAt });
      return { ...answer, ...sumTries([...tries, ...answer.tries]), fallbackReason: reason };
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      tries.push(...error.tries);
      failure = error;
      reason ??= error.code;
      meter.count('opora_model_fallbacks_total', { model: name, reason: error.code });
      // The end of its share of the time is not the end of the time.
      const ownDeadline = error.code === 'model_deadline' && !isLast;
      if (error.next === 'give-up' && !ownDeadline) break;
    }
  }
  throw failure.withTries(tries);
}
