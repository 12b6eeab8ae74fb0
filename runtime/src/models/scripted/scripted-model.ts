import type { LanguageModel, ModelAnswer, ModelRequest } from '../../contracts/language-model.ts';
import { type ModelName, reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { parseObject } from '../../contracts/parse-object.ts';
import { type Clock, sleep } from '../../core/clock.ts';

/** What a scripted model does with one call. */
export type ScriptedStep =
  /** Writes it, in pieces, `delayMs` after the call (default 0). */
  | { readonly text: string; readonly delayMs?: number; readonly pieces?: number }
  /** Fails with it after `delayMs` (default 0); what is given as `after` is written before. */
  | { readonly error: ModelError | Error; readonly delayMs?: number; readonly after?: string }
  /** Never answers; with `ignoreAbort` not even when it is told to stop. */
  | { readonly hang: true; readonly ignoreAbort?: boolean; readonly after?: string };

export interface ScriptedModelOptions {
  /** Default `scripted:model`. */
  readonly name?: ModelName;
  readonly clock: Clock;
  /** Chooses what the call number `index` (from 0) does. */
  readonly script: (request: ModelRequest<unknown>, index: number) => ScriptedStep;
}

/** A LanguageModel without a provider, for tests and simulations. */
export interface ScriptedModel extends LanguageModel {
  /** Calls so far. */
  readonly calls: number;
}

/** Makes a model that follows a script. Tokens: a quarter of the characters. */
export function createScriptedModel(options: ScriptedModelOptions): ScriptedModel {
  const { name = 'scripted:model', clock } = options;
  let calls = 0;
  const play = async (request: ModelRequest<unknown>): Promise<ModelAnswer<unknown>> => {
    const startedAt = clock.monotonic();
    const step = options.script(request, calls++);
    const text = await run(step, request, clock);
    const characters = request.prompt.messages.reduce((sum, message) => sum + message.text.length, 0);
    const usage = { tokensIn: Math.ceil(characters / 4), tokensOut: Math.ceil(text.length / 4) };
    const parsed = request.schema === undefined ? { object: null } : parseObject(text, request.schema);
    if ('fault' in parsed) {
      const code = parsed.fault === 'malformed-json' ? 'model_malformed_json' : 'model_schema_mismatch';
      throw new ModelError(code, { model: name, usage });
    }
    const { hash, version } = request.prompt;
    const report = reportAttempt(name, usage, Math.round(clock.monotonic() - startedAt));
    return { ...report, text, object: parsed.object, promptHash: hash, promptVersion: version };
  };
  return {
    name,
    generate: <Output>(request: ModelRequest<Output>): Promise<ModelAnswer<Output>> =>
      play(request as unknown as ModelRequest<unknown>) as Promise<ModelAnswer<Output>>,
    get calls() {
      return calls;
    },
  };
}

async function run(step: ScriptedStep, request: ModelRequest<unknown>, clock: Clock): Promise<string> {
  const { signal, onPart } = request;
  const write = (text: string, pieces: number): void => {
    const size = Math.max(1, Math.ceil(text.length / pieces));
    for (let at = 0; at < text.length; at += size)
      onPart?.({ type: 'text', text: text.slice(at, at + size) });
  };
  if ('hang' in step) {
    if (step.after !== undefined) write(step.after, 1);
    return new Promise((_resolve, reject) => {
      if (step.ignoreAbort !== true)
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }
  if (step.delayMs !== undefined) await sleep(clock, step.delayMs, signal);
  if ('error' in step) {
    if (step.after !== undefined) write(step.after, 1);
    throw step.error;
  }
  write(step.text, step.pieces ?? 3);
  return step.text;
}
