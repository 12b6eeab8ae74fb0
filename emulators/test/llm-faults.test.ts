import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLlmEmulator, type LlmEmulator, type LlmFaultKind, runLlmEmulator } from '../src/llm/index.ts';

let emulator: LlmEmulator;
let now = 0;
beforeAll(async () => {
  const after = (delayMs: number, task: () => void): { cancel(): void } => {
    const timer = setTimeout(task, delayMs);
    return { cancel: () => clearTimeout(timer) };
  };
  emulator = createLlmEmulator({ clock: { now: () => now, after } });
  await emulator.start();
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearRules();
  emulator.clearFaults();
  emulator.clearJournal();
});

async function call(path: string, body: object): Promise<string> {
  try {
    const response = await fetch(`${emulator.url}${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer k', 'anthropic-version': 'x', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(400),
    });
    const text = await response.text();
    if (response.status !== 200) return `${response.status} ${response.headers.get('retry-after') ?? '-'}`;
    if (text.startsWith('<html>')) return 'page';
    return /\[DONE\]|response\.completed|message_stop/.test(text) ? 'complete' : 'incomplete';
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'cut';
  }
}

const text = 'one two three four five six seven eight nine ten eleven twelve';
const messages = [{ role: 'user', content: text }];
const chat = (): Promise<string> => call('/chat/completions', { model: 'm', messages, stream: true });

describe('scripted faults', () => {
  it.each<[LlmFaultKind, string, number]>([
    ['status', '400 9', 0],
    ['rate-limited', '429 9', 0],
    ['server-error', '500 9', 0],
    ['unauthorized', '401 9', 0],
    ['hang', 'no answer', 0],
    ['slow', 'no answer', 1],
    ['drip', 'no answer', 1],
    ['cut-before', 'cut', 0],
    ['cut', 'cut', 1],
    ['stall', 'no answer', 1],
    ['end-early', 'incomplete', 1],
    ['error-in-stream', 'incomplete', 1],
    ['empty', 'complete', 1],
    ['refusal', 'complete', 1],
    ['length', 'complete', 1],
    ['garbage', 'page', 1],
  ])('%s: the caller sees "%s"; billed: %i', async (kind, seen, purchases) => {
    emulator.addFault({ kind, retryAfterSeconds: 9 });
    const paths = [
      ['/chat/completions', { model: 'm', messages, stream: true }],
      ['/responses', { model: 'm', input: text, stream: true }],
      ['/messages', { model: 'm', messages, max_tokens: 99, stream: true }],
    ] as const;
    for (const [path, body] of paths) {
      emulator.clearFaults();
      emulator.clearJournal();
      emulator.addFault({ kind, retryAfterSeconds: 9 });
      const got = await call(path, body);
      const incomplete = kind === 'length' && path === '/responses';
      expect(got).toBe(incomplete ? 'incomplete' : seen);
      if (kind !== 'slow') expect(emulator.ledger()).toMatchObject({ calls: 1, purchases });
      expect(await call(path, body)).toBe('complete');
    }
  });

  it('meet the calls that they name, by rule, count and time', async () => {
    emulator.addFault({ kind: 'server-error', model: 'other', count: 0 });
    emulator.addFault({ kind: 'rate-limited', pattern: 'two\\s+three', nth: 2, count: 1 });
    expect([await chat(), await chat(), await chat()]).toEqual(['complete', '429 -', 'complete']);
    emulator.clearFaults();
    emulator.addFault({ kind: 'overloaded', count: 0, afterMs: 1_000, forMs: 2_000 });
    const seen: string[] = [];
    for (const at of [0, 999, 1_000, 2_999, 3_000]) {
      now = at;
      seen.push(await chat());
    }
    expect(seen).toEqual(['complete', 'complete', '503 -', '503 -', 'complete']);
  });
});

describe('control over HTTP', () => {
  const root = (): string => emulator.url.replace(/\/v1$/, '/emulator');
  const post = async (path: string, body: object): Promise<{ status: number; body: unknown }> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${root()}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: await response.json() };
  };

  it('adds rules and faults, shows the ledger, and refuses nonsense', async () => {
    const rule = { match: { pattern: 'order (\\d+)' }, answer: { text: 'Order $1 is on its way.' } };
    expect((await post('/rules', rule)).status).toBe(200);
    const body = { model: 'm', messages: [{ role: 'user', content: 'where is ORDER 17?' }] };
    const headers = { authorization: 'Bearer k', 'content-type': 'application/json' };
    const answer = await fetch(`${emulator.url}/chat/completions`, {
      ...{ method: 'POST', headers, body: JSON.stringify(body) },
    });
    expect(await answer.json()).toMatchObject({
      choices: [{ message: { content: 'Order 17 is on its way.' } }],
    });
    expect(await (await fetch(`${root()}/ledger`)).json()).toMatchObject({ calls: 1, purchases: 1 });
    expect(await (await fetch(`${root()}/ledger?model=other`)).json()).toMatchObject({ calls: 0 });
    expect((await post('/faults', { kind: 'nonsense' })).status).toBe(400);
    expect((await post('/rules', { match: { pattern: '(' }, answer: {} })).status).toBe(400);
    expect((await post('/faults', { kind: 'hang' })).body).toMatchObject([{ kind: 'hang', seen: 0 }]);
    await fetch(`${root()}/faults`, { method: 'DELETE' });
    expect(emulator.faults()).toEqual([]);
  });
});

describe('the command', () => {
  it('prints help, refuses nonsense, and serves', async () => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    expect(await runLlmEmulator(['--help'], print)).toBeNull();
    expect(lines.join()).toContain('--port');
    await expect(runLlmEmulator(['--port', 'x'], print)).rejects.toThrow('--port');
    const running = await runLlmEmulator(['--port', '0', '--key', 'good'], print);
    const ask = async (key: string): Promise<number> => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const body = JSON.stringify({ model: 'm', input: 'x' });
      return (await fetch(`${running?.emulator.url}/responses`, { method: 'POST', headers, body })).status;
    };
    expect([await ask('good'), await ask('bad')]).toEqual([200, 401]);
    await running?.stop();
  });
});
