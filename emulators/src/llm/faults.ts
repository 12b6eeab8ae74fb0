import type { LlmCall, LlmEmulatorClock } from './types.ts';

/**
 * What goes wrong.
 * - `status`: the HTTP error `status` (default 400). `rate-limited`: 429, with `retryAfterSeconds` when given.
 * - `server-error`: 500. `overloaded`: 529 (Anthropic) or 503. `unauthorized`: 401. `quota`: 429 without hope.
 * - `hang`: no byte ever. `slow`: the answer begins after `delayMs`. `drip`: `delayMs` between its events.
 * - `cut-before`: reset before the first byte. `cut`: reset inside the answer. `stall`: silence inside it.
 * - `end-early`: the stream ends in order, but without its last events. `error-in-stream`: an error event inside.
 * - `empty`: an answer without text. `refusal`: the model refuses. `length`: cut at the length limit.
 * - `malformed-json`: text that is no JSON. `schema-mismatch`: JSON of another shape.
 * - `garbage`: 200 with a page instead of an answer.
 */
export const llmFaultKinds = [
  'status',
  'rate-limited',
  'server-error',
  'overloaded',
  'unauthorized',
  'quota',
  'hang',
  'slow',
  'drip',
  'cut-before',
  'cut',
  'stall',
  'end-early',
  'error-in-stream',
  'empty',
  'refusal',
  'length',
  'malformed-json',
  'schema-mismatch',
  'garbage',
] as const;

export type LlmFaultKind = (typeof llmFaultKinds)[number];

/** A scripted fault: by rule, by count and by time. */
export interface LlmFault {
  readonly kind: LlmFaultKind;
  /** Every endpoint when omitted. */
  readonly endpoint?: LlmCall['endpoint'];
  /** Every model when omitted. */
  readonly model?: string;
  /** Regular expression for the last text of the user. */
  readonly pattern?: string;
  /** The first matching call it meets, 1-based; default 1. */
  readonly nth?: number;
  /** How many calls it meets; default 1, 0 for all from then on. */
  readonly count?: number;
  /** Time after it was added in which it begins, and for how long it lasts, ms. Default: at once, for ever. */
  readonly afterMs?: number;
  readonly forMs?: number;
  /** For `status`. */
  readonly status?: number;
  /** For `status` and `error-in-stream`: the protocol's error type. */
  readonly type?: string;
  /** For `rate-limited`, `overloaded` and `server-error`; no header when omitted. */
  readonly retryAfterSeconds?: number;
  /** For `slow` and `drip`; default 1,000. */
  readonly delayMs?: number;
}

/** The scripted faults that are still to come. */
export class LlmFaultScript {
  readonly #clock: LlmEmulatorClock;
  readonly #faults: { readonly fault: LlmFault; readonly addedAt: number; seen: number }[] = [];

  constructor(clock: LlmEmulatorClock) {
    this.#clock = clock;
  }

  add(fault: LlmFault): void {
    this.#faults.push({ fault, addedAt: this.#clock.now(), seen: 0 });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  list(): readonly (LlmFault & { readonly seen: number })[] {
    return this.#faults.map(({ fault, seen }) => ({ ...fault, seen }));
  }

  /** The fault that meets this call, if any; every matching script counts the call. */
  match(call: LlmCall): LlmFault | undefined {
    let met: LlmFault | undefined;
    for (const entry of this.#faults) {
      const { fault } = entry;
      const age = this.#clock.now() - entry.addedAt - (fault.afterMs ?? 0);
      if (age < 0 || age >= (fault.forMs ?? Number.POSITIVE_INFINITY) || !covers(fault, call)) continue;
      entry.seen += 1;
      const first = fault.nth ?? 1;
      const count = fault.count ?? 1;
      const active = entry.seen >= first && (count === 0 || entry.seen < first + count);
      if (active && met === undefined) met = fault;
    }
    return met;
  }
}

function covers(fault: LlmFault, call: LlmCall): boolean {
  return (
    (fault.endpoint === undefined || fault.endpoint === call.endpoint) &&
    (fault.model === undefined || fault.model === call.model) &&
    (fault.pattern === undefined || new RegExp(fault.pattern, 'iu').test(call.lastUserText))
  );
}
