import { describe, expect, it } from 'vitest';
import { context, open, openWebChat, openWindow, page, server } from './web-chat-fixture.ts';

openWebChat();

describe('languages', () => {
  it('follows the browser, changes all words, remembers, and tells the bot', async () => {
    await context.close();
    await openWindow({ locale: 'uk-UA' });
    await open();
    await page.getByRole('button', { name: 'Почати' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('uk');
    await page.getByRole('button', { name: 'Русский' }).click();
    await page.getByRole('button', { name: 'Начать' }).click();
    await expect.poll(() => server.posts[0]?.language).toBe('ru');
    expect(await page.title()).toBe('Дневник переживаний');
    await page.reload();
    await page.getByPlaceholder('Напишите сообщение…').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Experience diary' }).waitFor();
    await page.getByText('Today').waitFor();
  });

  it('has no switch for a bot of one language', async () => {
    server.options = { languages: ['en'] };
    await open();
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(await page.locator('.languages').count()).toBe(0);
  });
});
