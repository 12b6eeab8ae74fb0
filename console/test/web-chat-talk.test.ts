import { describe, expect, it } from 'vitest';
import {
  address,
  context,
  conversation,
  entries,
  expectTexts,
  field,
  open,
  openWebChat,
  page,
  postedTexts,
  server,
  write,
} from './web-chat-fixture.ts';

openWebChat();

describe('talking', () => {
  it('begins with the Start button', async () => {
    server.respond = () => [{ text: 'Welcome' }];
    await open();
    await page.getByRole('button', { name: 'Start' }).click();
    await expectTexts('/start', 'Welcome');
    expect(server.posts[0]).toMatchObject({ conversationId: conversation, text: '/start', language: 'en' });
  });

  it('sends by Enter, breaks the line by Shift+Enter, and shows the reply', async () => {
    server.respond = ({ text }) => [{ text: `You said: ${text}` }];
    await open();
    await field().pressSequentially('one');
    await field().press('Shift+Enter');
    await field().pressSequentially('two');
    await field().press('Enter');
    await expectTexts('one\ntwo', 'You said: one\ntwo');
    await expect.poll(() => field().inputValue()).toBe('');
  });

  it('shows a message at once, as sending, and then as sent', async () => {
    let release = (): void => undefined;
    server.gate = new Promise((resolve) => {
      release = resolve;
    });
    await open();
    await write('slow');
    await page.getByText('Sending…').waitFor();
    release();
    await page.locator('.in.delivered').waitFor();
    await expectTexts('slow');
  });

  it('shows history over several pages, its end in view', async () => {
    for (let index = 1; index <= 120; index++) server.say(conversation, { text: `old ${index}` });
    await open();
    await expect.poll(() => entries().count()).toBe(120);
    expect(await entries().last().textContent()).toBe('old 120');
    expect(await entries().last().isVisible()).toBe(true);
    const gap = await page.locator('.log').evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight);
    expect(gap).toBeLessThan(2);
  });

  it('keeps the place of a reader above and offers what is new', async () => {
    for (let index = 1; index <= 40; index++) server.say(conversation, { text: `old ${index}` });
    await open();
    await entries().nth(39).waitFor();
    await page.locator('.log').evaluate((element) => {
      element.scrollTop = 0;
    });
    await expect.poll(() => page.locator('.log').evaluate((element) => element.scrollTop)).toBe(0);
    server.say(conversation, { text: 'new one' });
    await page.getByRole('button', { name: '1 new message' }).click();
    await expect.poll(() => page.locator('.log').evaluate((e) => e.scrollTop > 0)).toBe(true);
    expect(await page.locator('.pill').count()).toBe(0);
  });

  it('shows typing while it lasts', async () => {
    server.say(conversation, { text: 'hello' });
    await open();
    await expectTexts('hello');
    server.typing(conversation, true);
    await page.locator('.typing').waitFor();
    server.typing(conversation, false);
    await page.locator('.typing').waitFor({ state: 'detached' });
  });

  it('shows hostile text as text and hostile links not at all', async () => {
    const hostile =
      '<img src=x onerror="document.title=\'owned\'"> javascript:alert(1) https://ok.example/a?b=1.';
    server.say(conversation, {
      text: hostile,
      buttons: [[{ code: 'x', label: '<b>bold</b>' }]],
      file: { name: '<i>.txt', mimeType: 'text/plain', url: 'javascript:alert(1)' },
      modelUsed: '<u>local</u>',
    });
    await open();
    await expectTexts(hostile);
    expect(await page.locator('.log img, .log b, .log i:not(.dots i), .log u').count()).toBe(0);
    expect(await page.locator('.log a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual(
      ['https://ok.example/a?b=1'],
    );
    expect(await page.locator('.log a').getAttribute('rel')).toContain('noopener');
    await page.getByText('Answered by: <u>local</u>').waitFor();
    expect(await page.title()).toBe('Experience diary');
  });

  it('says who wrote an answer, and nothing under words of the program', async () => {
    server.say(conversation, { text: 'from a model', modelUsed: 'openai:gpt-4.1-mini' });
    server.say(conversation, { text: 'from a method', modelUsed: 'local:keywords' });
    server.say(conversation, { text: 'from the program' });
    await open();
    await expectTexts('from a model', 'from a method', 'from the program');
    expect(await page.locator('.entry .model').allTextContents()).toEqual([
      'Answered by: openai:gpt-4.1-mini',
      'Answered by: local method (keywords)',
    ]);
  });

  it('offers files for download', async () => {
    const file = { name: 'data.csv', mimeType: 'text/csv', url: '/esm/api/files/1' };
    server.say(conversation, { text: 'Your data', file });
    await open();
    const link = page.getByRole('link', { name: /data\.csv/ });
    expect(await link.getAttribute('download')).toBe('data.csv');
    expect(await link.getAttribute('href')).toBe(`${server.url}/esm/api/files/1`);
  });

  it('clears when the person has deleted the history, and goes on', async () => {
    server.say(conversation, { text: 'private' });
    await open();
    await expectTexts('private');
    server.erase(conversation);
    await page.getByRole('button', { name: 'Start' }).waitFor();
    server.say(conversation, { text: 'All is deleted.' });
    await expectTexts('All is deleted.');
  });

  it('completes commands from the menu', async () => {
    server.commands = [
      { name: 'start', description: 'Join' },
      { name: 'stats', description: 'Numbers' },
      { name: 'help', description: 'Help' },
    ];
    await open();
    await page.getByRole('button', { name: 'Commands' }).waitFor();
    await field().pressSequentially('/st');
    await expect
      .poll(() => page.getByRole('option').allTextContents())
      .toEqual(['/startJoin', '/statsNumbers']);
    await field().press('ArrowDown');
    await field().press('Enter');
    await expect.poll(() => field().inputValue()).toBe('/stats');
    expect(server.posts).toEqual([]);
    await field().press('Enter');
    await expect.poll(postedTexts).toEqual(['/stats']);
  });

  it('shows the same in two tabs', async () => {
    await open();
    const other = await context.newPage();
    await other.goto(address());
    await write('from the first');
    // Both tabs may send what waits, under one id.
    await expect.poll(() => server.stored(conversation).map(({ text }) => text)).toEqual(['from the first']);
    server.say(conversation, { text: 'answer' });
    await expectTexts('from the first', 'answer');
    await expect
      .poll(() => other.locator('.entry .text').allTextContents())
      .toEqual(['from the first', 'answer']);
  });
});
