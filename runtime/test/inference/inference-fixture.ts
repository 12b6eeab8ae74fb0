import { createLlmEmulator, type LlmEmulator } from '../../../emulators/src/llm/index.ts';
import type { LanguageModel, ModelRequest, Prompt } from '../../src/contracts/language-model.ts';
import type { StreamPart } from '../../src/contracts/model-call.ts';
import { type Clock, systemClock } from '../../src/core/clock.ts';
import type { Labels, Meter } from '../../src/core/meter.ts';
import {
  createAnthropicModel,
  createOpenAiCompatibleModel,
  createOpenAiModel,
} from '../../src/models/index.ts';
import { createMeter } from '../../src/ops/prometheus-meter.ts';

/** A meter that refuses what is not declared and lets tests read what was measured. */
export interface TestMeter extends Meter {
  /** Sum of a counter, or the level of a gauge, over the series that have these labels. */
  read(name: string, labels?: Labels): number;
}

export function createTestMeter(): TestMeter {
  const declared = createMeter();
  const values = new Map<string, { name: string; labels: Labels; value: number }>();
  const keep = (name: string, labels: Labels, change: (before: number) => number): void => {
    const key = `${name} ${JSON.stringify(labels)}`;
    values.set(key, { name, labels, value: change(values.get(key)?.value ?? 0) });
  };
  return {
    count(name, labels = {}, by = 1) {
      declared.count(name, labels, by);
      keep(name, labels, (before) => before + by);
    },
    gauge(name, value, labels = {}) {
      declared.gauge(name, value, labels);
      keep(name, labels, () => value);
    },
    observe(name, seconds, labels = {}) {
      declared.observe(name, seconds, labels);
      keep(name, labels, (before) => before + 1);
    },
    read(name, labels = {}) {
      const wanted = Object.entries(labels);
      const found = [...values.values()].filter(
        (entry) => entry.name === name && wanted.every(([label, value]) => entry.labels[label] === value),
      );
      return found.reduce((sum, entry) => sum + entry.value, 0);
    },
  };
}

export const promptOf = (text: string): Prompt => ({
  system: 'You are the shop.',
  messages: [{ role: 'user', text }],
  hash: 'a'.repeat(64),
  version: '1',
});

/** A request that nobody stops; 5 s of time by default. */
export function requestOf(
  text = 'What is the price?',
  changes: Partial<ModelRequest> = {},
  clock: Clock = systemClock,
): ModelRequest {
  return {
    ...{ purpose: 'answer', bot: 'sales', user: 'u1', conversationId: '1', requestId: 'r1' },
    signal: new AbortController().signal,
    deadlineAt: clock.now() + 5_000,
    prompt: promptOf(text),
    ...changes,
  };
}

/** A secret that must appear nowhere. */
export const secretKey = 'sk-very-secret-key-0123456789abcdef';

export type ProviderName = 'responses' | 'chat' | 'compatible' | 'anthropic' | 'anthropic-tool';
export const providerNames: readonly ProviderName[] = [
  'responses',
  'chat',
  'compatible',
  'anthropic',
  'anthropic-tool',
];

/** The model of a provider, at an emulator. */
export function modelAt(provider: ProviderName, baseUrl: string): LanguageModel {
  const options = { apiKey: secretKey, baseUrl, clock: systemClock };
  switch (provider) {
    case 'responses':
      return createOpenAiModel('gpt-6-luna', options);
    case 'chat':
      return createOpenAiModel('gpt-4.1-mini', { ...options, api: 'chat' });
    case 'compatible':
      return createOpenAiCompatibleModel('llama', { ...options, provider: 'local' });
    case 'anthropic':
      return createAnthropicModel('claude-haiku-5-5', options);
    case 'anthropic-tool':
      return createAnthropicModel('claude-3-haiku-20240307', options);
  }
}

/** A model by its name, at an emulator; `gateway` is a compatible server that serves models of several providers. */
export function thinkingModel(
  provider: 'openai' | 'anthropic' | 'gateway',
  id: string,
  baseUrl: string,
): LanguageModel {
  const options = { apiKey: secretKey, baseUrl, clock: systemClock };
  if (provider === 'anthropic') return createAnthropicModel(id, options);
  if (provider === 'openai') return createOpenAiModel(id, options);
  return createOpenAiCompatibleModel(id, { ...options, provider });
}

/** What `onPart` saw, with taken back text removed. */
export function createViewer(): {
  readonly onPart: (part: StreamPart) => void;
  readonly shown: () => string;
} {
  let text = '';
  return {
    onPart(part) {
      if (part.type === 'text') text += part.text;
      if (part.type === 'reset') text = '';
    },
    shown: () => text,
  };
}

export async function startEmulator(): Promise<LlmEmulator> {
  const emulator = createLlmEmulator();
  await emulator.start();
  return emulator;
}
