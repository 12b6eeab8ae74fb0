import {
  type LanguageModel,
  type ModelAnswer,
  type ModelRequest,
  wrapLanguageModel,
} from '../../contracts/language-model.ts';
import type { LocalAnswer } from '../../contracts/local-method.ts';
import {
  type EmbeddingAnswer,
  type EmbeddingRequest,
  type ModerationAnswer,
  type ModerationRequest,
  type SpeechAnswer,
  type SpeechRequest,
  type TranscriptionAnswer,
  type TranscriptionRequest,
  wrapEmbeddingModel,
  wrapModerationModel,
  wrapSpeechModel,
  wrapTranscriptionModel,
} from '../../contracts/media-models.ts';
import type { ModelCall, ModelReport, Next } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { systemClock } from '../../core/clock.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { answerCall } from './answer-call.ts';
import { nest } from './build-chain.ts';
import { createAnswerCache } from './cache/answer-cache.ts';
import { cacheEmbeddingModel, cacheLanguageModel, cacheModerationModel } from './cache/cache-models.ts';
import { createGuards } from './guard-models.ts';
import type { Ask, Inference, InferenceOptions } from './inference.ts';
import { createRateLimiter } from './limits/rate-limiter.ts';
import { createSpendLedger, usedShare } from './limits/spend-ledger.ts';
import { limitSpend } from './policies/limit-spend.ts';
import { limitUser } from './policies/limit-user.ts';
import { priceTable } from './price-table.ts';
import { defaultSettings, type InferenceSettings } from './settings.ts';
import { type InferenceStatus, toFindings } from './status.ts';

type Parts = Required<Pick<InferenceOptions, 'clock' | 'logger' | 'meter' | 'prices' | 'random'>> & {
  readonly settings: InferenceSettings;
};

/** Puts the policies together around the models; see `Inference`. */
export function createInference(options: InferenceOptions): Inference {
  const { clock = systemClock, logger = silentLogger, meter = silentMeter, prices = priceTable } = options;
  const settings = { ...defaultSettings, ...options.settings };
  const parts: Parts = { clock, logger, meter, prices, random: options.random, settings };
  const guards = createGuards(parts);
  const cache = createAnswerCache({
    ...parts,
    ...settings,
    ...(options.sharedCache === undefined ? {} : { shared: options.sharedCache }),
  });
  const ledger = createSpendLedger({
    ...parts,
    limits: { user: settings.budgetUser, bot: settings.budgetBot, all: settings.budgetAll },
    alertShare: settings.budgetAlertShare,
    sharedWaitMs: settings.sharedWaitMs,
    ...(options.spendStore === undefined ? {} : { store: options.spendStore }),
  });
  const limiter = createRateLimiter({
    ...parts,
    name: 'model',
    rule: { limit: Math.max(1, settings.userRequests), windowMs: settings.userWindowMs },
    sharedWaitMs: settings.sharedWaitMs,
    ...(options.rateStore === undefined ? {} : { store: options.rateStore }),
  });
  const spend = limitSpend({ ledger, meter });
  const rate = settings.userRequests > 0 ? [limitUser({ limiter, meter })] : [];
  const models = guards.around(options.models, nest(rate));
  const language =
    models.language && wrapLanguageModel(cacheLanguageModel(models.language, cache, clock), spend);
  const embedding =
    models.embedding && wrapEmbeddingModel(cacheEmbeddingModel(models.embedding, cache, clock), spend);
  const transcription = models.transcription && wrapTranscriptionModel(models.transcription, spend);
  const speech = models.speech && wrapSpeechModel(models.speech, spend);
  const moderation =
    models.moderation && wrapModerationModel(cacheModerationModel(models.moderation, cache, clock), spend);

  const answer = createAnswerer(parts);
  const status = (): InferenceStatus => {
    const share = usedShare(ledger.today(), settings.budgetAll);
    return {
      models: guards.status(),
      cache: cache.status(),
      limits: limiter.shared ? 'shared' : 'local',
      budget: {
        store: ledger.shared ? 'shared' : 'local',
        today: ledger.today(),
        usedShare: share,
        alert: share >= settings.budgetAlertShare,
      },
      pricesAsOf: prices.asOf,
    };
  };
  return {
    generate: <Output>(ask: Ask<ModelRequest<Output>, ModelAnswer<Output>>): Promise<ModelAnswer<Output>> =>
      answerText(ask, answer, language),
    embed: (ask) => answer<EmbeddingRequest, EmbeddingAnswer>(ask, embedding && ((r) => embedding.embed(r))),
    transcribe: (ask) =>
      answer<TranscriptionRequest, TranscriptionAnswer>(
        ask,
        transcription && ((r) => transcription.transcribe(r)),
      ),
    speak: (ask) => answer<SpeechRequest, SpeechAnswer>(ask, speech && ((r) => speech.speak(r))),
    moderate: (ask) =>
      answer<ModerationRequest, ModerationAnswer>(ask, moderation && ((r) => moderation.moderate(r))),
    asks: (kind) => models[kind] !== undefined,
    forget: (conversationId) => cache.forgetConversation(conversationId),
    refresh: () => ledger.refresh(),
    status,
    check: () => toFindings(status()),
    resetBreaker: guards.reset,
    async close() {
      await ledger.flush();
      await options.sharedCache?.close();
    },
  };
}

type Answerer = <Request extends ModelCall, Answer extends ModelReport>(
  ask: Ask<Request, Answer>,
  buy: Next<Request, Answer> | undefined,
  complete?: (local: LocalAnswer<Answer>, report: ModelReport) => Answer,
) => Promise<Answer>;

/** Runs calls of any kind: fills in the deadline and falls back to the local method. */
function createAnswerer({ clock, meter, settings }: Parts): Answerer {
  return <Request extends ModelCall, Answer extends ModelReport>(
    ask: Ask<Request, Answer>,
    buy: Next<Request, Answer> | undefined,
    complete = (local: LocalAnswer<Answer>, report: ModelReport): Answer =>
      ({ ...local, ...report }) as unknown as Answer,
  ): Promise<Answer> => {
    const { local, endsAt = Number.POSITIVE_INFINITY, ...rest } = ask;
    const deadlineAt = Math.min(ask.deadlineAt ?? clock.now() + settings.deadlineMs, endsAt);
    const request = { ...rest, deadlineAt };
    return answerCall<Request, Answer>({
      // `rest` and the deadline are all that `Ask` took out of the request.
      request: request as unknown as Request,
      buy: buy ?? ((): Promise<Answer> => Promise.reject(new ModelError('model_not_configured'))),
      local,
      complete,
      clock,
      meter,
      localReserveMs: settings.localReserveMs,
    });
  };
}

/** Text and objects: parts stop with the answer, and one that was not written by a model is shown at once. */
async function answerText<Output>(
  ask: Ask<ModelRequest<Output>, ModelAnswer<Output>>,
  answer: Answerer,
  model: LanguageModel | undefined,
): Promise<ModelAnswer<Output>> {
  const { onPart } = ask;
  const { hash, version } = ask.prompt;
  let open = true;
  const shown: typeof ask =
    onPart === undefined ? ask : { ...ask, onPart: (part) => void (open && onPart(part)) };
  try {
    const result = await answer<ModelRequest<Output>, ModelAnswer<Output>>(
      shown,
      model && ((request) => model.generate(request)),
      (local, report) => ({ ...local, ...report, promptHash: hash, promptVersion: version }),
    );
    if (result.modelUsed.startsWith('local:')) onPart?.({ type: 'text', text: result.text });
    return result;
  } finally {
    open = false;
  }
}
