import type { ProviderOptions } from '../model-options.ts';

/** A server that speaks OpenAI's wire protocol. */
export interface OpenAiCompatibleOptions extends ProviderOptions {
  /** First half of the names of its models. */
  readonly provider: string;
  /** False: the server does not know `json_schema`; the schema then goes into the instructions. Default true. */
  readonly structuredOutputs?: boolean;
}
