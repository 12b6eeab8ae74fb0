import { readFile } from 'node:fs/promises';
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
  [server, browser] = await Promise.all([openPagesServer({ participants: 5 }), launchBrowser()]);
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

const region = (name: string): Locator => page.getByRole('region', { name });
const numbers = (texts: readonly string[]): readonly number[] =>
  texts.map((text) => Number(text.replace(/\D/g, '')));

describe('compliance', () => {
  it('shows the same figures as drawing and as table', async () => {
    await seen.go('/studies/demo/compliance');
    await page.getByRole('heading', { name: 'Participants by day' }).waitFor();
    expect(await page.locator('.heat-map a').count()).toBe(5);
    const total = await page
      .locator('.totals')
      .getByText('Completed')
      .locator('..')
      .locator('dd')
      .innerText();
    for (const table of await page.getByRole('radio', { name: 'Table' }).all()) await table.check();
    const days = region('By study day').locator('tbody tr');
    const completed = numbers(await days.locator('td:nth-child(4)').allInnerTexts());
    expect(completed.reduce((sum, count) => sum + count, 0)).toBe(numbers([total])[0]);
    expect(await region('Participants by day').locator('tbody tr').count()).toBe(5);
    expect(await region('From sending to opening').locator('tbody tr').count()).toBeGreaterThan(5);
  });

  it('counts with training, without it, and training only', async () => {
    await seen.go('/studies/demo/compliance');
    const sent = async (): Promise<number> => {
      await settle(page);
      return (
        numbers([
          await page.locator('.totals').getByText('Sent').locator('..').locator('dd').innerText(),
        ])[0] ?? 0
      );
    };
    const all = await sent();
    await page.getByRole('radio', { name: 'without training' }).check();
    const without = await sent();
    await page.getByRole('radio', { name: 'training only' }).check();
    expect((await sent()) + without).toBe(all);
    expect(without).toBeLessThan(all);
  });
});

/** Opens the first response that nobody has coded. */
async function openUncoded(): Promise<void> {
  await seen.go('/studies/demo/review?show=none');
  await page.locator('.response-list a').first().click();
  await page.getByRole('heading', { name: 'Phenomena' }).waitFor();
}

