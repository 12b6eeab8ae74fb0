import { expect, test } from 'vitest';
import { leastEffort, leastThinking, refusesTemperature } from './thinking.ts';

test.each([
  ['gpt-6-luna', 'none'],
  ['gpt-6-luna-2026-09-22', 'none'],
  ['gpt-6.1-terra', 'none'],
  ['gpt-6.1-sol', 'low'],
  ['gpt-7', 'low'],
  ['gpt-5.4-mini', 'none'],
  ['gpt-5-nano', 'minimal'],
  ['o4-mini', 'low'],
  ['gpt-4.1-mini', undefined],
  ['gpt-5.4-pro', undefined],
  ['gpt-5-chat-latest', undefined],
  ['qwen3', undefined],
] as const)('%s is asked to think: %s', (id, effort) => {
  expect(leastEffort(id)).toBe(effort);
});

test.each([
  ['claude-haiku-5-5', { thinking: { type: 'disabled' } }],
  ['claude-sonnet-5-5', { thinking: { type: 'disabled' } }],
  ['claude-opus-5-5', { effort: 'low' }],
  ['claude-fable-5-1', { effort: 'low' }],
  ['claude-haiku-4-5', undefined],
] as const)('%s is asked to think: %o', (id, options) => {
  expect(leastThinking(id)).toEqual(options);
});

test.each([
  ['gpt-6-luna', true],
  ['openai/gpt-5.4-mini', true],
  ['anthropic/claude-haiku-5-5', true],
  ['claude-sonnet-5', true],
  ['o3', true],
  ['gpt-4.1-mini', false],
  ['claude-haiku-4-5', false],
  ['llama-3.3-70b', false],
  ['gpt-oss-120b', false],
] as const)('%s refuses a temperature: %s', (id, refused) => {
  expect(refusesTemperature(id)).toBe(refused);
});
