import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openPagesServer, type PagesServer } from './support/pages-server.ts';
import { expectAccessible, expectTouchable, visit } from './support/visit.ts';

let server: PagesServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([openPagesServer({ participants: 6 }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const sections = [
  ...['', '/protocol', '/instrument', '/consent', '/settings', '/preview', '/invites', '/participants'],
  ...['/compliance', '/review', '/export', '/audit'],
];
const sizes = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desktop', width: 1440, height: 900 },
] as const;
const themes = ['light', 'dark'] as const;

describe.each(sizes)('on a $name of $width×$height', ({ width, height }) => {
  const viewport = { width, height };

  it.each(themes)('no page has a violation in %s', { timeout: 120_000 }, async (colorScheme) => {
    const { page, go, end } = await visit(browser, server, 'owner', { viewport, colorScheme });
    await go('');
    await expectAccessible(page, 'studies');
    for (const section of sections) {
      await go(`/studies/demo${section}`);
      await expectAccessible(page, section === '' ? 'overview' : section);
      if (width < 500) await expectTouchable(page, section === '' ? 'overview' : section);
    }
    await end();
  });

  it.each(themes)('nor one thing, window or table in %s', { timeout: 120_000 }, async (colorScheme) => {
    const { page, go, end } = await visit(browser, server, 'owner', { viewport, colorScheme });
    await go('/studies/demo/participants');
    await page.getByRole('row').nth(1).getByRole('button').click();
    await expectAccessible(page, 'menu of a participant');
    if (width < 500) await expectTouchable(page, 'menu of a participant');
    await page.getByRole('menuitem', { name: 'Delete all data' }).click();
    await expectAccessible(page, 'confirmation');
    await page.keyboard.press('Escape');
    await page.getByRole('row').nth(1).getByRole('link').click();
    await expectAccessible(page, 'participant');

    await go('/studies/demo/review');
    await page.locator('.response-list a').first().click();
    await page.getByRole('heading', { name: 'Phenomena' }).waitFor();
    await expectAccessible(page, 'response');

    await go('/studies/demo/compliance');
    for (const table of await page.getByRole('radio', { name: 'Table' }).all()) await table.check();
    await expectAccessible(page, 'tables');
    await go('/studies/demo/instrument');
    await page.getByRole('radio', { name: 'Try it' }).check();
    await page.getByLabel('Instrument as YAML').fill('items: nothing');
    await page.locator('.fault-sum.wrong').waitFor();
    await expectAccessible(page, 'faults of an instrument');
    await end();
  });

  it.each(themes)('nor the way in, in %s', async (colorScheme) => {
    const { page, go, end } = await visit(browser, server, null, { viewport, colorScheme });
    await go('');
    await expectAccessible(page, 'login');
    await page.getByLabel('Token').fill('nobody');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByText('not known').waitFor();
    await expectAccessible(page, 'refused');
    await end();
  });
});
