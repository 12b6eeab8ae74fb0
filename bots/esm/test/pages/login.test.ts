import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openPagesServer, type PagesServer } from './support/pages-server.ts';
import { visit } from './support/visit.ts';

let server: PagesServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([openPagesServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('the way in', () => {
  it('refuses a token that is not known, and lets a known one in without keeping it', async () => {
    const { page, context, go, end } = await visit(browser, server, null);
    await go('/studies/demo/audit');
    const token = page.getByLabel('Token');
    await token.fill('esm_nobody');
    await token.press('Enter');
    await page.getByText('This token is not known').waitFor();
    await token.fill(` ${server.tokens.owner} `);
    await token.press('Enter');
    // Where one wanted to go is where one arrives.
    await page.getByRole('heading', { level: 1, name: 'Audit' }).waitFor();
    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === 'esm_session')).toMatchObject({
      ...{ httpOnly: true, sameSite: 'Strict', path: '/esm' },
    });
    const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(kept).not.toContain(server.tokens.owner);
    expect(await page.content()).not.toContain(server.tokens.owner);
    await end();
  });

  it('ends the session at the server, too', async () => {
    const { page, context, go, end } = await visit(browser, server, 'owner');
    await go('');
    const [cookie] = await context.cookies();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
    await context.addCookies([{ ...cookie, name: 'esm_session', value: cookie?.value ?? '' }]);
    const answer = await context.request.get(`${server.url.replace('/researcher', '')}/api/session`);
    expect(answer.status()).toBe(401);
    await end();
  });

  it('asks again when the session has ended, and keeps what was being written', async () => {
    const { page, context, go, end } = await visit(browser, server, 'owner');
    await go('/studies/demo/settings');
    await page.getByLabel('Title').fill('Half-written');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your session has ended').waitFor();
    await page.getByLabel('Token').fill(server.tokens.owner);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Half-written');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The settings are saved').waitFor();
    await end();
  });

  it('sends no change without the token against forgery', async () => {
    const { page, context, go, end } = await visit(browser, server, 'owner');
    const seen: (string | undefined)[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') seen.push(request.headers()['x-csrf-token']);
    });
    await go('/studies/demo');
    await page.getByRole('button', { name: 'Freeze' }).click();
    await page.getByText('The study is frozen').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('The study is open').waitFor();
    expect(seen).toHaveLength(2);
    expect(seen.every((token) => (token ?? '').length > 20)).toBe(true);
    const forged = await context.request.post(
      `${server.url.replace('/researcher', '')}/api/studies/demo/freeze`,
      { data: {} },
    );
    expect(forged.status()).toBe(403);
    await end();
  });
});

describe('roles', () => {
  it('a viewer reads, and is offered no change', async () => {
    const { page, go, end } = await visit(browser, server, 'viewer');
    await go('');
    expect(await page.getByRole('button', { name: 'New study' }).count()).toBe(0);
    await go('/studies/demo');
    expect(await page.getByRole('button', { name: 'Freeze' }).count()).toBe(0);
    await go('/studies/demo/protocol');
    await page.getByLabel('Beeps a day').waitFor();
    expect(await page.getByLabel('Beeps a day').isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save as version' }).count()).toBe(0);
    await end();
  });

  it('what the server refuses is said', async () => {
    const { page, go, end } = await visit(browser, server, 'owner');
    await page.route('**/api/studies/demo/freeze', (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"title":"No"}' }),
    );
    await go('/studies/demo');
    await page.getByRole('button', { name: 'Freeze' }).click();
    await expect
      .poll(() => page.getByRole('alert').allTextContents())
      .toEqual(['Your role does not allow this.']);
    await end();
  });
});
