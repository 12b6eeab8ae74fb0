import type { Channel, DeliveryOutcome, OutgoingDelivery } from '../../src/contracts/channel.ts';
import type { SimulatedProcess, Surroundings } from './simulated-process.ts';

/** A bubble on somebody's screen. */
export interface Bubble {
  readonly conversation: string;
  readonly id: string;
  readonly text: string;
  readonly maybeRepeated: boolean;
}

/** The outside world: what people and other systems see, whatever the processes believe. */
export interface SimulatedPlatform {
  readonly bubbles: readonly Bubble[];
  /** Keys of effects in the order in which they took place. */
  readonly effects: readonly string[];
  readonly blocked: Set<string>;
  /** From now on every send succeeds. */
  heal(): void;
  channelFor(process: SimulatedProcess, name: string, delivery: Channel['delivery']): Channel;
  runEffect(process: SimulatedProcess, id: string, key: string): Promise<DeliveryOutcome>;
}

/** Faults of one Delivery at most, so that none is given up for good. */
const maximumFaults = 3;

const sent: DeliveryOutcome = { status: 'sent', receipt: null };
const never = new Promise<never>(() => undefined);

export function createPlatform({ chance }: Surroundings): SimulatedPlatform {
  const bubbles: Bubble[] = [];
  const effects: string[] = [];
  const blocked = new Set<string>();
  const tries = new Map<string, number>();
  let healed = false;

  /** What becomes of one send; `show` makes it visible. */
  const decide = (id: string, show: () => void): Promise<DeliveryOutcome> => {
    const attempt = (tries.get(id) ?? 0) + 1;
    tries.set(id, attempt);
    const draw = healed || attempt > maximumFaults ? 1 : chance(`send:${id}:${attempt}`);
    if (draw < 0.06) {
      return Promise.resolve({
        ...{ status: 'refused', code: '429', reason: 'slow down', permanent: false, retryAfterMs: 3_000 },
      });
    }
    if (draw < 0.12) {
      return Promise.resolve({ status: 'refused', code: '500', reason: 'no', permanent: false });
    }
    if (draw < 0.18) return Promise.resolve({ status: 'unknown', code: 'cut', reason: 'not shown' });
    show();
    if (draw < 0.24) return Promise.resolve({ status: 'unknown', code: 'cut', reason: 'but shown' });
    if (draw < 0.27) return never;
    return Promise.resolve(sent);
  };

  const deliver = (delivery: OutgoingDelivery, once: boolean): Promise<DeliveryOutcome> => {
    const { id, conversation, message, maybeRepeated } = delivery;
    if (blocked.has(conversation)) {
      return Promise.resolve({
        ...{ status: 'refused', code: '403', reason: 'blocked', permanent: true, blocked: true },
      });
    }
    return decide(id, () => {
      if (once && bubbles.some((bubble) => bubble.id === id)) return;
      bubbles.push({ conversation, id, text: message.text, maybeRepeated });
    });
  };

  return {
    bubbles,
    effects,
    blocked,
    heal: () => {
      healed = true;
      blocked.clear();
    },
    channelFor: (process, name, delivery) => ({
      name,
      delivery,
      prepare: (message) => [message],
      deliver: (outgoing) => process.call('send', () => deliver(outgoing, delivery === 'repeatable')),
      start: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    }),
    runEffect: (process, id, key) =>
      process.call('send', () =>
        decide(id, () => {
          if (!effects.includes(key)) effects.push(key);
        }),
      ),
  };
}
