import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import type { LocalMethod } from '../../contracts/local-method.ts';
import type {
  EmbeddingAnswer,
  EmbeddingModel,
  EmbeddingRequest,
  ModerationAnswer,
  ModerationModel,
  ModerationRequest,
  SpeechAnswer,
  SpeechModel,
  SpeechRequest,
  TranscriptionAnswer,
  TranscriptionModel,
  TranscriptionRequest,
} from '../../contracts/media-models.ts';
import type { ModelCall, ModelReport } from '../../contracts/model-call.ts';
import type { RateStore } from '../../contracts/rate-store.ts';
import type { SharedCache } from '../../contracts/shared-cache.ts';
import type { SpendStore } from '../../contracts/spend-store.ts';
import type { Clock } from '../../core/clock.ts';
import type { Logger } from '../../core/logger.ts';
import type { Meter } from '../../core/meter.ts';
import type { Random } from '../../core/random.ts';
import type { PriceTable } from './price-table.ts';
import type { InferenceSettings } from './settings.ts';
import type { InferenceFindings, InferenceStatus, ModelKind } from './status.ts';

/** Models in the order in which they are asked. */
export interface InferenceModels {
  readonly language?: readonly LanguageModel[];
  readonly embedding?: EmbeddingModel;
  readonly transcription?: TranscriptionModel;
  readonly speech?: SpeechModel;
  readonly moderation?: ModerationModel;
}

export interface InferenceOptions {
  /** Without any model every call is answered by its local method. */
  readonly models: InferenceModels;
  readonly settings?: Partial<InferenceSettings>;
  /** Default: the table that is checked in. */
  readonly prices?: PriceTable;
  readonly clock?: Clock;
  /** Jitter of back-off. */
  readonly random: Random;
  readonly logger?: Logger;
  readonly meter?: Meter;
  /** Limits and budgets that processes share; without them each process counts for itself. */
  readonly rateStore?: RateStore;
  readonly spendStore?: SpendStore;
  readonly sharedCache?: SharedCache;
}

/** A request without what Inference fills in, and with the bot's local method. */
export type Ask<Request extends ModelCall, Answer extends ModelReport> = Omit<
  Request,
  'deadlineAt' | 'maximumAttempts'
> & {
  /** Ms since the epoch. Default: `deadlineMs` from now. */
  readonly deadlineAt?: number;
  /** The caller's own end, ms since the epoch: the call never outlasts it, whatever its deadline. */
  readonly endsAt?: number;
  /** Answers when no model does. Without one the ModelError is thrown. */
  readonly local?: LocalMethod<Answer>;
};

/**
 * Calls of models, guarded: budget, cache, limit of the user, then for each model Bulkhead, Breaker, Retry and
 * Timeout, then the next model, then the local method. Every method resolves before the request's deadline or
 * throws: CancelledError when its signal aborted; ModelError when there is no local method; what the local
 * method throws. Answers are plain JSON (`context.step` journals them).
 */
export interface Inference {
  generate<Output = null>(
    request: Ask<ModelRequest<Output>, ModelAnswer<Output>>,
  ): Promise<ModelAnswer<Output>>;
  embed(request: Ask<EmbeddingRequest, EmbeddingAnswer>): Promise<EmbeddingAnswer>;
  transcribe(request: Ask<TranscriptionRequest, TranscriptionAnswer>): Promise<TranscriptionAnswer>;
  speak(request: Ask<SpeechRequest, SpeechAnswer>): Promise<SpeechAnswer>;
  moderate(request: Ask<ModerationRequest, ModerationAnswer>): Promise<ModerationAnswer>;
  /** Whether a model of this kind is configured; without one every call is answered by its local method. */
  asks(kind: ModelKind): boolean;
  /** Takes cached answers that were made for a Conversation, or given to it, out of the cache. Never throws. */
  forget(conversationId: string): Promise<void>;
  /** Reads what all processes together have spent today; waits `sharedWaitMs` at most and never throws. */
  refresh(): Promise<void>;
  /** Breakers, queues, cache, limits and budget, for the health report and the console. */
  status(): InferenceStatus;
  /** The same as findings of the health report; contacts nobody. */
  check(): InferenceFindings;
  /** Closes the Breaker of `model`, or of all; whether there was one. */
  resetBreaker(model?: string): boolean;
  /** Stores what is still waiting to be stored and closes the shared cache. */
  close(): Promise<void>;
}
