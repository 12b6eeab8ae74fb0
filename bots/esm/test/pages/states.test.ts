import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openPagesServer, type PagesServer } from './support/pages-server.ts';
import { expectAccessible, type Visit, visit } from './support/visit.ts';

let server: PagesServer;
let browser: Browser;
let seen: Visit;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([openPagesServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  seen = await visit(browser, server, 'owner');
  page = seen.page;
});
afterEach(() => seen.end());

const problem = (status: number, detail = ''): object => ({
  ...{ status, contentType: 'application/problem+json' },
  body: JSON.stringify({ status, title: 'It failed', detail, code: 'x' }),
});

describe('while something loads', () => {
  it('a placeholder says so, and only when it takes long', async () => {
    let release: (() => void) | null = null;
    await page.route('**/api/**/compliance*', async (route) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await route.continue();
    });
    await seen.go('/studies/demo/compliance');
    await page.locator('.placeholder i').first().waitFor();
    await page.getByText('Loading').first().waitFor({ state: 'attached' });
    await expect.poll(() => release !== null).toBe(true);
    (release as unknown as () => void)();
    await page.getByText('Nothing has been sent yet').waitFor();
  });
});

describe('where there is nothing', () => {
  it.each([
    ['/compliance', 'Nothing has been sent yet'],
    ['/participants', 'Nobody has joined yet'],
    ['/review', 'No responses yet'],
    ['/export', 'No export yet.'],
  ])('%s says what will be there', async (section, text) => {
    await seen.go(`/studies/demo${section}`);
    await page.getByText(text).waitFor();
    await expectAccessible(page, section);
  });

  it.each(['', '/compliance', '/participants', '/review'])('demo%s leads to the invites', async (section) => {
    await seen.go(`/studies/demo${section}`);
    await page.getByRole('main').getByRole('link', { name: 'To the invites' }).click();
    await page.getByRole('heading', { level: 1, name: 'Invites' }).waitFor();
  });

  it('an unknown address leads home', async () => {
    await seen.go('/nothing/here');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'To the studies' }).click();
    await page.getByRole('heading', { level: 1, name: 'Studies' }).waitFor();
  });

  it('an unknown study says so', async () => {
    await page.goto(`${server.url}/studies/nothing`);
    await page.getByText('This does not exist, or no longer.').waitFor();
  });
});

describe('when the server fails', () => {
  it('the page says why and tries again on request', async () => {
    let failing = true;
    await page.route('**/api/**/participants?*', (route) =>
      failing ? route.fulfill(problem(500, 'The database is away.')) : route.continue(),
    );
    await page.route('**/api/**/participants', (route) =>
      failing ? route.fulfill(problem(500, 'The database is away.')) : route.continue(),
    );
    await seen.go('/studies/demo/participants');
    await page.getByText('It failed. The database is away.').waitFor();
    await expectAccessible(page, 'error');
    failing = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nobody has joined yet').waitFor();
  });

  it('an answer of another shape is a fault that is shown, not an empty page', async () => {
    await page.route('**/api/**/invites*', (route) =>
      route.fulfill({ contentType: 'application/json', body: '{"items":[{}],"cursor":null}' }),
    );
    await seen.go('/studies/demo/invites');
    await page.getByText('The answer has no text "code".').waitFor();
  });
});

describe('without a connection', () => {
  it('an answer that was on its way when the network went brings no hope', async () => {
    let answer = (): void => {};
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/deletion-notices', async (route) => {
      await late;
      await route.fulfill({ contentType: 'application/json', body: '{"items":[],"cursor":null}' });
    });
    await seen.go('/studies/demo');
    await page.getByRole('button', { name: 'Freeze' }).waitFor();
    await seen.context.setOffline(true);
    await page.getByText('No connection to the server').waitFor();
    const answered = page.waitForResponse('**/deletion-notices');
    answer();
    await (await answered).finished();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    expect(await page.getByRole('button', { name: 'Freeze' }).isDisabled()).toBe(true);
    expect(await page.getByText('No connection to the server').count()).toBe(1);
  });

  it('shows what was loaded, offers no change, and goes on when it is back', async () => {
    await seen.go('/studies/demo');
    await page.getByRole('button', { name: 'Freeze' }).waitFor();
    await seen.context.setOffline(true);
    await page.getByText('No connection to the server').waitFor();
    await expect.poll(() => page.getByRole('button', { name: 'Freeze' }).isDisabled()).toBe(true);
    await page
      .getByRole('link', { name: 'Studies' })
      .or(page.getByRole('link', { name: /^Research/ }))
      .first()
      .click();
    await page.getByText('The server cannot be reached').waitFor();
    await seen.context.setOffline(false);
    await page.getByRole('link', { name: /^Demo/ }).waitFor();
    await expect.poll(() => page.getByText('No connection to the server').count()).toBe(0);
  });
});

describe('in three languages', () => {
  it.each([
    ['Рус', 'Участники', 'ru'],
    ['Укр', 'Учасники', 'uk'],
    ['Eng', 'Participants', 'en'],
  ])('%s: the page speaks it at once and remembers it', async (choice, heading, code) => {
    await seen.go('/studies/demo/participants');
    await page.getByRole('radio', { name: choice }).first().check();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(code);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  });
});

describe('by keyboard and on a phone', () => {
  it('skips to the content, and moves the focus to the heading of the next page', async () => {
    await seen.go('/studies/demo');
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('content');
    await page.getByRole('link', { name: 'Audit' }).first().press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Audit');
  });

  it('keeps the sections behind a button on a phone', async () => {
    const phone = await visit(browser, server, 'owner', { viewport: { width: 390, height: 844 } });
    await phone.go('/studies/demo');
    expect(await phone.page.getByRole('link', { name: 'Audit' }).count()).toBe(0);
    await phone.page.getByRole('button', { name: 'Menu', exact: true }).click();
    await phone.page.getByRole('dialog').getByRole('link', { name: 'Audit' }).click();
    await phone.page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    await expect.poll(() => phone.page.getByRole('dialog').count()).toBe(0);
    await phone.end();
  });

  it('stands still for people who ask for it', async () => {
    const still = await visit(browser, server, 'owner', { reducedMotion: 'reduce' });
    await still.page.route('**/api/**/compliance*', () => undefined);
    await still.go('/studies/demo/compliance');
    await still.page.locator('.placeholder i').first().waitFor();
    expect(await still.page.evaluate(() => document.getAnimations().length)).toBe(0);
    await still.end();
  });
});
