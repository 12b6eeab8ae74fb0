import type { Browser, BrowserContext } from 'playwright-core';
import { newContext as newPageContext } from '../../../../../console/test/browser.ts';

export { launchBrowser, watchFaults } from '../../../../../console/test/browser.ts';

/** A context of its own for one test, in the zone of the demo data. */
export const newContext = (
  browser: Browser,
  options: Parameters<typeof newPageContext>[1] = {},
): Promise<BrowserContext> =>
  newPageContext(browser, {
    viewport: { width: 1440, height: 900 },
    timezoneId: 'Europe/Kyiv',
    ...options,
  });
