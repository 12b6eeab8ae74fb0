import type { DeliveryOutcome } from '../../contracts/channel.ts';
import type { ClaimedDelivery, EngineStore } from '../../contracts/store.ts';
import type { Clock, ClockTimer } from '../../core/clock.ts';
import { CancelledError, describeError, TransientError } from '../../core/errors.ts';
import { reachFaultPoint } from '../../core/fault-points.ts';
import { deliveryId } from '../../core/ids.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import { type ActiveSpan, type SpanHandle, silentTracer, type Tracer } from '../../core/tracer.ts';
import type { Target } from './find-target.ts';

export interface SendOptions {
  readonly store: Pick<EngineStore, 'saveProgress'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly meter: Meter;
  /** After this the send's signal aborts, ms. */
  readonly timeoutMs: number;
  /** How much longer a channel has to answer its aborted signal, ms; then the send is given up as unknown. */
  readonly stuckGraceMs: number;
}

/**
 * Sends once. Never throws: whatever goes wrong after the send began is `unknown`. `trace` is the span of the Turn, null
 * where it is not known.
 */
export type Send = (
  target: Target,
  delivery: ClaimedDelivery,
  trace: SpanHandle | null,
) => Promise<DeliveryOutcome>;

/** Sends, each try as a span `delivery` where traces are kept; where they are not, there is nothing of it. */
export function createSender(tracer: Tracer, options: SendOptions): Send {
  if (tracer === silentTracer) return (target, delivery) => sendDelivery(target, delivery, options);
  return (target, delivery, trace) => {
    const { bot, requestId, lane, attempt } = delivery;
    const id = deliveryId(delivery.conversationId, delivery.seq);
    const told = { bot, deliveryId: id, requestId, channel: target.label, lane, attempt };
    const send = async (span: ActiveSpan): Promise<DeliveryOutcome> => {
      const outcome = await sendDelivery(target, delivery, options);
      const code = outcome.status === 'sent' ? undefined : outcome.code;
      span.set({ outcome: outcome.status, code });
      return outcome;
    };
    return tracer.span('delivery', told, send, trace);
  };
}

async function sendDelivery(
  target: Target,
  delivery: ClaimedDelivery,
  options: SendOptions,
): Promise<DeliveryOutcome> {
  const { store, clock, logger, meter, timeoutMs } = options;
  const startedAt = clock.monotonic();
  const timeout = new AbortController();
  const deadline = clock.after(timeoutMs, () => timeout.abort(new TransientError('send_timeout', 'late')));
  const stuck = waitUntilStuck(clock, timeoutMs + options.stuckGraceMs);
  try {
    reachFaultPoint('send-before');
    const { conversationId, seq, attempt } = delivery;
    const work = target.deliver(delivery, timeout.signal, async (progress) => {
      const kept = await store.saveProgress(conversationId, seq, attempt, progress);
      if (!kept) throw new CancelledError('delivery_lost', 'Another process sends this Delivery now.');
    });
    const outcome = await Promise.race([work, stuck.outcome]);
    reachFaultPoint('send-after');
    return outcome;
  } catch (error) {
    logger.error({ error, deliveryId: deliveryId(delivery.conversationId, delivery.seq) }, 'A send threw.');
    return { status: 'unknown', code: 'send_failed', reason: describeError(error) };
  } finally {
    deadline.cancel();
    stuck.timer.cancel();
    const labels = { channel: target.label };
    meter.observe('opora_delivery_seconds', (clock.monotonic() - startedAt) / 1000, labels);
  }
}

/** A channel that ignores its signal must not hold its slot beyond the row's lease. */
function waitUntilStuck(
  clock: Clock,
  afterMs: number,
): { readonly timer: ClockTimer; readonly outcome: Promise<DeliveryOutcome> } {
  let give: (outcome: DeliveryOutcome) => void = () => undefined;
  const outcome = new Promise<DeliveryOutcome>((resolve) => {
    give = resolve;
  });
  const reason = 'the channel ignored its time-out';
  const timer = clock.after(afterMs, () => give({ status: 'unknown', code: 'send_stuck', reason }));
  return { timer, outcome };
}
