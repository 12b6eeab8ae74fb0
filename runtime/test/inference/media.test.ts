import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LlmEmulator, LlmFaultKind } from '../../../emulators/src/llm/index.ts';
import { ModelError, type ModelErrorCode } from '../../src/contracts/model-error.ts';
import { systemClock } from '../../src/core/clock.ts';
import { ConfigError } from '../../src/core/errors.ts';
import { createModels, createScriptedModel } from '../../src/models/index.ts';
import { createRedisCache, createRedisLink } from '../../src/redis/index.ts';
import { checkModels, createInference, measureInferenceOverhead } from '../../src/stages/inference/index.ts';
import { requestOf, secretKey, startEmulator } from './inference-fixture.ts';
import { startRedisDouble } from './redis-double.ts';

let emulator: LlmEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearFaults();
  emulator.clearRules();
  emulator.clearJournal();
});

const names = {
  model: 'openai:gpt-4.1-mini',
  fallbackModel: 'anthropic:claude-haiku-4-5',
  embeddingModel: 'openai:text-embedding-3-small',
  transcriptionModel: 'openai:whisper-1',
  speechModel: 'openai:tts-1',
  moderationModel: 'openai:omni-moderation-latest',
};
const access = () => {
  const to = { apiKey: secretKey, baseUrl: emulator.url };
  return { openai: to, anthropic: to, clock: systemClock };
};
const open = () => createInference({ models: createModels(names, access()), random: () => 0.1 });
const call = () => {
  const { prompt: _, ...rest } = requestOf();
  return rest;
};

describe('embeddings, moderation, transcription and speech', () => {
  it('work through the same guards', async () => {
    const inference = open();
    const texts = ['one', 'two'];
    const first = await inference.embed({ ...call(), texts });
    const again = await inference.embed({ ...call(), texts });
    expect([first.vectors.length, first.fromCache, again.fromCache]).toEqual([2, false, true]);
    expect(again.vectors).toEqual(first.vectors);
    const bad = await inference.moderate({ ...call(), text: 'flagme' });
    expect(bad).toMatchObject({ flagged: true, categories: ['violence'] });
    emulator.addRule({ match: { endpoint: 'transcriptions' }, answer: { text: ' One two. ' } });
    const audio = Buffer.from('OggS sound');
    const heard = await inference.transcribe({ ...call(), audio, mediaType: 'audio/ogg; codecs=opus' });
    expect(heard).toMatchObject({ text: 'One two.', modelUsed: 'openai:whisper-1', tokensIn: 1 });
    expect(heard.costUsd).toBeCloseTo(0.0001, 6);
    const spoken = await inference.speak({ ...call(), text: 'Hello' });
    expect(spoken).toMatchObject({ mediaType: 'audio/ogg', tokensIn: 5 });
    expect(Buffer.from(spoken.audioBase64, 'base64').subarray(0, 4).toString()).toBe('OggS');
    expect(inference.status().models.map(({ kind }) => kind)).toEqual([
      ...['language', 'language', 'embedding', 'transcription', 'speech', 'moderation'],
    ]);
    await inference.close();
  });

  it.each<[LlmFaultKind, ModelErrorCode]>([
    ['status', 'model_bad_request'],
    ['unauthorized', 'model_unauthorized'],
    ['rate-limited', 'model_rate_limited_by_provider'],
    ['server-error', 'model_server_error'],
    ['overloaded', 'model_overloaded'],
    ['hang', 'model_timeout'],
    ['cut-before', 'model_unreachable'],
    ['cut', 'model_stream_cut'],
    ['malformed-json', 'model_garbage'],
    ['schema-mismatch', 'model_garbage'],
    ['garbage', 'model_garbage'],
  ])('fault %s is %s', async (kind, code) => {
    const settings = { attempts: 1, attemptTimeoutMs: code === 'model_timeout' ? 300 : 5_000 };
    const inference = createInference({ models: createModels(names, access()), random: () => 0, settings });
    emulator.addFault({ kind, count: 0 });
    const audio = Buffer.from('x');
    const calls = [
      inference.embed({ ...call(), texts: ['x'] }),
      inference.moderate({ ...call(), text: 'x' }),
      inference.transcribe({ ...call(), audio, mediaType: 'audio/webm' }),
    ];
    for (const result of await Promise.allSettled(calls)) {
      const reason: unknown = result.status === 'rejected' ? result.reason : null;
      expect(reason).toBeInstanceOf(ModelError);
      expect((reason as ModelError).code).toBe(code);
      expect(JSON.stringify([(reason as ModelError).message, (reason as ModelError).stack])).not.toContain(
        secretKey,
      );
    }
    const plan = { name: 'none', answer: () => ({ flagged: false, categories: [], scores: {} }) };
    const floor = await inference.moderate({ ...call(), text: 'x', local: plan });
    expect(floor).toMatchObject({ modelUsed: 'local:none', fallbackReason: code });
  });

  it('silence is no text and no sound is no speech', async () => {
    const inference = open();
    emulator.addFault({ kind: 'empty', count: 0 });
    const audio = Buffer.from('x');
    const heard = inference.transcribe({ ...call(), audio, mediaType: 'audio/ogg' });
    await expect(heard).rejects.toMatchObject({ code: 'model_empty_answer' });
    await expect(inference.speak({ ...call(), text: 'x' })).rejects.toMatchObject({
      code: 'model_empty_answer',
    });
  });
});

