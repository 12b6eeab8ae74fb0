/** Time as the emulator sees it; the runtime's `Clock` fits. */
export interface LlmEmulatorClock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Runs `task` once after `delayMs`. */
  after(delayMs: number, task: () => void): { cancel(): void };
}

/** The machine's clock. */
export const llmMachineClock: LlmEmulatorClock = {
  now: () => Date.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(handle) };
  },
};

/** Resolves after `delayMs`, or as soon as `signal` aborts. */
export function pauseFor(clock: LlmEmulatorClock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      timer.cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = clock.after(delayMs, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}

/** An object as it travels in JSON. */
export type LlmJson = { readonly [key: string]: unknown };

/** The endpoints that are imitated. */
export type LlmEndpoint =
  | 'chat-completions'
  | 'responses'
  | 'messages'
  | 'embeddings'
  | 'moderations'
  | 'transcriptions'
  | 'speech';

/** A call, whatever its protocol. */
export interface LlmCall {
  readonly endpoint: LlmEndpoint;
  readonly model: string;
  readonly system: string;
  /** Conversation without instructions, oldest first. */
  readonly messages: readonly { readonly role: string; readonly text: string }[];
  /** Text of the last message of the user; of media endpoints their input. */
  readonly lastUserText: string;
  readonly stream: boolean;
  readonly maximumTokens: number | null;
  readonly temperature: number | null;
  /** JSON Schema of the answer; `{}` when JSON is asked for without one; null for text. */
  readonly schema: LlmJson | null;
  /** Tool whose input is the answer (Anthropic's older way to structured output). */
  readonly answerTool: string | null;
  /** Tools offered, by name, with the schemas of their input. */
  readonly tools: Readonly<Record<string, LlmJson>>;
  readonly body: LlmJson;
  /** Tokens thought before the answer; they count as output. */
  readonly thought?: number;
}

/** What the imitated model says. */
export interface LlmPlan {
  readonly text: string;
  readonly tools: readonly { readonly name: string; readonly input: unknown }[];
  readonly finish: 'stop' | 'length' | 'refusal' | 'tool';
  readonly tokensIn: number;
  readonly tokensOut: number;
}

/** A refusal in the protocol's own words. */
export class LlmHttpError extends Error {
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

/** A wire protocol: how calls are read and plans written. */
export interface LlmProtocol {
  parse(body: LlmJson): LlmCall;
  /** The body of an answer that does not stream. */
  renderBody(plan: LlmPlan, call: LlmCall, id: string, createdAt: number): LlmJson;
  /** The events of an answer that streams, each a complete SSE event. */
  renderEvents(plan: LlmPlan, call: LlmCall, id: string, createdAt: number): readonly string[];
  /** An error inside a stream, as an SSE event. */
  renderStreamError(type: string, message: string): string;
  /** The body of an HTTP error. */
  renderError(status: number, type: string, message: string): LlmJson;
}

/** A value of an object in JSON, or undefined. */
export function valueAt(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string | number, unknown>)[name];
  }
  return found;
}

/** Text of a content that is a text or a list of parts. */
export function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part) => valueAt(part, 'text'))
    .filter((text): text is string => typeof text === 'string')
    .join('');
}

/** Tokens of a text, roughly as real tokenisers count them. */
export const countTokens = (text: string): number =>
  Math.max(text === '' ? 0 : 1, Math.ceil(text.length / 4));

/** A text in pieces of about three words, as it streams. */
export function toPieces(text: string): readonly string[] {
  return text.match(/(?:\S+\s*|\s+){1,3}/g) ?? [];
}
