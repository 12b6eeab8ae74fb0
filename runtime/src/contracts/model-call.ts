/** Name of a model: `provider:model`, for example `openai:gpt-4.1-mini`. A plain model name is no ModelName. */
export type ModelName = `${string}:${string}`;

/** What arrives while a model writes. */
export type StreamPart =
  /** More text of the answer. Nothing is an answer until `generate` has resolved. */
  | { readonly type: 'text'; readonly text: string }
  /** Something arrived that is not text: the model is alive. */
  | { readonly type: 'activity' }
  /** The attempt failed: everything shown so far must be taken back. */
  | { readonly type: 'reset' };

/** Who asks, for what, and until when. Every call of every kind of model carries it. */
export interface ModelCall {
  /** What the call is for, from a small closed set (`answer`, `classify`); a label of metrics. */
  readonly purpose: string;
  readonly bot: string;
  /** Whose limits and budget apply; the channel's name of the person. */
  readonly user: string;
  readonly conversationId: string;
  readonly requestId: string;
  /** Aborts when the Turn is stopped; the call then throws `CancelledError`. */
  readonly signal: AbortSignal;
  /** Ms since the epoch at which an answer is no longer of use. One deadline, handed down to every attempt. */
  readonly deadlineAt: number;
  /** Attempts of one model at most; set by a Breaker for its Probe. Default: the Retry policy's. */
  readonly maximumAttempts?: number;
  /** Follows the answer while it is written. */
  readonly onPart?: (part: StreamPart) => void;
}

/** One attempt at one model, as the journal keeps it. */
export type ModelTry = {
  readonly model: string;
  /** Code of the error it ended with; null when it answered. */
  readonly error: string | null;
  readonly durationMs: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly costUsd: number;
};

/** What every answer says about how it came to be. Plain JSON, so that a step can journal it. */
export type ModelReport = {
  /** `provider:model`, or `local:<method>`: who really answered. */
  readonly modelUsed: string;
  /** Tokens of every attempt together; 0 from the cache. */
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Price of every attempt together by the price table; 0 from the cache and for models without a price. */
  readonly costUsd: number;
  readonly latencyMs: number;
  readonly fromCache: boolean;
  /** Attempts made at providers for this answer; 0 from the cache and from a local method. */
  readonly attempts: number;
  /** Code of the error because of which another than the first model answered; null when the first did. */
  readonly fallbackReason: string | null;
  readonly tries: readonly ModelTry[];
  /** Code that the person should be told once (a limit was reached); null most of the time. */
  readonly notice: string | null;
};

/** A way to run a call, as wrappers see it. */
export type Next<Request extends ModelCall, Answer extends ModelReport> = (
  request: Request,
) => Promise<Answer>;

/** One policy around calls of any kind of model: budget, Bulkhead, Breaker, Retry, Timeout. */
export interface ModelPolicy {
  run<Request extends ModelCall, Answer extends ModelReport>(
    request: Request,
    next: Next<Request, Answer>,
  ): Promise<Answer>;
}

/** The report of a single attempt that answered, before anybody has priced it. */
export function reportAttempt(
  modelUsed: string,
  usage: { readonly tokensIn: number; readonly tokensOut: number },
  latencyMs: number,
): ModelReport {
  return {
    modelUsed,
    tokensIn: usage.tokensIn,
    tokensOut: usage.tokensOut,
    costUsd: 0,
    latencyMs,
    fromCache: false,
    attempts: 1,
    fallbackReason: null,
    tries: [],
    notice: null,
  };
}