describe('the review', () => {
  it('shows no words until one response is chosen, and the audit says who saw which', async () => {
    await seen.go('/studies/demo/review');
    await page.locator('.response-list a').first().waitFor();
    expect(await page.locator('.report').count()).toBe(0);
    await page.locator('.response-list a').first().click();
    await page.locator('.report').first().waitFor();
    const name = await page.locator('.response-view h2').innerText();
    await seen.go('/studies/demo/audit');
    const line = page.locator('tbody tr').filter({ hasText: 'texts.view' }).first();
    await expect.poll(() => line.innerText()).toContain('Anna Kovalenko');
    expect(await line.innerText()).toContain(name);
  });

  it('shows both texts with their marks, and the probe between them', async () => {
    await seen.go('/studies/demo/review');
    const probed = page
      .locator('.response-list a')
      .filter({ hasText: /generalisation|speculation|vague|period/ });
    await probed.first().click();
    await page.getByText('First text').first().waitFor();
    await page.getByText('As it stands after the probes').waitFor();
    await page.getByText(/Probes: .*, answered/).waitFor();
    expect(await page.locator('.report mark.class').count()).toBeGreaterThan(0);
    await page.getByText('Similar examples of the golden standard').click();
    await expect.poll(() => page.locator('.examples li').count()).toBe(3);
    await page.getByRole('radio', { name: 'without personal data' }).check();
    await page.getByText('Marks belong to the words as written').waitFor();
    expect(await page.locator('.report mark').count()).toBe(0);
  });

  it('saves each decision by itself and hides what others decided until then', {
    timeout: 90_000,
  }, async () => {
    await openUncoded();
    const address = page.url().replace(server.url, '');
    const speech = page.getByRole('group', { name: 'Inner speech' });
    await speech.getByRole('radio', { name: 'confirm' }).check();
    await page.getByText(/^Saved at/).waitFor();
    await page.getByLabel('Interview notes').fill('The words were there before the voice.');
    await expect.poll(() => page.locator('.save-state').innerText()).toMatch(/^Saved at/);
    await page.reload();
    await expect
      .poll(() => page.getByLabel('Interview notes').inputValue())
      .toBe('The words were there before the voice.');
    expect(await speech.getByRole('radio', { name: 'confirm' }).isChecked()).toBe(true);

    const other = await visit(browser, server, 'coder');
    await other.go(address);
    await other.page.getByText('Anna Kovalenko has coded this response').waitFor();
    expect(await other.page.getByText('The words were there').count()).toBe(0);
    await other.page
      .getByRole('group', { name: 'Inner speech' })
      .getByRole('radio', { name: 'reject' })
      .check();
    await other.page.getByText('Anna Kovalenko: confirmed (differs)').waitFor();
    await other.page.getByText('The words were there before the voice.').waitFor();
    await other.page.getByRole('group', { name: 'Feeling' }).getByRole('radio', { name: 'unsure' }).check();
    await other.page.getByText(/^Saved at/).waitFor();
    const kappa = other.page.getByRole('region', { name: 'Agreement between coders' });
    await expect
      .poll(() => kappa.locator('tbody tr').first().innerText())
      .toMatch(/Inner speech\s+1\s+0\s?%\s+0\.00/);
    await other.end();
  });

  it('lets nobody overwrite a newer coding unseen', { timeout: 60_000 }, async () => {
    await openUncoded();
    const address = page.url().replace(server.url, '');
    const second = await visit(browser, server, 'owner');
    await second.go(address);
    await second.page.getByRole('heading', { name: 'Phenomena' }).waitFor();
    const decide = (on: Page, what: string, name: string): Promise<void> =>
      on.getByRole('group', { name: what }).getByRole('radio', { name }).check();
    await decide(page, 'Inner seeing', 'confirm');
    await page.getByText(/^Saved at/).waitFor();
    await decide(second.page, 'Inner seeing', 'reject');
    await second.page.getByText('Not saved.').waitFor();
    await second.page.getByRole('button', { name: 'Show the newer coding' }).click();
    await expect
      .poll(() =>
        second.page
          .getByRole('group', { name: 'Inner seeing' })
          .getByRole('radio', { name: 'confirm' })
          .isChecked(),
      )
      .toBe(true);
    await decide(second.page, 'Inner seeing', 'unsure');
    await second.page.getByText(/^Saved at/).waitFor();
    await second.end();
  });

  it('shows a viewer what was found and no words', async () => {
    const reader = await visit(browser, server, 'viewer');
    await reader.go('/studies/demo/review');
    await reader.page.locator('.response-list a').first().click();
    await reader.page.getByText('Words are shown to coders and owners').waitFor();
    expect(await reader.page.locator('.report').count()).toBe(0);
    await reader.end();
  });
});

describe('an export', () => {
  it('is asked for, made, and downloaded', { timeout: 60_000 }, async () => {
    await seen.go('/studies/demo/export');
    await page.getByLabel('Words of participants').selectOption('redacted');
    await page.getByLabel('With training days').check();
    await page.getByRole('button', { name: 'Make the export' }).click();
    await page.getByText('The export is being made').waitFor();
    const row = page.locator('.exports li').first();
    await row.getByText('words: redacted, with training').waitFor();
    await expect.poll(() => row.getByText('ready').count()).toBe(1);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      row.getByRole('link', { name: /^Download/ }).click(),
    ]);
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(file.suggestedFilename()).toMatch(/\.zip$/);
  });

  it('names what is wrong with its dates', async () => {
    await seen.go('/studies/demo/export');
    await page.getByLabel('First local day').fill('2026-02-02');
    await page.getByLabel('Last local day').fill('2026-02-01');
    await page.getByRole('button', { name: 'Make the export' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('is before from');
  });
});

describe('the audit', () => {
  it('is looked through by who, what and when', async () => {
    await seen.go('/studies/demo/audit');
    const lines = page.locator('tbody tr');
    await expect.poll(() => lines.count()).toBeGreaterThan(1);
    await page.getByLabel('What').selectOption('study.open');
    await expect.poll(() => lines.count()).toBe(1);
    await page.getByLabel('To', { exact: true }).fill('2001-01-01');
    await page.getByText('Nothing of the kind has been done.').waitFor();
  });
});
