import { describe, expect, it } from 'vitest';
import {
  address,
  context,
  conversation,
  expectTexts,
  open,
  openWebChat,
  page,
  server,
} from './web-chat-fixture.ts';

openWebChat();

describe('a link with a code', () => {
  const starts = (): readonly string[] => server.posts.map(({ text, messageId }) => `${messageId} ${text}`);

  it.each(['invite', 'start'])('says /start by itself when the chat opens: ?%s=', async (name) => {
    server.respond = () => [{ text: 'Welcome' }];
    await open(`?${name}=abc-1&from=mail`);
    await expectTexts('/start abc-1', 'Welcome');
    expect(server.posts).toMatchObject([
      { conversationId: conversation, text: '/start abc-1', language: 'en' },
    ]);
    await expect.poll(() => page.url()).toBe(`${address()}?from=mail`);
  });

  it('is said once, whatever is pressed and however often the link is opened', async () => {
    server.respond = () => [{ text: 'Welcome' }];
    await open('?invite=abc-1');
    await expectTexts('/start abc-1', 'Welcome');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    await page.reload();
    await expectTexts('/start abc-1', 'Welcome');
    await page.goto('about:blank');
    await page.goBack();
    await expectTexts('/start abc-1', 'Welcome');
    await open('?invite=abc-1');
    await expectTexts('/start abc-1', 'Welcome');
    await expect.poll(() => page.url()).toBe(address());
    expect(starts()).toEqual(['start-abc-1 /start abc-1']);
  });

  it('is said once by two tabs at a time and by a reload before the answer', async () => {
    server.respond = () => [{ text: 'Welcome' }];
    let release = (): void => undefined;
    server.gate = new Promise((resolve) => {
      release = resolve;
    });
    await open('?invite=abc-1');
    await page.getByText('Sending…').waitFor();
    const other = await context.newPage();
    await other.goto(`${address()}?invite=abc-1`);
    await page.reload();
    await page.getByText('Sending…').waitFor();
    release();
    await expectTexts('/start abc-1', 'Welcome');
    await other.getByText('Welcome').waitFor();
    expect(new Set(starts())).toEqual(new Set(['start-abc-1 /start abc-1']));
    expect(server.stored(conversation).map(({ text }) => text)).toEqual(['/start abc-1', 'Welcome']);
  });

  it('says the code of another link in a conversation that has begun', async () => {
    server.say(conversation, { text: 'Earlier' });
    await open('?invite=second');
    await expectTexts('Earlier', '/start second');
  });

  it('waits until it is known what was said', async () => {
    server.historyFaults.push({ status: 503 });
    server.say(conversation, { text: '/start abc-1', direction: 'in', messageId: 'start-abc-1' });
    await open('?invite=abc-1');
    await expectTexts('/start abc-1');
    expect(server.posts).toEqual([]);
  });

  it('leaves the Start button to who comes back after an erasure', async () => {
    server.postFaults.push({ status: 202, body: { updateId: 'u1.1', duplicate: true } });
    await open('?invite=abc-1');
    await page.getByRole('button', { name: 'Start' }).click({ timeout: 20_000 });
    await expectTexts('/start abc-1');
    expect(server.posts.map(({ text }) => text)).toEqual(['/start abc-1', '/start abc-1']);
    expect(new Set(server.posts.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it.each(['?invite=', '?invite=a%20b', `?start=${'x'.repeat(65)}`])('is none: %s', async (suffix) => {
    await open(suffix);
    await page.getByRole('button', { name: 'Start' }).click();
    await expectTexts('/start');
  });
});
