import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createTelegramEmulator,
  runTelegramEmulator,
  type TelegramEmulator,
  type TelegramFaultKind,
} from '../src/index.ts';

const token = '42:secret';
const person = { id: 7 };

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = createTelegramEmulator({
    bots: [{ token, username: 'demo_bot' }],
    webhook: { retryBaseMs: 10, retryCapMs: 40, timeoutMs: 500 },
  });
  await emulator.start();
  emulator.write({ person }, '/start');
});
afterEach(() => emulator.stop());

async function send(text: string, chat = 7): Promise<number | string> {
  try {
    const address = `${emulator.url}/bot${token}/sendMessage?chat_id=${chat}&text=${text}`;
    const response = await fetch(address, { signal: AbortSignal.timeout(1200) });
    const body = await response.text();
    return response.status === 200 && !body.endsWith('}') ? 'garbage' : response.status;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'no answer' : 'cut';
  }
}

describe('scripted faults', () => {
  it.each<[TelegramFaultKind, number | string, number]>([
    ['accepted-then-cut', 'cut', 1],
    ['cut-before', 'cut', 0],
    ['error-after-accept', 500, 1],
    ['error-before', 500, 0],
    ['rate-limited', 429, 0],
    ['forbidden', 403, 0],
    ['hang', 'no answer', 0],
    ['slow', 'no answer', 1],
    ['garbage', 'garbage', 1],
    ['bad-gateway', 502, 0],
  ])('%s: the caller sees %s, the chat %i message(s)', async (kind, seen, shown) => {
    emulator.addFault({ kind, method: 'sendMessage', delayMs: 1600 });
    expect(await send('x')).toBe(seen);
    expect(emulator.shownTexts(7)).toHaveLength(shown);
    const [entry] = emulator.journal({ method: 'sendMessage' });
    expect(entry).toMatchObject({
      chat: 7,
      params: { text: 'x' },
      outcome: { fault: kind, accepted: shown === 1 },
    });
    expect(await send('y')).toBe(200);
  });

  it('meet the chat, the nth call and as many calls as they say', async () => {
    emulator.write({ person: { id: 8 } }, 'x');
    emulator.addFault({ kind: 'error-before', chat: 7, nth: 2, count: 2 });
    const seen = [await send('1'), await send('a', 8), await send('2'), await send('3'), await send('4')];
    expect(seen).toEqual([200, 200, 500, 500, 200]);
    emulator.addFault({ kind: 'forbidden', count: 0 });
    expect([await send('5'), await send('6')]).toEqual([403, 403]);
    emulator.clearFaults();
    expect(await send('7')).toBe(200);
  });
});

describe('webhooks', () => {
  it('carry the secret, are repeated until taken, and keep the order of a chat', async () => {
    const taken: string[] = [];
    const secrets = new Set<unknown>();
    let refusals = 3;
    const server = createServer((request, response) => {
      secrets.add(request.headers['x-telegram-bot-api-secret-token']);
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        refusals -= 1;
        if (refusals < 0) taken.push(JSON.parse(Buffer.concat(chunks).toString()).message.text);
        response.writeHead(refusals < 0 ? 200 : 503).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const root = `${emulator.url}/bot${token}`;
    await fetch(`${root}/setWebhook?secret_token=s-1&url=http://127.0.0.1:${port}/hook`);
    for (const text of ['a', 'b', 'c']) emulator.write({ person }, text);
    const info = async () => (await (await fetch(`${root}/getWebhookInfo`)).json()).result;
    expect(await info()).toMatchObject({ pending_update_count: 4 });
    while (emulator.pendingUpdates() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(taken).toEqual(['/start', 'a', 'b', 'c']);
    expect([...secrets]).toEqual(['s-1']);
    expect(await info()).toMatchObject({
      pending_update_count: 0,
      last_error_message: expect.stringContaining('503'),
    });
    expect((await fetch(`${root}/setWebhook?secret_token=no%20good&url=http://x.y`)).status).toBe(400);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('the command', () => {
  it('prints help, refuses nonsense, and serves', async () => {
    const lines: string[] = [];
    const print = (line: string): void => void lines.push(line);
    expect(await runTelegramEmulator(['--help'], print)).toBeNull();
    expect(lines.join()).toContain('--port');
    await expect(runTelegramEmulator(['--port', 'x'], print)).rejects.toThrow('--port');
    await expect(runTelegramEmulator(['--bot', 'x'], print)).rejects.toThrow('--bot');
    const running = await runTelegramEmulator(['--port', '0', '--bot', '5:abc=my_bot'], print);
    const answer = await (await fetch(`${running?.emulator.url}/bot5:abc/getMe`)).json();
    expect(answer).toMatchObject({ result: { username: 'my_bot' } });
    await running?.stop();
  });
});
