import { z } from 'zod';
import type { ModerationModel } from '../../contracts/media-models.ts';
import { reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { callJson } from './call-server.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

const shape = z.object({
  results: z
    .array(
      z.object({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean().nullable()),
        category_scores: z.record(z.string(), z.number().nullable()),
      }),
    )
    .min(1),
});

/** Moderation of any OpenAI-compatible server (`POST /moderations`). */
export function createModerationModel(id: string, options: OpenAiCompatibleOptions): ModerationModel {
  const model = `${options.provider}:${id}` as const;
  return {
    name: model,
    async moderate({ text, signal, requestId }) {
      const startedAt = options.clock.monotonic();
      const call = { path: '/moderations', body: { model: id, input: text }, model, signal, requestId };
      const [result] = (await callJson(call, shape, options)).results;
      if (result === undefined) throw new ModelError('model_garbage', { model });
      const scores = Object.entries(result.category_scores).map(
        ([name, score]) => [name, score ?? 0] as const,
      );
      const latencyMs = Math.round(options.clock.monotonic() - startedAt);
      return {
        ...reportAttempt(model, { tokensIn: 0, tokensOut: 0 }, latencyMs),
        flagged: result.flagged,
        categories: Object.keys(result.categories).filter((name) => result.categories[name] === true),
        scores: Object.fromEntries(scores),
      };
    },
  };
}
