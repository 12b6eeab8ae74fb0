/**
 * What goes wrong.
 * - `accepted-then-cut`: the call takes effect, then the connection is reset.
 * - `cut-before`: the connection is reset and nothing happened.
 * - `error-after-accept`: the call takes effect, the answer is 500.
 * - `error-before`: 500, nothing happened.
 * - `rate-limited`: 429 with `retry_after`.
 * - `forbidden`: 403, as if the person had blocked the bot.
 * - `hang`: no answer ever. `slow`: the answer comes after `delayMs`.
 * - `garbage`: 200 with a body that is not JSON. `bad-gateway`: 502 with an HTML page.
 */
export type TelegramFaultKind =
  | 'accepted-then-cut'
  | 'cut-before'
  | 'error-after-accept'
  | 'error-before'
  | 'rate-limited'
  | 'forbidden'
  | 'hang'
  | 'slow'
  | 'garbage'
  | 'bad-gateway';

/** A scripted fault. */
export interface TelegramFault {
  readonly kind: TelegramFaultKind;
  /** Username of the bot; every bot when omitted. */
  readonly bot?: string;
  /** Every method when omitted. */
  readonly method?: string;
  /** Every chat when omitted. */
  readonly chat?: number;
  /** The first matching call it meets, 1-based; default 1. */
  readonly nth?: number;
  /** How many calls it meets; default 1, 0 for all from then on. */
  readonly count?: number;
  /** For `hang`, `garbage` and `bad-gateway`: whether the call takes effect; true for `garbage` by default. */
  readonly accept?: boolean;
  /** For `slow`; default 1,000. */
  readonly delayMs?: number;
  /** For `rate-limited`; default 1. */
  readonly retryAfterSeconds?: number;
}

/** Every kind, for checking input. */
export const telegramFaultKinds: readonly TelegramFaultKind[] = [
  'accepted-then-cut',
  'cut-before',
  'error-after-accept',
  'error-before',
  'rate-limited',
  'forbidden',
  'hang',
  'slow',
  'garbage',
  'bad-gateway',
];

/** The scripted faults that are still to come. */
export class FaultScript {
  readonly #faults: { readonly fault: TelegramFault; seen: number }[] = [];

  add(fault: TelegramFault): void {
    this.#faults.push({ fault, seen: 0 });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  list(): readonly (TelegramFault & { readonly seen: number })[] {
    return this.#faults.map(({ fault, seen }) => ({ ...fault, seen }));
  }

  /** The fault that meets this call, if any; every matching script counts the call. */
  match(call: {
    readonly bot: string;
    readonly method: string;
    readonly chat: number | null;
  }): TelegramFault | undefined {
    let met: TelegramFault | undefined;
    for (const entry of this.#faults) {
      if (!covers(entry.fault, call)) continue;
      entry.seen += 1;
      const first = entry.fault.nth ?? 1;
      const count = entry.fault.count ?? 1;
      const active = entry.seen >= first && (count === 0 || entry.seen < first + count);
      if (active && met === undefined) met = entry.fault;
    }
    return met;
  }
}

/** Whether the call takes effect under this fault. */
export function takesEffect(fault: TelegramFault | undefined): boolean {
  switch (fault?.kind) {
    case 'cut-before':
    case 'error-before':
    case 'rate-limited':
    case 'forbidden':
      return false;
    case 'hang':
    case 'bad-gateway':
      return fault.accept ?? false;
    case 'garbage':
      return fault.accept ?? true;
    default:
      return true;
  }
}

function covers(
  fault: TelegramFault,
  call: { readonly bot: string; readonly method: string; readonly chat: number | null },
): boolean {
  return (
    (fault.bot === undefined || fault.bot === call.bot) &&
    (fault.method === undefined || fault.method.toLowerCase() === call.method.toLowerCase()) &&
    (fault.chat === undefined || fault.chat === call.chat)
  );
}
