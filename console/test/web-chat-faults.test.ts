import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './browser.ts';
import {
  address,
  context,
  conversation,
  expectTexts,
  field,
  open,
  openWebChat,
  page,
  postedTexts,
  radio,
  scaleOf,
  server,
  untilReadable,
  write,
} from './web-chat-fixture.ts';

openWebChat();

describe('faults', () => {
  it('shows a reply once when streams break, overlap and repeat', async () => {
    server.duplicateEvents = true;
    server.replayAll = true;
    server.say(conversation, { text: 'one' });
    await open();
    server.say(conversation, { text: 'two' });
    await expectTexts('one', 'two');
    server.dropStreams();
    server.say(conversation, { text: 'three' });
    await expect.poll(() => server.streams.length).toBe(2);
    expect(server.streams[1]?.lastEventId).toBe('2');
    await expectTexts('one', 'two', 'three');
  });

  it('keeps messages written offline and sends them in order under their first ids', async () => {
    await open();
    await context.setOffline(true);
    await write('first');
    await write('second');
    await page.getByText('You are offline').waitFor();
    await expectTexts('first', 'second');
    const kept = await page.evaluate(() =>
      Object.entries(localStorage).filter(([key]) => key.includes('outbox')),
    );
    expect(server.posts).toEqual([]);
    await context.setOffline(false);
    await expect.poll(postedTexts).toEqual(['first', 'second']);
    const ids = kept.map(([, json]) => JSON.parse(String(json)).messageId).sort();
    expect(server.posts.map((post) => post.messageId).sort()).toEqual(ids);
    await expect.poll(() => page.locator('.in.delivered').count()).toBe(2);
    await expectTexts('first', 'second');
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('outbox'))))
      .toEqual([]);
  });

  const note = (): Locator => page.getByText('Written before the bot replied. Send it all the same?');

  describe('words written before a question that came while the network was away', () => {
    /** A beep, words, and only then the question of the next beep: the page has not shown it. */
    async function writeTooEarly(): Promise<void> {
      server.say(conversation, { text: 'first question' });
      await open();
      await expectTexts('first question');
      await context.setOffline(true);
      await write('late words');
      await page.getByText('You are offline').waitFor();
      server.say(conversation, scaleOf(0, 9));
    }

    it('do not answer it when the network returns', async () => {
      await writeTooEarly();
      await context.setOffline(false);
      await note().waitFor();
      await expectTexts('first question', 'From 0 to 9?', 'late words');
      await untilReadable();
      await radio('4').click();
      await expect.poll(postedTexts).toEqual(['v4']);
      await page.locator('.in.delivered').waitFor();
      await page.getByRole('button', { name: 'Send', exact: true }).first().press('Enter');
      await expect.poll(postedTexts).toEqual(['v4', 'late words']);
      await expect.poll(() => note().count()).toBe(0);
    });

    it('do not answer it when the page is opened anew', async () => {
      await writeTooEarly();
      await page.close();
      await context.setOffline(false);
      const again = await context.newPage();
      await again.goto(address());
      await again.getByText('Written before the bot replied.').waitFor();
      expect(postedTexts()).toEqual([]);
    });

    it('do not answer it when only the stream was away', async () => {
      server.say(conversation, { text: 'first question' });
      await open();
      await expectTexts('first question');
      server.streamFaults.push(...Array.from({ length: 50 }, () => ({ status: 503, retryAfter: '1' })));
      server.dropStreams();
      await page.getByText('Connection lost').waitFor();
      server.say(conversation, { text: 'second question' });
      await write('meant for the first');
      await note().waitFor();
      expect(postedTexts()).toEqual([]);
      await expectTexts('first question', 'second question', 'meant for the first');
      await write('meant for the second');
      await expect.poll(postedTexts).toEqual(['meant for the second']);
    });

    it('wait while nobody can say whether there is one', async () => {
      await writeTooEarly();
      server.streamFaults.push(...Array.from({ length: 50 }, () => ({ status: 503 })));
      server.historyFaults.push({ status: 503 }, { status: 503 });
      await context.setOffline(false);
      await expect.poll(() => server.historyFaults.length).toBe(0);
      await note().waitFor();
      expect(postedTexts()).toEqual([]);
    });

    it('go by themselves, all of them, when there is none', async () => {
      server.respond = ({ text }) => [{ text: `You said: ${text}` }];
      server.say(conversation, { text: 'first question' });
      await open();
      await expectTexts('first question');
      await context.setOffline(true);
      await write('one');
      await write('/help');
      await write('two');
      await context.setOffline(false);
      await expect.poll(postedTexts).toEqual(['one', '/help', 'two']);
      await expect.poll(() => page.locator('.in.delivered').count()).toBe(3);
      expect(await note().count()).toBe(0);
    });
  });

  describe('words written behind an answer that had not gone out', () => {
    /** Answers 4 to a scale offline, corrects it by typing 5, and goes online. */
    async function correctOffline(): Promise<void> {
      server.respond = ({ text }) => [text === '/help' ? { text: 'Help' } : scaleOf(1, 7)];
      server.say(conversation, scaleOf(0, 9));
      await open();
      await context.setOffline(true);
      await radio('4').click();
      await write('5');
      await write('/help');
      await expectTexts('From 0 to 9?', '4', '5', '/help');
      expect(await note().count()).toBe(0);
      await context.setOffline(false);
      await note().waitFor();
      await expect.poll(postedTexts).toEqual(['v4', '/help']);
      await expectTexts('From 0 to 9?', '4', 'From 1 to 7?', '/help', 'Help', '5');
    }

    it('do not answer the question that came meanwhile', async () => {
      await correctOffline();
      await page.reload();
      await note().waitFor();
      expect(await radio('7, high').isEnabled()).toBe(true);
      await expectAccessible(page, 'held');
      await page.getByRole('button', { name: 'Delete' }).click();
      await expectTexts('From 0 to 9?', '4', 'From 1 to 7?', '/help', 'Help');
      expect(postedTexts()).toEqual(['v4', '/help']);
    });

    it('go when the person says so, or back to be written anew', async () => {
      await correctOffline();
      await page.getByRole('button', { name: 'Edit' }).click();
      await expect.poll(() => field().inputValue()).toBe('5');
      await correctAgain();
      await page.getByRole('button', { name: 'Send', exact: true }).first().press('Enter');
      await expect.poll(() => postedTexts().at(-1)).toBe('6');
    });

    /** The same at the second scale. */
    async function correctAgain(): Promise<void> {
      await page.locator('.log:not(.fresh)').waitFor();
      await context.setOffline(true);
      await radio('3').last().click();
      await write('6');
      await context.setOffline(false);
      await note().waitFor();
      expect(postedTexts()).toEqual(['v4', '/help', 'v3']);
    }

    it('are no bother behind other words: these are heard together', async () => {
      server.respond = () => [];
      server.say(conversation, scaleOf(0, 9));
      await open();
      await context.setOffline(true);
      await write('one');
      await write('two');
      await context.setOffline(false);
      await expect.poll(postedTexts).toEqual(['one', 'two']);
    });
  });

  it('sends an unsent message after a reload, once', async () => {
    server.postFaults.push({ status: 503, retryAfter: '600' });
    await open();
    await write('do not lose me');
    await page.getByText('Not sent yet').waitFor();
    await page.reload();
    await page.locator('.in.delivered').waitFor();
    await expectTexts('do not lose me');
    expect(new Set(server.posts.map((post) => post.messageId)).size).toBe(1);
  });

  it('keeps what is being written through a reload', async () => {
    await open();
    await field().fill('half a thou');
    await page.reload();
    await expect.poll(() => field().inputValue()).toBe('half a thou');
  });

  it('repeats under the same id when the answer was lost, and shows one bubble', async () => {
    server.respond = () => [{ text: 'reply' }];
    server.postFaults.push({ status: 502, store: true });
    await open();
    await write('once');
    await expect.poll(() => server.posts.length).toBe(2);
    expect(server.posts[0]?.messageId).toBe(server.posts[1]?.messageId);
    await expectTexts('once', 'reply');
    expect(server.stored(conversation)).toHaveLength(2);
  });

  it.each([429, 503])('obeys Retry-After of a %i', async (status) => {
    await page.clock.install();
    server.postFaults.push({ status, retryAfter: '30' });
    await open();
    await write('later');
    await page.getByText('Not sent yet').waitFor();
    await page.clock.runFor(20_000);
    expect(server.posts).toHaveLength(1);
    await page.clock.runFor(11_000);
    await expect.poll(() => server.posts.length).toBe(2);
    await expectTexts('later');
  });

  it('shows every fault of a 400, sends the next, and can edit or delete the refused', async () => {
    const errors = [{ path: 'text', message: 'has a forbidden character' }];
    server.postFaults.push({
      status: 400,
      body: { title: 'Bad', status: 400, detail: 'Not accepted.', errors },
    });
    await open();
    await write('bad');
    await write('good');
    await page.getByRole('alert').getByText('Not accepted.').waitFor();
    await page.getByText('text: has a forbidden character').waitFor();
    await expect.poll(postedTexts).toEqual(['bad', 'good']);
    await page.getByRole('button', { name: 'Edit' }).click();
    await expect.poll(() => field().inputValue()).toBe('bad');
    await expectTexts('good');
  });

  it('tries a refused message again on request, under the same id', async () => {
    server.postFaults.push({ status: 413 });
    await open();
    await write('again');
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.locator('.in.delivered').waitFor();
    expect(new Set(server.posts.map((post) => post.messageId)).size).toBe(1);
  });

  it('says so when the page has no access, keeps the message, and goes on when let in', async () => {
    server.postFaults.push({ status: 401 });
    await open();
    await write('let me in');
    await page.getByText('The server no longer lets this page in.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.in.delivered').waitFor();
    await expect.poll(() => page.locator('.banner p').count()).toBe(0);
  });

  it('loads when the server was away at first', async () => {
    server.say(conversation, { text: 'here' });
    server.historyFaults.push({ status: 503, retryAfter: '0' });
    server.streamFaults.push({ status: 500 });
    await page.goto(address());
    await expectTexts('here');
    server.say(conversation, { text: 'live' });
    await expectTexts('here', 'live');
  });

  it('does not let a text that is too long go', async () => {
    server.options = { maximumCharacters: 10 };
    await open();
    await write('twelve chars');
    await page.getByText('2 characters too many').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    expect(server.posts).toEqual([]);
  });
});
