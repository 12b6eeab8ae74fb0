import { z } from 'zod';
import type { EmbeddingModel } from '../../contracts/media-models.ts';
import { reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { callJson } from './call-server.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

const shape = z.object({
  data: z.array(z.object({ index: z.number().int(), embedding: z.array(z.number()) })),
  usage: z.object({ prompt_tokens: z.number() }).optional(),
});

/** Embeddings of any OpenAI-compatible server (`POST /embeddings`). */
export function createEmbeddingModel(id: string, options: OpenAiCompatibleOptions): EmbeddingModel {
  const model = `${options.provider}:${id}` as const;
  return {
    name: model,
    async embed({ texts, dimensions, signal, requestId }) {
      const startedAt = options.clock.monotonic();
      const body = {
        model: id,
        input: texts,
        encoding_format: 'float',
        ...(dimensions === undefined ? {} : { dimensions }),
      };
      const { data, usage } = await callJson(
        { path: '/embeddings', body, model, signal, requestId },
        shape,
        options,
      );
      const vectors = [...data].sort((a, b) => a.index - b.index).map(({ embedding }) => embedding);
      const length = vectors[0]?.length ?? 0;
      if (
        vectors.length !== texts.length ||
        length === 0 ||
        vectors.some((vector) => vector.length !== length)
      ) {
        throw new ModelError('model_garbage', { model });
      }
      const tokensIn = usage?.prompt_tokens ?? Math.ceil(texts.join('').length / 4);
      const latencyMs = Math.round(options.clock.monotonic() - startedAt);
      return { ...reportAttempt(model, { tokensIn, tokensOut: 0 }, latencyMs), vectors };
    },
  };
}
