import { expect, it } from 'vitest';
import { authorName, labels } from '../src/web-chat/labels.ts';

it.each([
  ['en', 'local method (keywords)'],
  ['ru', 'локальный метод (keywords)'],
  ['uk', 'локальний метод (keywords)'],
] as const)('names a local method in %s and leaves the names of models alone', (language, name) => {
  expect(authorName('local:keywords', labels[language])).toBe(name);
  expect(authorName('openai:gpt-4.1-mini', labels[language])).toBe('openai:gpt-4.1-mini');
});
