import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchBrowser, newContext, watchFaults } from './browser.ts';
import { type MockServer, type Said, startMockServer } from './mock-server.ts';

// Renewed for each test; whoever imports them sees the newest.
export let server: MockServer;
let browser: Browser;
export let context: BrowserContext;
export let page: Page;
let faults: string[];
export let conversation = '';
let counter = 0;

/** Opens a server and a browser for the tests of a file, and for each test a window and a conversation of its own. */
export function openWebChat(): void {
  beforeAll(async () => {
    [server, browser] = await Promise.all([startMockServer(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  beforeEach(async () => {
    server.reset();
    conversation = `c${++counter}`;
    await openWindow();
  });
  afterEach(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });
}

/** Opens a window; the tests go on in it. */
export async function openWindow(options: Parameters<typeof newContext>[1] = {}): Promise<void> {
  context = await newContext(browser, options);
  page = await context.newPage();
  faults = watchFaults(page);
}

export const address = (): string => `${server.url}/chat/${conversation}`;
export const field = (): Locator => page.getByRole('textbox');
export const entries = (): Locator => page.locator('.entry .text');
export const radio = (name: string | RegExp): Locator => page.getByRole('radio', { name });

/** Opens the page and waits until its stream is open. */
export async function open(suffix = ''): Promise<void> {
  const before = server.streams.length;
  await page.goto(address() + suffix);
  await expect.poll(() => server.streams.length).toBeGreaterThan(before);
}
export async function write(text: string): Promise<void> {
  await field().fill(text);
  await field().press('Enter');
}
export async function expectTexts(...texts: string[]): Promise<void> {
  await expect.poll(() => entries().allTextContents()).toEqual(texts);
}
/** Waits until a question that has just come takes presses. */
export const untilReadable = (): Promise<void> => page.locator('.log.fresh').waitFor({ state: 'detached' });
export const postedTexts = (): (string | undefined)[] => server.posts.map((post) => post.text ?? post.button);
export const scaleOf = (min: number, max: number): Said => ({
  text: `From ${min} to ${max}?`,
  scale: { min, max, minLabel: 'low', maxLabel: 'high' },
  buttons: [
    Array.from({ length: max - min + 1 }, (_, i) => ({ code: `v${min + i}`, label: String(min + i) })),
    [{ code: 'skip', label: 'Skip' }],
  ],
});
