import type { LanguageModel, ModelAnswer, ModelRequest } from '../../../contracts/language-model.ts';
import type {
  EmbeddingAnswer,
  EmbeddingModel,
  ModerationAnswer,
  ModerationModel,
} from '../../../contracts/media-models.ts';
import type { ModelReport } from '../../../contracts/model-call.ts';
import { parseObject } from '../../../contracts/parse-object.ts';
import type { Clock } from '../../../core/clock.ts';
import { createSingleFlight } from '../../../resilience/single-flight.ts';
import type { AnswerCache } from './answer-cache.ts';
import { keyOfEmbedding, keyOfModeration, keyOfRequest } from './cache-key.ts';
import { cachedCall } from './cached-call.ts';

const cachedReport = (modelUsed: string, latencyMs: number): ModelReport => ({
  modelUsed,
  tokensIn: 0,
  tokensOut: 0,
  costUsd: 0,
  latencyMs,
  fromCache: true,
  attempts: 0,
  fallbackReason: null,
  tries: [],
  notice: null,
});

/** A LanguageModel that buys an answer once. A cached answer is shown to `onPart` in one piece. */
export function cacheLanguageModel(model: LanguageModel, cache: AnswerCache, clock: Clock): LanguageModel {
  const flights = createSingleFlight<ModelAnswer<unknown>>();
  const ask = async (request: ModelRequest<unknown>): Promise<ModelAnswer<unknown>> => {
    if (request.fresh === true) {
      cache.count('skipped');
      return model.generate(request);
    }
    const answer = await cachedCall<ModelAnswer<unknown>>({
      cache,
      flights,
      clock,
      request,
      key: keyOfRequest(model.name, request),
      buy: (signal) => model.generate({ ...request, signal }),
      toBody: ({ text }) => text,
      fromCached: ({ modelUsed, body }, latencyMs) => toAnswer(request, modelUsed, body, latencyMs),
    });
    if (answer.fromCache) request.onPart?.({ type: 'text', text: answer.text });
    return answer;
  };
  return {
    name: model.name,
    // What is cached is the text; the object is parsed by the schema of the request that asks.
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      ask(request as unknown as ModelRequest<unknown>) as Promise<ModelAnswer<Output>>,
  };
}

function toAnswer(
  request: ModelRequest<unknown>,
  modelUsed: string,
  text: string,
  latencyMs: number,
): ModelAnswer<unknown> | null {
  const parsed = request.schema === undefined ? { object: null } : parseObject(text, request.schema);
  if ('fault' in parsed) return null;
  const { hash, version } = request.prompt;
  return {
    ...cachedReport(modelUsed, latencyMs),
    text,
    object: parsed.object,
    promptHash: hash,
    promptVersion: version,
  };
}

/** An EmbeddingModel that buys vectors once. */
export function cacheEmbeddingModel(model: EmbeddingModel, cache: AnswerCache, clock: Clock): EmbeddingModel {
  const flights = createSingleFlight<EmbeddingAnswer>();
  return {
    name: model.name,
    embed: (request) =>
      cachedCall<EmbeddingAnswer>({
        cache,
        flights,
        clock,
        request,
        key: keyOfEmbedding(model.name, request),
        buy: (signal) => model.embed({ ...request, signal }),
        toBody: ({ vectors }) => JSON.stringify(vectors),
        fromCached: ({ modelUsed, body }, latencyMs) => ({
          ...cachedReport(modelUsed, latencyMs),
          vectors: JSON.parse(body) as number[][],
        }),
      }),
  };
}

/** A ModerationModel that buys a judgement once. */
export function cacheModerationModel(
  model: ModerationModel,
  cache: AnswerCache,
  clock: Clock,
): ModerationModel {
  const flights = createSingleFlight<ModerationAnswer>();
  return {
    name: model.name,
    moderate: (request) =>
      cachedCall<ModerationAnswer>({
        cache,
        flights,
        clock,
        request,
        key: keyOfModeration(model.name, request),
        buy: (signal) => model.moderate({ ...request, signal }),
        toBody: ({ flagged, categories, scores }) => JSON.stringify({ flagged, categories, scores }),
        fromCached: ({ modelUsed, body }, latencyMs) => ({
          ...cachedReport(modelUsed, latencyMs),
          ...(JSON.parse(body) as Pick<ModerationAnswer, 'flagged' | 'categories' | 'scores'>),
        }),
      }),
  };
}
