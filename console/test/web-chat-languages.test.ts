import { describe, expect, it } from 'vitest';
import { expectAccessible } from './browser.ts';
import {
  context,
  conversation,
  expectTexts,
  open,
  openWebChat,
  openWindow,
  page,
  server,
} from './web-chat-fixture.ts';

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

  it('offers to change the language of the bot too, once it has been spoken to', async () => {
    server.commands = [{ name: 'language', description: 'choose' }];
    const offer = page.getByRole('button', { name: 'Сменить и язык бота' });
    await open();
    await page.getByRole('button', { name: 'Русский' }).click();
    await page.getByRole('button', { name: 'Начать' }).waitFor();
    expect(await offer.count()).toBe(0);
    server.say(conversation, { text: 'Hello' });
    await expectAccessible(page, 'offer');
    await offer.click();
    await expectTexts('Hello', '/language');
    expect(await offer.count()).toBe(0);
    expect(await page.getByText('Hello').getAttribute('lang')).toBe('');
  });

  it('has no switch for a bot of one language', async () => {
    server.options = { languages: ['en'] };
    await open();
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(await page.locator('.languages').count()).toBe(0);
  });
});
