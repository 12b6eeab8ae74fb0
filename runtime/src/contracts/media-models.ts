import type { ModelCall, ModelName, ModelPolicy, ModelReport } from './model-call.ts';

/** Texts to turn into vectors. */
export interface EmbeddingRequest extends ModelCall {
  /** 1 to 2,048 texts, none empty. */
  readonly texts: readonly string[];
  /** Length of the vectors, for models that can shorten them. */
  readonly dimensions?: number;
}

/** One vector for each text, in order, all of one length. */
export type EmbeddingAnswer = ModelReport & { readonly vectors: readonly (readonly number[])[] };

export interface EmbeddingModel {
  readonly name: ModelName;
  /** @throws ModelError; CancelledError. */
  embed(request: EmbeddingRequest): Promise<EmbeddingAnswer>;
}

export interface TranscriptionRequest extends ModelCall {
  readonly audio: Uint8Array;
  /** For example `audio/ogg`. */
  readonly mediaType: string;
  /** BCP 47, when it is known. */
  readonly language?: string;
}

/** `text` is never empty: silence is an error `model_empty_answer`. */
export type TranscriptionAnswer = ModelReport & { readonly text: string };

export interface TranscriptionModel {
  readonly name: ModelName;
  /** @throws ModelError; CancelledError. */
  transcribe(request: TranscriptionRequest): Promise<TranscriptionAnswer>;
}

export interface SpeechRequest extends ModelCall {
  readonly text: string;
  /** Default `alloy`. */
  readonly voice?: string;
  /** Default `opus`, which messengers play as a voice message. */
  readonly format?: 'opus' | 'mp3' | 'wav';
}

/** Base64, so that a step can journal it. */
export type SpeechAnswer = ModelReport & { readonly audioBase64: string; readonly mediaType: string };

export interface SpeechModel {
  readonly name: ModelName;
  /** @throws ModelError; CancelledError. */
  speak(request: SpeechRequest): Promise<SpeechAnswer>;
}

export interface ModerationRequest extends ModelCall {
  readonly text: string;
}

/** `scores` from 0 to 1 by the provider's category. */
export type ModerationAnswer = ModelReport & {
  readonly flagged: boolean;
  readonly categories: readonly string[];
  readonly scores: { readonly [category: string]: number };
};

export interface ModerationModel {
  readonly name: ModelName;
  /** @throws ModelError; CancelledError. */
  moderate(request: ModerationRequest): Promise<ModerationAnswer>;
}

/** An EmbeddingModel whose calls go through `policy`. */
export function wrapEmbeddingModel(model: EmbeddingModel, policy: ModelPolicy): EmbeddingModel {
  return { name: model.name, embed: (request) => policy.run(request, (inner) => model.embed(inner)) };
}

/** A TranscriptionModel whose calls go through `policy`. */
export function wrapTranscriptionModel(model: TranscriptionModel, policy: ModelPolicy): TranscriptionModel {
  return {
    name: model.name,
    transcribe: (request) => policy.run(request, (inner) => model.transcribe(inner)),
  };
}

/** A SpeechModel whose calls go through `policy`. */
export function wrapSpeechModel(model: SpeechModel, policy: ModelPolicy): SpeechModel {
  return { name: model.name, speak: (request) => policy.run(request, (inner) => model.speak(inner)) };
}

/** A ModerationModel whose calls go through `policy`. */
export function wrapModerationModel(model: ModerationModel, policy: ModelPolicy): ModerationModel {
  return { name: model.name, moderate: (request) => policy.run(request, (inner) => model.moderate(inner)) };
}
