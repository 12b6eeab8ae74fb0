import {
  type LanguageModel,
  type ModelAnswer,
  type ModelRequest,
  wrapLanguageModel,
} from '../../contracts/language-model.ts';
import {
  type EmbeddingModel,
  type ModerationModel,
  type SpeechModel,
  type TranscriptionModel,
  wrapEmbeddingModel,
  wrapModerationModel,
  wrapSpeechModel,
  wrapTranscriptionModel,
} from '../../contracts/media-models.ts';
import type { ModelPolicy } from '../../contracts/model-call.ts';
import { buildChain, type ChainOptions, type ModelChain } from './build-chain.ts';
import type { InferenceModels } from './inference.ts';
import { askInTurn } from './policies/ask-in-turn.ts';
import type { InferenceStatus, ModelKind } from './status.ts';

type Role = InferenceStatus['models'][number]['role'];

/** Models behind their guards; the language models as one that asks them in turn. */
export interface GuardedModels {
  readonly language: LanguageModel | undefined;
  readonly embedding: EmbeddingModel | undefined;
  readonly transcription: TranscriptionModel | undefined;
  readonly speech: SpeechModel | undefined;
  readonly moderation: ModerationModel | undefined;
}

export interface Guards {
  /** Puts each model behind guards of its own and the language models behind `rate`. */
  around(models: InferenceModels, rate: ModelPolicy): GuardedModels;
  status(): InferenceStatus['models'];
  /** Closes the Breakers of `model`, or of all; whether there was one. */
  reset(model?: string): boolean;
}

/** The guards of every model that is put behind them. */
export function createGuards(options: ChainOptions): Guards {
  const all: { kind: ModelKind; role: Role; name: string; chain: ModelChain }[] = [];
  const add = (kind: ModelKind, name: string, role: Role = 'first'): ModelPolicy => {
    const chain = buildChain(name, options);
    all.push({ kind, role, name, chain });
    return chain.policy;
  };
  return {
    around: ({ language = [], embedding, transcription, speech, moderation }, rate) => {
      const guarded = language.map((model, index) =>
        wrapLanguageModel(model, add('language', model.name, index === 0 ? 'first' : 'fallback')),
      );
      return {
        language: guarded.length > 0 ? wrapLanguageModel(inTurn(guarded, options), rate) : undefined,
        embedding: embedding && wrapEmbeddingModel(embedding, add('embedding', embedding.name)),
        transcription:
          transcription && wrapTranscriptionModel(transcription, add('transcription', transcription.name)),
        speech: speech && wrapSpeechModel(speech, add('speech', speech.name)),
        moderation: moderation && wrapModerationModel(moderation, add('moderation', moderation.name)),
      };
    },
    status: () => all.map(({ kind, role, chain }) => ({ kind, role, ...chain.status() })),
    reset(model) {
      const found = all.filter(({ name }) => model === undefined || name === model);
      for (const { chain } of found) chain.reset();
      return found.length > 0;
    },
  };
}

/** A LanguageModel with the name of the first, which asks the others when it fails. */
function inTurn(models: readonly LanguageModel[], { clock, meter, settings }: ChainOptions): LanguageModel {
  const { firstModelShare } = settings;
  return {
    name: models[0]?.name ?? 'none:none',
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      askInTurn<ModelRequest<Output>, ModelAnswer<Output>>(
        models.map((model) => ({ name: model.name, call: (inner) => model.generate(inner) })),
        request,
        { clock, meter, firstModelShare },
      ),
  };
}
