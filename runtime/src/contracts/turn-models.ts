import type { Json } from './json.ts';
import type { ModelAnswer, ModelRequest } from './language-model.ts';
import type { LocalMethod } from './local-method.ts';
import type {
  EmbeddingAnswer,
  EmbeddingRequest,
  ModerationAnswer,
  ModerationRequest,
  SpeechAnswer,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionRequest,
} from './media-models.ts';
import type { ModelCall, ModelReport } from './model-call.ts';

/** A request as a bot's program writes it: who asks and until when is known from the Turn. */
export type TurnAsk<Request extends ModelCall, Answer extends ModelReport> = Omit<
  Request,
  keyof ModelCall
> & {
  /** Label of metrics, from a small closed set. Default: the step's name up to the first colon. */
  readonly purpose?: string;
  /** Ms since the epoch. Default: `OPORA_MODEL_DEADLINE` from now. The Turn's own end always wins. */
  readonly deadlineAt?: number;
  /** Follows the answer while it is written; a step that is read from the journal has nothing to follow. */
  readonly onPart?: NonNullable<ModelCall['onPart']>;
  /** Answers when no model does. Without one the ModelError is thrown, and with it the Turn. */
  readonly local?: LocalMethod<Answer>;
};

/**
 * Models as a bot's program asks them. Each call is a step of the Turn under `name`: its answer is in the journal
 * before the program sees it, and a Turn that runs again reads it there and buys nothing. Answers are plain JSON.
 *
 * Every method resolves in time for the Turn to commit, or throws what `Inference` throws: ModelError when no
 * model answered and there is no local method, CancelledError when the Turn was stopped.
 */
export interface TurnModels {
  /** Text, or with `schema` an object (of plain JSON: nullable rather than optional fields). */
  generate<Output extends Json = null>(
    name: string,
    ask: TurnAsk<ModelRequest<Output>, ModelAnswer<Output>>,
  ): Promise<ModelAnswer<Output>>;
  embed(name: string, ask: TurnAsk<EmbeddingRequest, EmbeddingAnswer>): Promise<EmbeddingAnswer>;
  transcribe(
    name: string,
    ask: TurnAsk<TranscriptionRequest, TranscriptionAnswer>,
  ): Promise<TranscriptionAnswer>;
  speak(name: string, ask: TurnAsk<SpeechRequest, SpeechAnswer>): Promise<SpeechAnswer>;
  moderate(name: string, ask: TurnAsk<ModerationRequest, ModerationAnswer>): Promise<ModerationAnswer>;
}

/** What a Turn tells about itself when its models are bound to it. */
export interface ModelTurn {
  readonly bot: string;
  readonly channel: string;
  readonly conversation: string;
  readonly conversationId: string;
  readonly requestId: string;
  /** Ms since the epoch at which the Turn is aborted. */
  readonly endsAt: number;
  step<Result extends Json>(
    name: string,
    run: (signal: AbortSignal) => Promise<Result>,
    options?: { readonly journal?: 'first' | 'with-commit' },
  ): Promise<Result>;
}

/** Binds the models of a process to one Turn. */
export type BindModels = (turn: ModelTurn) => TurnModels;
