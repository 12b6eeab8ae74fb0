import type { z } from 'zod';
import type { ModelCall, ModelName, ModelPolicy, ModelReport } from './model-call.ts';

/** One message of the conversation, as the model reads it. */
export interface PromptMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** A rendered prompt; see `stages/inference/prompts`. */
export interface Prompt {
  /** Instructions. Never holds text of a user. */
  readonly system: string;
  /** At least one; the last one is the user's. */
  readonly messages: readonly PromptMessage[];
  /** SHA-256 of the prompt's file, in hex; goes into the journal. */
  readonly hash: string;
  /** Version named by the file's front matter. */
  readonly version: string;
}

/** A request for text, or with `schema` for an object. */
export interface ModelRequest<Output = null> extends ModelCall {
  readonly prompt: Prompt;
  /** The answer must be JSON that satisfies it; anything else is an error like a timeout. */
  readonly schema?: z.ZodType<Output>;
  /** Default 1,024. A longer answer is cut by the provider, which is an error. */
  readonly maximumOutputTokens?: number;
  /** 0 to 2; default 0. */
  readonly temperature?: number;
  /** Do not look in the cache. Default false. */
  readonly fresh?: boolean;
}

/** A complete answer. `text` is what the model wrote; `object` is null without a schema. */
export type ModelAnswer<Output = null> = ModelReport & {
  readonly text: string;
  readonly object: Output;
  readonly promptHash: string;
  readonly promptVersion: string;
};

/** A model that writes text or typed objects; a provider, or a wrapper around one. */
export interface LanguageModel {
  readonly name: ModelName;
  /**
   * Resolves with a complete answer only. Parts go to `request.onPart` meanwhile.
   * @throws ModelError with the decision: retry, fallback or give-up. CancelledError when `signal` aborted.
   */
  generate<Output = null>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>>;
  /** Loads what the first call would otherwise wait for. Contacts nobody. */
  prepare?(): Promise<void>;
}

/** A LanguageModel whose calls go through `policy`. */
export function wrapLanguageModel(model: LanguageModel, policy: ModelPolicy): LanguageModel {
  return {
    name: model.name,
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      policy.run<ModelRequest<Output>, ModelAnswer<Output>>(request, (inner) => model.generate(inner)),
  };
}

/** Output tokens asked for when a request does not say. */
export const defaultOutputTokens = 1_024;
