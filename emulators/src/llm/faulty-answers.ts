import type { FastifyReply } from 'fastify';
import type { LlmFault } from './faults.ts';
import type { LlmRuleAnswer } from './rules.ts';
import { type LlmEmulatorClock, type LlmEndpoint, pauseFor } from './types.ts';

/** An HTTP error that a fault stands for. */
export interface FaultStatus {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const tooLong = 'prompt is too long: 300000 tokens > 200000 maximum';

/** The HTTP error of a fault; null when it is of another kind. */
export function faultStatus(fault: LlmFault | undefined, endpoint: LlmEndpoint): FaultStatus | null {
  const anthropic = endpoint === 'messages';
  switch (fault?.kind) {
    case 'status':
      return {
        status: fault.status ?? 400,
        type: fault.type ?? 'invalid_request_error',
        message: fault.type === 'context_length_exceeded' ? tooLong : 'A scripted fault.',
      };
    case 'rate-limited':
      return { status: 429, type: 'rate_limit_exceeded', message: 'Rate limit reached.' };
    case 'quota':
      return anthropic
        ? { status: 429, type: 'rate_limit_error', message: 'Your credit balance is too low.' }
        : { status: 429, type: 'insufficient_quota', message: 'You exceeded your current quota.' };
    case 'server-error':
      return { status: 500, type: 'server_error', message: 'The server had an error.' };
    case 'overloaded':
      return { status: anthropic ? 529 : 503, type: 'overloaded_error', message: 'Overloaded' };
    case 'unauthorized':
      return { status: 401, type: 'invalid_api_key', message: 'Incorrect API key provided.' };
    default:
      return null;
  }
}

/** The answer as a fault changes it. */
export function spoil(answer: LlmRuleAnswer, fault: LlmFault | undefined): LlmRuleAnswer {
  const { object: _, ...rest } = answer;
  const text = answer.object === undefined ? (answer.text ?? '') : JSON.stringify(answer.object);
  switch (fault?.kind) {
    case 'empty':
      return { ...rest, text: '' };
    case 'refusal':
      return { ...rest, text: "I'm sorry, but I can't help with that.", finish: 'refusal' };
    case 'length':
      return { ...rest, text: text.slice(0, Math.ceil(text.length / 2)), finish: 'length' };
    case 'malformed-json':
      return { ...rest, text: '{"answer": "yes", "broken": tru' };
    case 'schema-mismatch':
      return { ...rest, text: '{"unexpected":[1,2,3]}' };
    default:
      return answer;
  }
}

export interface WriteOptions {
  readonly clock: LlmEmulatorClock;
  readonly stopping: AbortSignal;
  readonly fault: LlmFault | undefined;
  /** Between two pieces, ms. */
  readonly chunkDelayMs: number;
  /** The event of an error inside the stream. */
  readonly streamError: string;
}

/** Writes pieces of an answer one by one and ends as the fault says: in order, cut, silent, or with an error. */
export async function writePieces(
  reply: FastifyReply,
  pieces: readonly string[],
  contentType: string,
  options: WriteOptions,
): Promise<void> {
  const { fault, clock, stopping } = options;
  const raw = reply.hijack().raw;
  const spoils = ['cut', 'stall', 'end-early', 'error-in-stream'].includes(fault?.kind ?? '');
  const last = spoils ? Math.max(1, Math.floor(pieces.length / 2)) : pieces.length;
  const delayMs = fault?.kind === 'drip' ? (fault.delayMs ?? 1_000) : options.chunkDelayMs;
  const hungUp = new AbortController();
  raw.once('close', () => hungUp.abort());
  const signal = AbortSignal.any([stopping, hungUp.signal]);
  raw.writeHead(200, {
    'content-type': contentType,
    'cache-control': 'no-cache',
    'x-request-id': 'req_opora',
  });
  for (const [index, piece] of pieces.slice(0, last).entries()) {
    if (index > 0 && delayMs > 0) await pauseFor(clock, delayMs, signal);
    if (signal.aborted) return;
    raw.write(piece);
  }
  if (fault?.kind === 'stall') return;
  if (fault?.kind === 'cut') {
    // What was written must have left, or the client sees a connection that never answered.
    await new Promise<void>((resolve) => setTimeout(resolve, 20));
    raw.socket?.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'error-in-stream') raw.write(options.streamError);
  raw.end();
}
