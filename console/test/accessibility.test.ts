import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { desktop, expectAccessible, launchBrowser, newContext, phone } from './browser.ts';
import { type MockServer, startMockServer } from './mock-server.ts';

let server: MockServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startMockServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function fill(conversation: string): void {
  const scale = { min: 0, max: 9, minLabel: 'very easy', maxLabel: 'very hard' };
  server.say(conversation, {
    text: 'Do you agree?',
    buttons: [
      [
        { code: 'y', label: 'Yes' },
        { code: 'n', label: 'No' },
      ],
    ],
  });
  server.say(conversation, { text: `Long ${'word'.repeat(60)} https://example.org/${'path/'.repeat(30)}` });
  server.say(conversation, { text: 'Yours', file: { name: 'data.csv', mimeType: 'text/csv', url: '/f' } });
  server.say(conversation, {
    text: 'How hard?',
    scale,
    modelUsed: 'local:keywords',
    buttons: [[{ code: 'skip', label: 'Skip' }]],
  });
}

describe.each([phone, desktop])('at $width×$height', (viewport) => {
  it.each(['light', 'dark'] as const)('has no violations in %s', async (colorScheme) => {
    server.reset();
    server.commands = [
      { name: 'start', description: 'Join' },
      // Enough of them to scroll.
      ...Array.from({ length: 12 }, (_, index) => ({ name: `stats${index}`, description: 'Numbers' })),
    ];
    const context = await newContext(browser, { viewport, colorScheme });
    const page = await context.newPage();
    const conversation = `a-${viewport.width}-${colorScheme}`;
    await page.goto(`${server.url}/chat/${conversation}`);
    await page.getByRole('button', { name: 'Start' }).waitFor();
    await expectAccessible(page, 'empty');

    fill(conversation);
    const field = page.getByRole('textbox');
    await page.getByRole('radio', { name: '0, very easy' }).press('4');
    server.typing(conversation, true);
    await page.locator('.typing').waitFor();
    await expectAccessible(page, 'scale');
    await field.fill('/s');
    await page.getByRole('option').first().waitFor();
    await page.getByRole('status').getByText('13 commands.').waitFor();
    await expectAccessible(page, 'menu');
    await field.press('ArrowUp');
    const active = page.getByRole('option', { selected: true });
    await expect.poll(() => active.textContent()).toBe('/stats11Numbers');
    expect(await field.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'));

    server.postFaults.push({ status: 400 }, { status: 401 });
    for (const text of ['refused', 'no access', 'queued']) {
      await field.fill(text);
      await field.press('Enter');
    }
    await page.getByText('no longer lets this page in').waitFor();
    await page.getByText('In the queue').waitFor();
    await expectAccessible(page, 'errors');

    await page.goto(server.url);
    await expectAccessible(page, 'home');
    await context.close();
  });
});

it('stands still for people who ask for it', async () => {
  server.reset();
  const context = await newContext(browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  server.say('still', { text: 'hello' });
  await page.goto(`${server.url}/chat/still`);
  await page.getByText('hello').waitFor();
  await expect.poll(() => server.streams.length).toBe(1);
  server.typing('still', true);
  await page.locator('.typing').waitFor();
  const running = await page.evaluate(
    () => document.getAnimations().filter((one) => 'animationName' in one).length,
  );
  expect(running).toBe(0);
  await context.close();
});

it('says without a script what it needs', async () => {
  server.reset();
  const context = await newContext(browser, { javaScriptEnabled: false, viewport: phone });
  const page = await context.newPage();
  await page.goto(`${server.url}/chat/still`);
  for (const text of ['Для чата нужен', 'Для чату потрібен', 'The chat needs']) {
    const box = await page.locator('noscript p', { hasText: text }).boundingBox();
    expect(box && box.y + box.height, text).toBeLessThan(phone.height);
  }
  await context.close();
});

describe('the name of the bot', () => {
  const titles = { ru: 'Выборка переживаний', uk: 'Вибірка переживань', en: 'Experience sampling' };

  it.each([320, 360, 390, 1280])('is whole at a width of %i', async (width) => {
    server.reset();
    server.options = { title: titles };
    const context = await newContext(browser, { viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${server.url}/chat/name`);
    for (const [language, title] of Object.entries(titles)) {
      await page.locator(`.languages [lang=${language}]`).click();
      const heading = page.getByRole('heading', { name: title });
      await heading.waitFor();
      const cut = await heading.evaluate((element) => {
        const isBroken = (word: string, from: number): boolean => {
          const range = document.createRange();
          range.setStart(element.firstChild as Text, from);
          range.setEnd(element.firstChild as Text, from + word.length);
          return range.getClientRects().length > 1;
        };
        const text = element.textContent;
        const words = text.split(' ').filter((word) => isBroken(word, text.indexOf(word)));
        return [...words, ...(element.scrollHeight > element.clientHeight ? ['too high'] : [])];
      });
      expect(cut, language).toEqual([]);
    }
    await context.close();
  });
});
