import { expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { createSdkModel } from './sdk-model.ts';

const request = {
  prompt: { system: '', messages: [{ role: 'user' as const, text: 'hello' }], hash: '', version: '1' },
  ...{ purpose: 'test', bot: 'b', conversationId: '1', requestId: 'r' },
  user: 'anna',
  deadlineAt: Number.POSITIVE_INFINITY,
  signal: new AbortController().signal,
};

function countOpens() {
  const opened: string[] = [];
  const model = createSdkModel({
    ...{ name: 'openai:any', clock: systemClock },
    open: () => {
      opened.push('any');
      return Promise.reject(new Error('no such package'));
    },
  });
  return { model, opened };
}

test('the SDK is opened once, whoever needs it first', async () => {
  const { model, opened } = countOpens();
  expect(opened).toEqual([]);
  await expect(model.prepare?.()).rejects.toThrow('no such package');
  await expect(model.generate(request)).rejects.toThrow();
  await expect(model.generate(request)).rejects.toThrow();
  expect(opened).toEqual(['any']);
});
