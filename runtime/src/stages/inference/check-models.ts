import type { LanguageModel } from '../../contracts/language-model.ts';
import { type ModelCall, type ModelReport, reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { type Clock, systemClock } from '../../core/clock.ts';
import { silentLogger } from '../../core/logger.ts';
import { silentMeter } from '../../core/meter.ts';
import { nest } from './build-chain.ts';
import type { InferenceModels } from './inference.ts';
import { accountAttempts } from './policies/account-attempts.ts';
import { limitTime } from './policies/limit-time.ts';
import { costOf, findPrice, type ModelPrice, type PriceTable, priceTable } from './price-table.ts';
import type { ModelKind } from './status.ts';

/** One configured model, called once. */
export interface ModelCheck {
  readonly kind: ModelKind;
  readonly model: string;
  readonly works: boolean;
  readonly latencyMs: number;
  /** Code of the error; null when it works. */
  readonly error: string | null;
  /** What is wrong and what to do; never a key. */
  readonly message: string;
  readonly price: ModelPrice | null;
  /** Of this call, US dollars. */
  readonly costUsd: number;
}

export interface CheckModelsOptions {
  readonly models: InferenceModels;
  readonly prices?: PriceTable;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  /** Longest call, ms. Default 10,000. */
  readonly timeoutMs?: number;
}

/** A tenth of a second of silence: 16 bit, 8 kHz, mono. */
function silence(): Uint8Array {
  const samples = 800;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(16_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  return wav;
}

/** Calls each configured model once, without retries, one after the other; for `opora models check`. */
export async function checkModels(options: CheckModelsOptions): Promise<readonly ModelCheck[]> {
  const { models } = options;
  const checks: ModelCheck[] = [];
  const add = async (
    kind: ModelCheck['kind'],
    model: { readonly name: string } | undefined,
    run: (call: ModelCall) => Promise<unknown>,
  ): Promise<void> => {
    if (model !== undefined) checks.push(await checkOne(kind, model.name, run, options));
  };
  for (const model of models.language ?? []) await add('language', model, (call) => greet(model, call));
  const { embedding, transcription, speech, moderation } = models;
  await add('embedding', embedding, (call) => embedding?.embed({ ...call, texts: ['hello'] }) ?? nothing());
  await add(
    'moderation',
    moderation,
    (call) => moderation?.moderate({ ...call, text: 'hello' }) ?? nothing(),
  );
  await add('speech', speech, (call) => speech?.speak({ ...call, text: 'hello' }) ?? nothing());
  await add('transcription', transcription, (call) => listen(options, call));
  return checks;
}

const nothing = (): Promise<void> => Promise.resolve();

const greet = (model: LanguageModel, call: ModelCall): Promise<unknown> =>
  model.generate({
    ...call,
    maximumOutputTokens: 64,
    prompt: {
      system: 'Answer with the one word: ok',
      messages: [{ role: 'user', text: 'Are you there?' }],
      hash: '',
      version: '1',
    },
  });

/** Silence has no text: an empty transcript is a model that works. */
async function listen({ models }: CheckModelsOptions, call: ModelCall): Promise<unknown> {
  try {
    return await models.transcription?.transcribe({ ...call, audio: silence(), mediaType: 'audio/wav' });
  } catch (error) {
    if (error instanceof ModelError && error.code === 'model_empty_answer') {
      return { tokensIn: error.usage.tokensIn, tokensOut: error.usage.tokensOut };
    }
    throw error;
  }
}

async function checkOne(
  kind: ModelCheck['kind'],
  model: string,
  run: (call: ModelCall) => Promise<unknown>,
  { prices = priceTable, clock = systemClock, timeoutMs = 10_000, signal }: CheckModelsOptions,
): Promise<ModelCheck> {
  const call: ModelCall = {
    ...{ purpose: 'check', bot: 'opora', user: 'opora', conversationId: '0', requestId: 'models-check' },
    signal: signal ?? new AbortController().signal,
    deadlineAt: clock.now() + timeoutMs,
  };
  const policy = nest([
    accountAttempts({
      ...{ model, clock, logger: silentLogger, meter: silentMeter },
      costOf: (tokensIn, tokensOut) => costOf(prices, model, tokensIn, tokensOut),
    }),
    limitTime({ model, clock, meter: silentMeter, attemptTimeoutMs: timeoutMs, stallMs: timeoutMs }),
  ]);
  const startedAt = clock.monotonic();
  const price = findPrice(prices, model);
  const end = (error: string | null, message: string, costUsd: number): ModelCheck => {
    const latencyMs = Math.round(clock.monotonic() - startedAt);
    return { kind, model, works: error === null, latencyMs, error, message, price, costUsd };
  };
  try {
    const answer = await policy.run(call, async (inner) => toReport(await run(inner), model));
    return end(null, price === null ? 'Works; the price table does not know it.' : 'Works.', answer.costUsd);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return end(error.code, error.message, error.tries[0]?.costUsd ?? 0);
  }
}

/** The part of an answer that is priced. */
function toReport(answer: unknown, model: string): ModelReport {
  const usage = { tokensIn: 0, tokensOut: 0, ...(answer as Partial<ModelReport> | undefined) };
  return reportAttempt(model, usage, 0);
}
