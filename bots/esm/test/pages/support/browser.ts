import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const { CHROMIUM_PATH, LOCALAPPDATA, PROGRAMFILES } = process.env;

const candidates: readonly (string | undefined)[] = [
  CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  PROGRAMFILES && `${PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
  LOCALAPPDATA && `${LOCALAPPDATA}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** Starts the system's Chromium. Throws with what to install when there is none: never a skipped suite. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined) {
    throw new Error(
      'Chromium was not found. Install it (Debian, Ubuntu: `sudo apt-get install chromium`; macOS: `brew install --cask chromium`; Windows: `winget install Google.Chrome`) or set CHROMIUM_PATH to its program.',
    );
  }
  return chromium.launch({
    executablePath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--no-first-run'],
    ],
  });
}

/** Collects what must never happen in the page: uncaught errors and breaches of the policy. */
export function watchFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** A context of its own for one test, in the zone of the demo data. */
export async function newContext(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  return context;
}