describe('createModels', () => {
  it('leaves out models without a key and refuses what nobody knows', () => {
    const none = { apiKey: null, baseUrl: emulator.url };
    const models = createModels(names, { openai: none, anthropic: none, clock: systemClock });
    expect(models).toEqual({ language: [] });
    const wrong = [{ model: 'nobody:x' }, { model: 'x' }, { embeddingModel: 'anthropic:x' }];
    for (const change of wrong)
      expect(() => createModels({ ...names, ...change }, access())).toThrow(ConfigError);
  });
});

describe('checkModels', () => {
  it('calls each model once and says what works, how fast and at what price', async () => {
    const checks = await checkModels({ models: createModels(names, access()) });
    expect(checks.map(({ kind, works }) => `${kind} ${works}`)).toEqual([
      ...['language true', 'language true', 'embedding true', 'moderation true'],
      ...['speech true', 'transcription true'],
    ]);
    expect(checks[0]?.price).toMatchObject({ inputPerMillion: 0.4, outputPerMillion: 1.6 });
    expect(checks[0]?.costUsd).toBeGreaterThan(0);
    expect(emulator.ledger().calls).toBe(6);
    emulator.addFault({ kind: 'unauthorized', count: 0 });
    const refused = await checkModels({ models: createModels(names, access()) });
    expect(refused.every(({ works, error }) => !works && error === 'model_unauthorized')).toBe(true);
    expect(JSON.stringify(refused)).not.toContain(secretKey);
  });
});

describe('overhead', () => {
  it('is measured over a bare call', async () => {
    const model = createScriptedModel({
      clock: systemClock,
      script: () => ({ text: 'Yes, from ten to six.' }),
    });
    const result = await measureInferenceOverhead({ model, calls: 200 });
    console.log(`inference overhead ${JSON.stringify(result)}`);
    expect(result.overheadP50Ms).toBeLessThan(5);
  });
});

describe('the second level in Redis', () => {
  it('shares answers between processes, and its death mid-run changes nothing but speed', async () => {
    const redis = await startRedisDouble();
    const url = process.env.TEST_REDIS_URL ?? redis.url;
    const prefix = `opora:test:${process.pid}:`;
    const openProcess = (at: string) => {
      const sharedCache = createRedisCache({ link: createRedisLink({ url: at }), prefix });
      return createInference({
        models: createModels(names, access()),
        ...{ random: () => 0, sharedCache, settings: { userRequests: 0 } },
      });
    };
    const [one, two, mortal] = [openProcess(url), openProcess(url), openProcess(redis.url)];
    expect((await one.generate(requestOf('shared: ціна?'))).fromCache).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const answer = await two.generate(requestOf('shared: ціна?'));
    expect(answer).toMatchObject({ fromCache: true, text: expect.stringContaining('ціна') });
    expect(emulator.ledger().purchases).toBe(1);
    expect((await mortal.generate(requestOf('before'))).fromCache).toBe(false);
    await redis.stop();
    for (const text of ['a', 'b', 'c', 'd']) {
      const started = performance.now();
      expect(await mortal.generate(requestOf(text))).toMatchObject({ fallbackReason: null });
      expect(performance.now() - started).toBeLessThan(1_500);
    }
    expect(mortal.status().cache.shared).toBe('down');
    await Promise.all([one.close(), two.close(), mortal.close()]);
  });
});
