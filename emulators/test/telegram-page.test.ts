import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../console/test/browser.ts';
import { createTelegramEmulator, type TelegramEmulator } from '../src/index.ts';

const token = '42:secret';
const attack = '<img src=x onerror="window.hacked=true"><script>window.hacked=true</script>';

let emulator: TelegramEmulator;
beforeEach(async () => {
  emulator = createTelegramEmulator({ bots: [{ token, username: 'demo_bot' }] });
  await emulator.start();
});
afterEach(() => emulator.stop());

const post = async (path: string, body: unknown, type = 'application/json') => {
  const headers = { 'content-type': type };
  const response = await fetch(`${emulator.url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
};
const call = (method: string, params: object) => post(`/bot${token}/${method}`, params);

describe('control over HTTP', () => {
  it('does everything a person does', async () => {
    const person = { id: 7, firstName: 'Ira', languageCode: 'uk' };
    expect(await post('/emulator/messages', { person, text: '/start' })).toMatchObject({
      status: 200,
      body: { messageId: 1 },
    });
    await call('sendMessage', {
      chat_id: 7,
      text: 'q',
      reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] },
    });
    expect((await post('/emulator/presses', { person: 7, messageId: 2, data: 'b' })).status).toBe(200);
    expect((await post('/emulator/edits', { person: 7, messageId: 1, text: 'edited' })).status).toBe(200);
    const contentBase64 = Buffer.from('x').toString('base64');
    expect((await post('/emulator/media', { person: 7, kind: 'voice', contentBase64 })).status).toBe(200);
    expect((await post('/emulator/blocks', { person: 7, blocked: true })).status).toBe(200);
    expect((await post('/emulator/updates', { kind: 'poll', payload: { id: '1' } })).status).toBe(200);
    expect((await post('/emulator/faults', { kind: 'hang', method: 'getMe' })).status).toBe(200);
    expect(emulator.pendingUpdates()).toBe(6);
    const journal = await (await fetch(`${emulator.url}/emulator/journal?method=sendMessage&chat=7`)).json();
    expect(journal).toMatchObject([{ method: 'sendMessage', outcome: { status: 200, messageId: 2 } }]);
    const messages = await (await fetch(`${emulator.url}/emulator/chats/7/messages`)).json();
    expect(messages).toMatchObject([
      { text: 'edited', from: 'person' },
      { text: 'q', from: 'bot' },
      { kind: 'voice' },
    ]);
  });

  it('refuses nonsense, and forms that another site could post', async () => {
    expect((await post('/emulator/messages', { person: 7, text: 'x' }, 'text/plain')).status).not.toBe(200);
    expect((await post('/emulator/messages', { person: -1, text: 'x' })).status).toBe(400);
    expect((await post('/emulator/messages', { person: 7 })).status).toBe(400);
    expect((await post('/emulator/messages', { person: 7, text: 'x', bot: 'none' })).status).toBe(400);
    expect((await post('/emulator/faults', { kind: 'flood' })).status).toBe(400);
    for (const kind of ['video_note', 'toString', 5, undefined]) {
      const refused = await post('/emulator/media', { person: 7, kind, name: 'x', contentBase64: 'eA==' });
      const description = expect.stringContaining('kind must be one of voice, audio');
      expect(refused).toMatchObject({ status: 400, body: { description } });
    }
  });

  it('never serves a document of a bot as a page', async () => {
    emulator.write({ person: { id: 7 } }, 'x');
    emulator.sendFile(
      { person: { id: 7 } },
      { kind: 'document', name: 'x.html', mimeType: 'text/html', content: Buffer.from(attack) },
    );
    const { id } = emulator.messages(7).at(-1)?.file ?? { id: '' };
    const { headers } = await fetch(`${emulator.url}/emulator/files/${id}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toContain('attachment');
  });
});

describe('the page', () => {
  it('loads under a strict policy and never writes markup', async () => {
    const response = await fetch(emulator.url);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await response.text()).toContain('<title>Telegram emulator</title>');
    const script = await (await fetch(`${emulator.url}/emulator/page.js`)).text();
    expect(script).toContain('textContent');
    expect(script).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/);
  });
});

describe('the page in Chromium', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  });
  afterEach(() => page.close());

  it('lets a person chat: write, see, press, edit, block', async () => {
    await page.goto(emulator.url);
    await page.getByRole('button', { name: 'Start' }).click();
    await expect.poll(() => emulator.pendingUpdates()).toBe(1);
    const keyboard = { inline_keyboard: [[{ text: 'Так', callback_data: 'yes' }]] };
    await call('sendMessage', { chat_id: 1001, text: 'Почнемо?', reply_markup: keyboard });
    await page.getByRole('button', { name: 'Так' }).click();
    await expect.poll(() => emulator.pendingUpdates()).toBe(2);
    await call('editMessageText', { chat_id: 1001, message_id: 2, text: 'Почали' });
    await page.getByText('edited', { exact: true }).waitFor();
    expect(await page.locator('.bot .bubble p').textContent()).toBe('Почали');
    await page.getByLabel('Message', { exact: true }).fill('Привіт');
    await page.keyboard.press('Enter');
    await page.locator('.person .bubble p', { hasText: 'Привіт' }).waitFor();
    await page.getByRole('button', { name: 'Block bot' }).click();
    await page.getByRole('button', { name: 'Unblock bot' }).waitFor();
    expect((await call('sendMessage', { chat_id: 1001, text: 'x' })).status).toBe(403);
  });

  it('shows what people and bots wrote as text, whatever it is', async () => {
    const person = { id: 1001, firstName: attack };
    emulator.write({ person }, attack);
    await call('sendMessage', {
      chat_id: 1001,
      text: attack,
      reply_markup: { inline_keyboard: [[{ text: attack, callback_data: 'x' }]] },
    });
    await call('setMyCommands', { commands: [{ command: 'x', description: attack }] });
    await page.goto(emulator.url);
    await page.locator('.bot .bubble').waitFor();
    expect(await page.locator('.bubble p').allTextContents()).toEqual([attack, attack]);
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
  });
});
