import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.ts';
import { openPagesServer, type PagesServer } from './support/pages-server.ts';
import { settle, type Visit, visit } from './support/visit.ts';

let server: PagesServer;
let browser: Browser;
let seen: Visit;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([openPagesServer({ participants: 4 }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});
beforeEach(async () => {
  seen = await visit(browser, server, 'owner', { permissions: ['clipboard-read', 'clipboard-write'] });
  page = seen.page;
});
afterEach(() => seen.end());

const rows = (): Locator => page.locator('tbody tr');
const act = async (row: Locator, name: string): Promise<void> => {
  await row.getByRole('button', { name: /^Acts for/ }).click();
  await page.getByRole('menuitem', { name }).click();
};

/** Joins the study `demo` by its invitation in a web chat, as a participant does; the pseudonym. */
async function joinByChat(): Promise<string> {
  const known = await server.runtime.database.query<{ pseudonym: string }>({
    name: 'pages-test-pseudonyms',
    sql: 'SELECT pseudonym FROM esm_participants',
    values: [],
  });
  const chat = await seen.context.newPage();
  await chat.goto(server.url.replace('/researcher', '/chat?invite=demo'));
  const answer = async (name: string): Promise<void> => {
    const choice = chat.locator('.choice:enabled').filter({ hasText: name }).last();
    await choice.waitFor();
    // A question that has just come takes no presses.
    await chat.locator('.log.fresh').waitFor({ state: 'detached' });
    await choice.click();
  };
  await answer('English');
  await answer('I agree');
  let joined: string | undefined;
  await expect
    .poll(async () => {
      const now = await server.runtime.database.query<{ pseudonym: string | null }>({
        name: 'pages-test-pseudonyms',
        sql: 'SELECT pseudonym FROM esm_participants',
        values: [],
      });
      joined =
        now.find((one) => !known.some(({ pseudonym }) => pseudonym === one.pseudonym))?.pseudonym ??
        undefined;
      return joined;
    })
    .toBeTruthy();
  return joined ?? '';
}

describe('invites', () => {
  it('are made, copied, and end for good', async () => {
    await seen.go('/studies/demo/invites');
    await page.getByRole('button', { name: 'New invite' }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('How many people').fill('3');
    await window.getByLabel('Valid until').fill('2001-01-01');
    await window.getByRole('button', { name: 'New invite' }).click();
    await expect.poll(() => window.getByRole('alert').innerText()).toContain('is not in the future');
    await window.getByLabel('Valid until').fill('2199-01-01');
    await window.getByRole('button', { name: 'New invite' }).click();
    await page.getByText('The invite is ready.').waitFor();
    await expect.poll(() => rows().count()).toBe(2);

    const made = rows().filter({ hasText: '0 of 3' });
    const code = await made.getByRole('rowheader').innerText();
    await made.getByRole('button', { name: `Copy the web link of ${code}` }).click();
    await page.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(new RegExp(`^http://[^/]+/esm/chat\\?invite=${code}$`));

    await made.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText(`The invite ${code} is revoked.`).waitFor();
    await expect.poll(() => rows().filter({ hasText: code }).innerText()).toContain('revoked');
  });
});

describe('participants', () => {
  it('are found by pseudonym and status', async () => {
    await seen.go('/studies/demo/participants');
    await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(4);
    const name = await rows().first().getByRole('link').innerText();
    await page.getByRole('searchbox', { name: 'Pseudonym' }).fill(name.slice(2).toLowerCase());
    await expect.poll(() => rows().count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Pseudonym' }).fill('');
    await page.getByLabel('Status').selectOption('withdrawn');
    await page.getByText('Nobody matches.').waitFor();
  });

  it('are excluded with a reason, and that is taken back by one press', async () => {
    await seen.go('/studies/demo/participants');
    const row = rows().first();
    const name = await row.getByRole('link').innerText();
    await act(row, 'Exclude from analysis');
    const window = page.getByRole('dialog', { name: `Exclude ${name}?` });
    await window.getByLabel('Reason').fill('Pressed buttons at random');
    await window.getByRole('button', { name: 'Exclude from analysis' }).click();
    await row.getByText('excluded').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    await expect.poll(() => row.getByText('excluded').count()).toBe(0);
  });

  it('open a menu by the keyboard, and close it', async () => {
    await seen.go('/studies/demo/participants');
    const button = rows()
      .first()
      .getByRole('button', { name: /^Acts for/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('role')))
      .toBe('menuitem');
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Delete all data');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('are graduated, written to and deleted by their chats', { timeout: 120_000 }, async () => {
    const pseudonym = await joinByChat();
    await seen.go(`/studies/demo/participants/${pseudonym}`);
    await page.getByRole('button', { name: 'Graduate from training' }).click();
    await page.getByText(`${pseudonym} has graduated.`).waitFor();
    await page.getByText('done', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Write a message' }).click();
    const message = page.getByRole('dialog', { name: `Message to ${pseudonym}` });
    await message.getByLabel('Text').fill('Thank you for the first day.');
    await message.getByRole('button', { name: 'Send' }).click();
    const chat = seen.context.pages().find((one) => one.url().includes('/chat'));
    await chat?.getByText('Thank you for the first day.').waitFor();

    await page.getByRole('button', { name: 'Delete all data' }).click();
    const window = page.getByRole('dialog', { name: `Delete all data of ${pseudonym}?` });
    await window.getByLabel('Type the pseudonym').fill(pseudonym);
    await window.getByRole('button', { name: 'Delete all data' }).click();
    await page.getByRole('heading', { level: 1, name: 'Participants' }).waitFor();

    // What is gone must be purged from copies: the overview says so until somebody has.
    await expect
      .poll(async () => {
        await seen.go('/studies/demo');
        await settle(page);
        return page.getByText(pseudonym).count();
      })
      .toBe(1);
    await page.getByRole('button', { name: 'I have purged the copies' }).click();
    await page.getByText(`The deletion of ${pseudonym} is acknowledged.`).waitFor();
    expect(await page.getByRole('heading', { name: 'Deletions to acknowledge' }).count()).toBe(0);
  });

  it('show their plan in their own time, with what became of each beep', async () => {
    await seen.go('/studies/demo/participants');
    await rows().first().getByRole('link').click();
    await page.getByRole('heading', { name: 'Plan' }).waitFor();
    await expect.poll(() => page.locator('.beep-mark.done').count()).toBeGreaterThan(5);
    await page.getByRole('radio', { name: 'Table' }).check();
    await page
      .getByRole('region', { name: 'Plan' })
      .getByText(/\d\d:\d\d completed/)
      .first()
      .waitFor();
  });
});

describe('a preview', () => {
  it('begins in the web chat of the browser, and is removed', { timeout: 60_000 }, async () => {
    await seen.go('/studies/demo/preview');
    await page.getByLabel('Minutes for the day').fill('1');
    expect(await page.getByRole('button', { name: 'Begin the day' }).isDisabled()).toBe(true);
    await page.getByLabel('Minutes for the day').fill('2');
    await page.getByRole('button', { name: 'Begin the day' }).click();
    await page.getByText('The day has begun in your web chat.').waitFor();
    const [chat] = await Promise.all([
      seen.context.waitForEvent('page'),
      page.getByRole('link', { name: 'Open the web chat' }).click(),
    ]);
    await expect.poll(() => chat.locator('.entry').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Remove the previews' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the previews' }).click();
    await page.getByText('Removed in 1 chat.').waitFor();
  });

  it('gives a code that links a chat of one’s own', async () => {
    await seen.go('/studies/demo/preview');
    await page.getByRole('button', { name: 'Make a code' }).click();
    await expect.poll(() => page.locator('.link-code').innerText()).toMatch(/^\/link [A-Z0-9]{10}$/);
  });
});
