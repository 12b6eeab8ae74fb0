import type { LanguageModelV3FinishReason, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { ModelRequest } from '../../contracts/language-model.ts';
import { ModelError, type ModelErrorCode } from '../../contracts/model-error.ts';
import type { Clock } from '../../core/clock.ts';
import { field } from '../provider-fault.ts';
import { toModelError } from './to-model-error.ts';

export interface Collected {
  readonly text: string;
  readonly usage: { readonly tokensIn: number; readonly tokensOut: number };
}

export interface CollectOptions {
  readonly request: ModelRequest<unknown>;
  readonly model: string;
  readonly clock: Clock;
}

interface State {
  text: string;
  begun: boolean;
  /** Anything at all that the SDK could read. */
  heard: boolean;
  refused: boolean;
  finish: Extract<LanguageModelV3StreamPart, { type: 'finish' }> | null;
}

/**
 * Reads a stream to its end. Anything but a `finish` part with the reason `stop` behind some text is an error:
 * a stream that just ends, an error part, a cut connection, a length limit, a refusal.
 * @throws ModelError; of an answer that had begun it carries what was probably paid.
 */
export async function collectStream(
  stream: ReadableStream<LanguageModelV3StreamPart>,
  options: CollectOptions,
): Promise<Collected> {
  const { request, model, clock } = options;
  const state: State = { text: '', begun: false, heard: false, refused: false, finish: null };
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      take(value, state, options);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw toModelError(error, { model, clock, begun: state.begun, usage: usageOf(state, request) });
  }
  return judge(state, options);
}

function take(
  part: LanguageModelV3StreamPart,
  state: State,
  { request, model, clock }: CollectOptions,
): void {
  switch (part.type) {
    case 'text-delta':
      state.begun = true;
      state.text += part.delta;
      // A half-written object is of no use to anybody who watches.
      if (request.schema === undefined && !state.refused)
        request.onPart?.({ type: 'text', text: part.delta });
      return;
    case 'error': {
      const usage = usageOf(state, request);
      throw toModelError(part.error, { model, clock, begun: state.heard, usage });
    }
    case 'finish':
      state.finish = part;
      return;
    case 'raw':
      state.heard = true;
      // The chunk itself comes before the parts made of it.
      state.refused ||= isRefusal(part.rawValue);
      request.onPart?.({ type: 'activity' });
      return;
    case 'stream-start':
      return;
    default:
      request.onPart?.({ type: 'activity' });
  }
}

/** The SDK passes refusals on as text, so they are recognised in what the provider sent. */
function isRefusal(raw: unknown): boolean {
  const refusal = field(raw, 'choices', 0, 'delta', 'refusal');
  if (typeof refusal === 'string' && refusal !== '') return true;
  const type = field(raw, 'type');
  return type === 'response.refusal.delta' || type === 'response.refusal.done';
}

const reasons: Readonly<Record<LanguageModelV3FinishReason['unified'], ModelErrorCode | null>> = {
  stop: null,
  length: 'model_length_cut',
  'content-filter': 'model_refusal',
  'tool-calls': 'model_garbage',
  error: 'model_stream_error',
  // The SDK's word for a stream that ended without a reason.
  other: 'model_stream_cut',
};

function judge(state: State, { request, model }: CollectOptions): Collected {
  const usage = usageOf(state, request);
  const reason = state.finish?.finishReason.unified ?? 'other';
  const failure = reason === 'other' && !state.heard ? 'model_garbage' : reasons[reason];
  const code = state.refused ? 'model_refusal' : failure;
  if (code !== null) throw new ModelError(code, { model, usage });
  if (state.text.trim() === '') throw new ModelError('model_empty_answer', { model, usage });
  return { text: state.text, usage };
}

/** What the provider counted; for servers that do not count and answers that were cut, an estimate. */
function usageOf({ finish, text, begun }: State, { prompt }: ModelRequest<unknown>): Collected['usage'] {
  const estimate = (characters: number): number => Math.ceil(characters / 4);
  const counted = finish?.usage;
  if (counted === undefined && !begun) return { tokensIn: 0, tokensOut: 0 };
  const characters = prompt.messages.reduce(
    (sum, message) => sum + message.text.length,
    prompt.system.length,
  );
  return {
    tokensIn: counted?.inputTokens.total ?? estimate(characters),
    tokensOut: counted?.outputTokens.total ?? estimate(text.length),
  };
}
