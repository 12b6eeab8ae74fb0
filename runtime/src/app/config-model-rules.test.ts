import { describe, expect, it } from 'vitest';
import { ConfigError } from '../core/errors.ts';
import { type Config, loadConfig, printConfig } from './config.ts';
import { modelAccess } from './config-model-schema.ts';

const load = (env: Record<string, string>): Config => loadConfig({ env, dotenvPath: null });

function reasonOf(env: Record<string, string>): string {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

const openai = { OPENAI_API_KEY: 'sk-0123456789abcdefghij' };
const anthropic = { ANTHROPIC_API_KEY: 'sk-ant-0123456789abcdef' };
const own = { OPENAI_BASE_URL: 'http://localhost:11434/v1' };
const none = {
  model: null,
  fallbackModel: null,
  embeddingModel: null,
  transcriptionModel: null,
  speechModel: null,
  moderationModel: null,
};

describe('which models are asked', () => {
  it('none without a key', () => {
    expect(load({}).models).toEqual(none);
    expect(load({}).warnings).toEqual([]);
  });

  it("the provider's defaults with nothing but its key", () => {
    expect(load(openai).models).toEqual({
      model: 'openai:gpt-6-luna',
      fallbackModel: null,
      embeddingModel: 'openai:text-embedding-3-small',
      transcriptionModel: 'openai:gpt-transcribe',
      speechModel: 'openai:gpt-4o-mini-tts',
      moderationModel: 'openai:omni-moderation-latest',
    });
    expect(load(anthropic).models).toEqual({ ...none, model: 'anthropic:claude-haiku-5-5' });
    expect(printConfig(load(anthropic))).toContain('OPORA_MODEL=anthropic:claude-haiku-5-5 (default)');
  });

  it('names every default in the description of its variable', () => {
    for (const [kind, name] of Object.entries(load(openai).models)) {
      if (name !== null) expect(modelAccess[kind as keyof typeof none].description).toContain(name);
    }
    expect(modelAccess.model.description).toContain(load(anthropic).models.model);
  });

  it('what is named, and nothing where `none` is written', () => {
    const env = {
      ...{ ...openai, ...anthropic, OPORA_MODEL: 'anthropic:claude-sonnet-4-5' },
      ...{ OPORA_FALLBACK_MODEL: 'openai:gpt-4.1', OPORA_SPEECH_MODEL: 'none' },
    };
    expect(load(env).models).toMatchObject({
      model: 'anthropic:claude-sonnet-4-5',
      fallbackModel: 'openai:gpt-4.1',
      speechModel: null,
      moderationModel: 'openai:omni-moderation-latest',
    });
    expect(load({ ...openai, OPORA_MODEL: 'none' }).models.model).toBeNull();
  });

  it('says of a named model when its provider shuts it down, of no other', () => {
    const named = { ...openai, OPORA_MODEL: 'openai:gpt-4.1-mini-2025-04-14' };
    expect(load(named).warnings).toEqual([
      'OPORA_MODEL is openai:gpt-4.1-mini-2025-04-14, which OpenAI shuts down on 2027-01-14.',
    ]);
    expect(load(openai).warnings).toEqual([]);
    expect(load({ ...named, ...own }).warnings).toEqual([]);
  });

  it('only named ones of another server than the provider, and says when none is', () => {
    expect(load({ ...openai, ...own, OPORA_MODEL: 'openai:llama3.2' }).models).toEqual({
      ...none,
      model: 'openai:llama3.2',
    });
    const idle = load({ ...openai, ...own });
    expect(idle.models).toEqual(none);
    expect(idle.warnings).toEqual([
      'OPENAI_API_KEY is set and not used: OPENAI_BASE_URL is another server, whose models have no default. Set OPORA_MODEL=openai:….',
    ]);
    const both = load({ ...openai, ...anthropic });
    expect(both.warnings[0]).toContain(
      'ANTHROPIC_API_KEY is set and not used: no model of Anthropic is named.',
    );
  });
});

describe('faults of models', () => {
  it.each([
    [
      { OPORA_MODEL: 'openai:gpt-4.1' },
      'OPORA_MODEL is openai:gpt-4.1, and OPENAI_API_KEY is not set: set OPENAI_API_KEY',
    ],
    [{ ...own, OPORA_MODEL: 'openai:llama' }, 'any text if that asks for none'],
    [
      { ...openai, OPORA_MODEL: 'opnai:gpt' },
      'names the provider "opnai", which is not known; did you mean "openai"?',
    ],
    [{ ...openai, OPORA_MODEL: 'mistral:large' }, 'use openai (for any compatible server) or anthropic'],
    [{ ...anthropic, OPORA_SPEECH_MODEL: 'anthropic:claude' }, 'Anthropic has no model of this kind'],
    [{ ...openai, OPORA_FALLBACK_MODEL: 'openai:gpt-6-luna' }, 'the same as the first model'],
    [{ ...openai, OPORA_MODEL: 'none', OPORA_FALLBACK_MODEL: 'openai:gpt-4.1' }, 'there is no first model'],
    [{ OPORA_MODEL_LOCAL_RESERVE: '30s' }, 'must be shorter than OPORA_MODEL_DEADLINE'],
    [{ OPORA_MODEL_RETRY_BASE: '6s' }, 'must not be longer than OPORA_MODEL_RETRY_MAXIMUM'],
    [{ OPORA_BUDGET_USER_USD: '-1' }, 'must be at least 0'],
    [{ OPORA_MODERATION_MODEL: 'openai:omni' }, 'OPORA_MODERATION_MODEL is openai:omni, and OPENAI_API_KEY'],
  ])('%j', (env, reason) => {
    expect(reasonOf(env as Record<string, string>)).toContain(reason);
  });

  it('warns when nothing bounds the cost', () => {
    const unbounded = { OPORA_BUDGET_ALL_TOKENS: '0', OPORA_BUDGET_ALL_USD: '0' };
    expect(load(unbounded).warnings).toEqual([]);
    expect(load({ ...openai, ...unbounded }).warnings[0]).toContain('nothing bounds what models may cost');
  });
});
