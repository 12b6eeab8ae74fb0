import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LlmEmulator, LlmFault } from '../../../emulators/src/llm/index.ts';
import { ModelError, type ModelErrorCode } from '../../src/contracts/model-error.ts';
import { CancelledError } from '../../src/core/errors.ts';
import {
  createViewer,
  modelAt,
  type ProviderName,
  providerNames,
  requestOf,
  secretKey,
  startEmulator,
  thinkingModel,
} from './inference-fixture.ts';

let emulator: LlmEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearFaults();
  emulator.clearRules();
  emulator.clearJournal();
  emulator.addRule({
    match: { text: 'price' },
    answer: { text: 'The price is ten euros with delivery to your door.' },
  });
});

const schema = z.object({ answer: z.string(), score: z.number() });

it.each([
  ['openai', 'gpt-6-luna'],
  ['openai', 'gpt-6.1-sol'],
  ['openai', 'gpt-5-nano'],
  ['gateway', 'openai/gpt-6-luna'],
  ['anthropic', 'claude-haiku-5-5'],
  ['anthropic', 'claude-opus-5-5'],
] as const)('a model that thinks leaves room for a short answer: %s %s', async (provider, id) => {
  const answer = await thinkingModel(provider, id, emulator.url).generate({
    ...requestOf('the price?'),
    maximumOutputTokens: 256,
  });
  expect(answer.text).toBe('The price is ten euros with delivery to your door.');
});

describe.each(providerNames)('provider %s', (provider) => {
  const model = (): ReturnType<typeof modelAt> => modelAt(provider, emulator.url);

  it('writes text in parts and reports tokens', async () => {
    const viewer = createViewer();
    const answer = await model().generate(requestOf('the price?', { onPart: viewer.onPart }));
    expect(answer).toMatchObject({
      text: 'The price is ten euros with delivery to your door.',
      object: null,
      modelUsed: model().name,
      promptVersion: '1',
      fallbackReason: null,
    });
    expect(answer.tokensIn).toBeGreaterThan(0);
    expect(answer.tokensOut).toBeGreaterThan(0);
    expect(viewer.shown()).toBe(answer.text);
    expect(emulator.journal()[0]).toMatchObject({ system: 'You are the shop.', stream: true });
  });

  it('writes typed objects', async () => {
    emulator.addRule({ answer: { object: { answer: 'yes', score: 3 } } });
    const answer = await model().generate({ ...requestOf(), schema });
    expect(answer.object).toEqual({ answer: 'yes', score: 3 });
    const optional = z.object({ answer: z.string(), note: z.string().optional() });
    const loose = await model().generate({ ...requestOf(), schema: optional });
    expect(loose.object.answer).toBe('yes');
    expect(emulator.journal().every((entry) => entry.structured)).toBe(true);
  });

  it.each<[Omit<LlmFault, 'count'>, ModelErrorCode, 'text' | 'object']>([
    [{ kind: 'status', status: 400 }, 'model_bad_request', 'text'],
    [{ kind: 'status', status: 400, type: 'context_length_exceeded' }, 'model_too_large', 'text'],
    [{ kind: 'status', status: 413 }, 'model_too_large', 'text'],
    [{ kind: 'unauthorized' }, 'model_unauthorized', 'text'],
    [{ kind: 'status', status: 404 }, 'model_not_found', 'text'],
    [{ kind: 'rate-limited' }, 'model_rate_limited_by_provider', 'text'],
    [{ kind: 'quota' }, 'model_quota_exhausted', 'text'],
    [{ kind: 'server-error' }, 'model_server_error', 'text'],
    [{ kind: 'overloaded' }, 'model_overloaded', 'text'],
    [{ kind: 'cut-before' }, 'model_unreachable', 'text'],
    [{ kind: 'cut' }, 'model_stream_cut', 'text'],
    [{ kind: 'end-early' }, 'model_stream_cut', 'text'],
    [{ kind: 'error-in-stream' }, 'model_stream_error', 'text'],
    [{ kind: 'error-in-stream', type: 'overloaded_error' }, 'model_overloaded', 'text'],
    [{ kind: 'empty' }, 'model_empty_answer', 'text'],
    [{ kind: 'refusal' }, 'model_refusal', 'text'],
    [{ kind: 'length' }, 'model_length_cut', 'text'],
    [{ kind: 'malformed-json' }, 'model_malformed_json', 'object'],
    [{ kind: 'schema-mismatch' }, 'model_schema_mismatch', 'object'],
    [{ kind: 'garbage' }, 'model_garbage', 'text'],
  ])('%j is %s', async (fault, code, kind) => {
    emulator.addFault(fault);
    const request = requestOf('the price? Call +380 50 123 45 67');
    const error = await model()
      .generate(kind === 'object' ? { ...request, schema } : (request as never))
      .then(
        (answer) => answer,
        (thrown: unknown) => thrown,
      );
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).code).toBe(expectedCode(provider, code));
    expectNothingSecret(error as ModelError);
    const billed = emulator.ledger().purchases === 1 && code !== 'model_garbage';
    if (billed) expect((error as ModelError).usage.tokensIn).toBeGreaterThan(0);
  });

  it('obeys Retry-After', async () => {
    emulator.addFault({ kind: 'rate-limited', retryAfterSeconds: 7 });
    await expect(model().generate(requestOf())).rejects.toMatchObject({ retryAfterMs: 7_000 });
  });

  it('stops when it is told to', async () => {
    emulator.addFault({ kind: 'hang' });
    const controller = new AbortController();
    const call = model().generate(requestOf('x', { signal: controller.signal }));
    setTimeout(() => controller.abort(), 50);
    await expect(call).rejects.toThrow(CancelledError);
  });
});

/** A structured answer that is no JSON reaches the SDK of old Anthropic models as an unfinished tool call. */
function expectedCode(_provider: ProviderName, code: ModelErrorCode): ModelErrorCode {
  return code;
}

function expectNothingSecret(error: ModelError): void {
  const all = JSON.stringify([error.message, error.context, error.stack, String(error.cause), error]);
  expect(all).not.toContain(secretKey);
  expect(all).not.toContain('380');
  expect(all).not.toContain('ten euros');
  expect(error.cause).toBeUndefined();
}
