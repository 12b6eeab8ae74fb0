import type {
  JSONSchema7,
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3Prompt,
  SharedV3ProviderOptions,
} from '@ai-sdk/provider';
import { z } from 'zod';
import { defaultOutputTokens, type ModelAnswer, type ModelRequest } from '../../contracts/language-model.ts';
import { type ModelName, reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { parseObject } from '../../contracts/parse-object.ts';
import type { Clock } from '../../core/clock.ts';
import { CancelledError } from '../../core/errors.ts';
import { traceHeaders } from '../model-options.ts';
import { collectStream } from './collect-stream.ts';
import { toModelError } from './to-model-error.ts';

export interface GenerateOptions {
  readonly name: ModelName;
  readonly clock: Clock;
  /** The model of the SDK, loaded once. */
  readonly load: () => Promise<LanguageModelV3>;
  /** Options of the provider, by whether the schema is one that strict servers accept. */
  readonly providerOptions?: (strict: boolean) => SharedV3ProviderOptions;
  /** False: the schema is put into the instructions as well, for servers that ignore it. Default true. */
  readonly structuredOutputs?: boolean;
  /** False: the model refuses a temperature, and is sent none. Default true. */
  readonly takesTemperature?: boolean;
}

/**
 * One attempt through an AI SDK provider: its raw stream, without the SDK's retries, time limits and gateway.
 * Resolves only after a `finish` part with the reason `stop` and a text that satisfies the schema.
 */
export async function generateAnswer<Output>(
  request: ModelRequest<Output>,
  options: GenerateOptions,
): Promise<ModelAnswer<Output>> {
  const { name: model, clock } = options;
  const startedAt = clock.monotonic();
  try {
    const sdk = await options.load();
    const { stream } = await sdk.doStream(toCallOptions(request, options));
    const { text, usage } = await collectStream(stream, { request, model, clock });
    const object = toObject(text, request, model, usage);
    const { hash, version } = request.prompt;
    const latencyMs = Math.round(clock.monotonic() - startedAt);
    return {
      ...reportAttempt(model, usage, latencyMs),
      text,
      object,
      promptHash: hash,
      promptVersion: version,
    };
  } catch (error) {
    if (request.signal.aborted) throw new CancelledError('model_cancelled', 'The call was stopped.');
    throw toModelError(error, { model, clock, begun: false });
  }
}

function toObject<Output>(
  text: string,
  { schema }: ModelRequest<Output>,
  model: string,
  usage: { tokensIn: number; tokensOut: number },
): Output {
  // Without a schema `Output` is null.
  if (schema === undefined) return null as Output;
  const parsed = parseObject(text, schema);
  if ('object' in parsed) return parsed.object;
  const code = parsed.fault === 'malformed-json' ? 'model_malformed_json' : 'model_schema_mismatch';
  throw new ModelError(code, { model, usage });
}

function toCallOptions(
  request: ModelRequest<unknown>,
  { structuredOutputs = true, takesTemperature = true, providerOptions }: GenerateOptions,
): LanguageModelV3CallOptions {
  const { schema, signal, maximumOutputTokens = defaultOutputTokens, temperature = 0 } = request;
  const json = schema === undefined ? undefined : toJsonSchema(schema);
  const extra = json !== undefined && !structuredOutputs ? `\n\n${describe(json)}` : '';
  return {
    prompt: toSdkPrompt(request, extra),
    maxOutputTokens: maximumOutputTokens,
    ...(takesTemperature ? { temperature } : {}),
    abortSignal: signal,
    headers: traceHeaders(request.requestId),
    // Refusals are told from text only by the provider's own parts.
    includeRawChunks: true,
    ...(json === undefined ? {} : { responseFormat: { type: 'json', schema: json, name: 'answer' } }),
    ...(providerOptions === undefined ? {} : { providerOptions: providerOptions(isStrict(json)) }),
  };
}

const describe = (schema: JSONSchema7): string =>
  `Answer with one JSON value and nothing else. It must satisfy this JSON Schema:\n${JSON.stringify(schema)}`;

function toSdkPrompt({ prompt }: ModelRequest<unknown>, extra: string): LanguageModelV3Prompt {
  return [
    { role: 'system', content: `${prompt.system}${extra}` },
    ...prompt.messages.map(({ role, text }) => ({ role, content: [{ type: 'text' as const, text }] })),
  ];
}

const schemas = new WeakMap<z.ZodType, JSONSchema7>();

function toJsonSchema(schema: z.ZodType): JSONSchema7 {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  schemas.set(schema, json as JSONSchema7);
  return json as JSONSchema7;
}

/** Strict servers want every property required and no others, at every level. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required, additionalProperties } = schema as JSONSchema7;
  if (properties !== undefined) {
    const names = Object.keys(properties);
    if (additionalProperties !== false || names.some((name) => required?.includes(name) !== true))
      return false;
  } else if (additionalProperties !== undefined && additionalProperties !== false) return false;
  return Object.values(schema).every(isStrict);
}
