import { createHash } from 'node:crypto';
import { toJSONSchema, type ZodType } from 'zod';
import { defaultOutputTokens, type ModelRequest } from '../../../contracts/language-model.ts';
import type { EmbeddingRequest, ModerationRequest } from '../../../contracts/media-models.ts';

/** JSON Schemas by zod schema: a schema is converted once, however often it is asked for. */
const schemas = new WeakMap<ZodType, string>();

/** A schema as text. What JSON Schema cannot say (refinements) is checked again on every hit. */
function describeSchema(schema: ZodType): string {
  const known = schemas.get(schema);
  if (known !== undefined) return known;
  const text = JSON.stringify(toJSONSchema(schema, { unrepresentable: 'any' }));
  schemas.set(schema, text);
  return text;
}

const hash = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** SHA-256 of everything that decides the answer of `model`. */
export function keyOfRequest(model: string, request: ModelRequest<unknown>): string {
  const { prompt, schema, maximumOutputTokens = defaultOutputTokens, temperature = 0 } = request;
  return hash([
    'generate-1',
    model,
    prompt.system,
    prompt.messages.map(({ role, text }) => [role, text]),
    prompt.hash,
    prompt.version,
    schema === undefined ? null : describeSchema(schema),
    maximumOutputTokens,
    temperature,
  ]);
}

/** SHA-256 of everything that decides the vectors of `model`. */
export function keyOfEmbedding(model: string, request: EmbeddingRequest): string {
  return hash(['embed-1', model, request.texts, request.dimensions ?? null]);
}

/** SHA-256 of everything that decides the judgement of `model`. */
export function keyOfModeration(model: string, request: ModerationRequest): string {
  return hash(['moderate-1', model, request.text]);
}
