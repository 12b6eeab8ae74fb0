import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

export { launchBrowser, newContext, watchFaults } from '../../../../console/test/browser.ts';

/** The two sizes that every page must serve. */
export const phone = { width: 390, height: 844 } as const;
export const desktop = { width: 1280, height: 800 } as const;

/** Nothing against the accessibility rules, and nothing to scroll sideways. */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(() =>
    // One whose element leaves meanwhile is cancelled, and rejects.
    Promise.allSettled(
      document.getAnimations().map((one) => (one.effect?.getTiming().iterations === 1 ? one.finished : null)),
    ),
  );
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, state).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, `${state}: scrolls sideways`).toBeLessThanOrEqual(0);
}
