import type { Json } from '../../contracts/json.ts';
import type { ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import type { ModelCall, ModelReport } from '../../contracts/model-call.ts';
import type { BindModels, ModelTurn, TurnAsk } from '../../contracts/turn-models.ts';
import type { Inference } from './inference.ts';
import type { ModelKind } from './status.ts';

/** End of a Turn that belongs to its commit, ms: a call that uses up the whole Turn would be for nothing. */
const commitReserveMs = 1_000;

/** What a Turn adds to a request. */
type Bound = Pick<ModelCall, 'purpose' | 'bot' | 'user' | 'conversationId' | 'requestId' | 'signal'> & {
  readonly endsAt: number;
};

/**
 * Binds `inference` to Turns. It is opened at the first call, so that a process whose bots ask no model has none.
 * Without a model of its kind a call is journalled with the commit: a local method costs nothing.
 */
export function createModelBinder(inference: () => Inference): BindModels {
  return (turn) => {
    const ask = <Asked extends TurnAsk<ModelCall, Answer>, Answer extends ModelReport>(
      kind: ModelKind,
      name: string,
      asked: Asked,
      call: (request: Asked & Bound) => Promise<Answer>,
    ): Promise<Answer> => {
      const journal = inference().asks(kind) ? ('first' as const) : ('with-commit' as const);
      const run = (signal: AbortSignal): Promise<Json> =>
        // Answers are plain JSON by the contract of Inference.
        call({ ...asked, ...toBound(turn, name, asked.purpose, signal) }) as unknown as Promise<Json>;
      return turn.step(name, run, { journal }) as unknown as Promise<Answer>;
    };
    return {
      generate: <Output extends Json = null>(
        name: string,
        asked: TurnAsk<ModelRequest<Output>, ModelAnswer<Output>>,
      ): Promise<ModelAnswer<Output>> =>
        ask('language', name, asked, (request) => inference().generate<Output>(request)),
      embed: (name, asked) => ask('embedding', name, asked, (request) => inference().embed(request)),
      transcribe: (name, asked) =>
        ask('transcription', name, asked, (request) => inference().transcribe(request)),
      speak: (name, asked) => ask('speech', name, asked, (request) => inference().speak(request)),
      moderate: (name, asked) => ask('moderation', name, asked, (request) => inference().moderate(request)),
    };
  };
}

function toBound(turn: ModelTurn, name: string, purpose: string | undefined, signal: AbortSignal): Bound {
  const { bot, channel, conversation, conversationId, requestId } = turn;
  return {
    purpose: purpose ?? name.split(':', 1)[0] ?? name,
    ...{ bot, conversationId, requestId, signal },
    // Two channels may name different people alike.
    user: `${channel}/${conversation}`,
    endsAt: turn.endsAt - commitReserveMs,
  };
}
