import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLlmEmulator, type LlmEmulator } from '../src/llm/index.ts';

// An independent imitation of the same protocols: where both answer, shapes must agree.
const text = 'Ten euros, all included, with delivery.';
let emulator: LlmEmulator;
let other: LLMock;
beforeAll(async () => {
  emulator = createLlmEmulator();
  emulator.addRule({ match: { text: 'price' }, answer: { text } });
  await emulator.start();
  other = new LLMock({ port: 0, logLevel: 'silent' });
  other.onMessage('price', { content: text });
  await other.start();
});
afterAll(async () => {
  await emulator.stop();
  await other.stop();
});

const messages = [{ role: 'user', content: 'What is the price?' }];

async function post(root: string, path: string, body: object): Promise<string> {
  const response = await fetch(`${root}${path}`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer k',
      'x-api-key': 'k',
      'anthropic-version': '2023-06-01',
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return response.text();
}

const both = async (path: string, body: object): Promise<readonly [string, string]> => [
  await post(emulator.url, path, body),
  await post(`${other.url}/v1`, path, body),
];

/** Every path of a JSON value with the type found there; lists count by their first item. */
function shapeOf(value: unknown, path = ''): readonly string[] {
  if (Array.isArray(value)) return [`${path}: list`, ...shapeOf(value[0], `${path}[]`)];
  if (typeof value !== 'object' || value === null)
    return value === undefined || value === null ? [] : [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([name, inner]) => shapeOf(inner, `${path}.${name}`));
}

interface Event {
  readonly type: string;
  readonly data: unknown;
}

function eventsOf(stream: string): readonly Event[] {
  return stream
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const data = /^data: (.*)$/m.exec(block)?.[1] ?? '';
      if (data === '[DONE]') return { type: '[DONE]', data: null };
      const parsed: unknown = JSON.parse(data);
      const named = /^event: (.*)$/m.exec(block)?.[1];
      return { type: named ?? (parsed as { object?: string }).object ?? '', data: parsed };
    });
}

/** Types in order, repetitions joined. */
const orderOf = (events: readonly Event[]): readonly string[] =>
  events.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);

/** What the other imitation sends, ours sends too. */
function expectCovered(mine: readonly unknown[], theirs: unknown): void {
  const known = new Set(mine.flatMap((one) => shapeOf(one)));
  expect(shapeOf(theirs).filter((line) => !known.has(line))).toEqual([]);
}

describe('shapes agree with an independent imitation', () => {
  it.each([
    ['/chat/completions', { model: 'gpt-4o', messages }],
    ['/responses', { model: 'gpt-4o', input: 'What is the price?' }],
    ['/messages', { model: 'claude-3-5-sonnet-20241022', max_tokens: 100, messages }],
    ['/embeddings', { model: 'text-embedding-3-small', input: 'What is the price?' }],
    ['/moderations', { model: 'omni-moderation-latest', input: 'What is the price?' }],
  ])('%s, whole', async (path, body) => {
    const [mine, theirs] = await both(path, body);
    expect(shapeOf(JSON.parse(theirs)).length).toBeGreaterThan(4);
    expectCovered([JSON.parse(mine)], JSON.parse(theirs));
  });

  it.each([
    [
      '/chat/completions',
      { model: 'gpt-4o', messages, stream: true, stream_options: { include_usage: true } },
    ],
    ['/responses', { model: 'gpt-4o', input: 'What is the price?', stream: true }],
    ['/messages', { model: 'claude-3-5-sonnet-20241022', max_tokens: 100, messages, stream: true }],
  ])('%s, streamed', async (path, body) => {
    const [mine, theirs] = (await both(path, body)).map(eventsOf) as [readonly Event[], readonly Event[]];
    // Anthropic's servers send pings; an imitation need not.
    const withoutPings = mine.filter(({ type }) => type !== 'ping');
    expect(orderOf(withoutPings)).toEqual(orderOf(theirs.filter(({ type }) => type !== 'ping')));
    for (const { type, data } of theirs) {
      const same = mine.filter((event) => event.type === type);
      expectCovered(
        same.map((event) => event.data),
        data,
      );
    }
  });
});
