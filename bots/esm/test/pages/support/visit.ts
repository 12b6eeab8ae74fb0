import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import {
  expectAccessible as expectPageAccessible,
  waitForAnimations,
} from '../../../../../console/test/browser.ts';
import type { Role } from '../../../src/study/researchers/role.ts';
import { newContext, watchFaults } from './browser.ts';
import type { PagesServer } from './pages-server.ts';

/** A browser window on the pages, for one test. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught errors and breaches of the policy. */
  readonly faults: readonly string[];
  /** Goes to an address below `/esm/researcher` and waits for its heading. */
  go(path: string): Promise<void>;
  /** Closes the window; throws when anything that must never happen did. */
  end(): Promise<void>;
}

/** Opens the pages logged in as a role; null: as nobody. */
export async function visit(
  browser: Browser,
  server: PagesServer,
  role: Role | null,
  options: Parameters<typeof newContext>[1] = {},
): Promise<Visit> {
  const context = await newContext(browser, options);
  if (role !== null) {
    const answer = await context.request.post(`${server.url.replace('/researcher', '')}/api/session`, {
      data: { token: server.tokens[role] },
    });
    expect(answer.status(), 'login').toBe(200);
  }
  const page = await context.newPage();
  const faults = watchFaults(page);
  return {
    ...{ page, context, faults },
    async go(path) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    async end() {
      await context.close();
      expect(faults).toEqual([]);
    },
  };
}

/** Waits until nothing moves and nothing loads. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect.poll(() => page.locator('.placeholder').count()).toBe(0);
  await waitForAnimations(page);
}

/** No finding of axe on the settled page, and nothing that scrolls it sideways. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await settle(page);
  await expectPageAccessible(page, state);
}

/** Whatever is pressed or typed into is 44 px high at least; links within text may be lower. */
export async function expectTouchable(page: Page, state: string): Promise<void> {
  const low = await page
    .locator(
      'button, select, textarea, input:not([type=checkbox], [type=radio]), nav a, a.button, .choice-row label, .cards th a',
    )
    .evaluateAll((elements) =>
      elements
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1 && Math.round(box.height) < 44)
        .map(({ element, box }) => `${element.outerHTML.slice(0, 90)}: ${Math.round(box.height)} px`),
    );
  expect(low, `${state}: too low for a finger`).toEqual([]);
}
