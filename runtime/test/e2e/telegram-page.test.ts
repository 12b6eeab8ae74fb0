import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  expectAccessible,
  launchBrowser,
  newContext,
  phone,
  watchFaults,
} from '../../../console/test/browser.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type OporaProcess, runOpora } from './support/process.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { account } from './support/telegram.ts';
import { waitFor } from './support/wait.ts';

let database: E2eDatabase;
let emulator: OporaProcess;
let emulatorUrl: string;
let product: RunningProduct;
let browser: Browser;

beforeAll(async () => {
  const bot = `${account.token}=${account.username}`;
  emulator = runOpora(['emulate', 'telegram', '--port', '0', '--bot', bot]);
  [database, browser] = await Promise.all([createE2eDatabase(), launchBrowser()]);
  emulatorUrl = await waitFor(
    'the emulator',
    () => /Telegram emulator at (\S+)/.exec(emulator.output())?.[1],
    30_000,
  );
  product = await startTestProduct({
    DATABASE_URL: database.url,
    TELEGRAM_API_ROOT: emulatorUrl,
    ESM_TELEGRAM_BOT_TOKEN: account.token,
  });
});
afterAll(async () => {
  await product?.stop();
  await emulator?.kill();
  await browser?.close();
  await database?.drop();
});

it('lets a person talk to a running product, and ends when asked to', async () => {
  const context = await newContext(browser, { viewport: phone, colorScheme: 'dark' });
  const page = await context.newPage();
  const faults = watchFaults(page);
  const bubble = (text: string): Promise<void> =>
    page.locator('.bot .bubble p', { hasText: text }).last().waitFor({ timeout: 15_000 });
  await page.goto(emulatorUrl);
  await page.getByRole('button', { name: 'Start' }).click();
  await bubble('Please choose a language.');
  await page.getByRole('button', { name: 'English' }).click();
  await bubble('Taking part');
  await page.getByRole('button', { name: 'I agree' }).click();
  await bubble('Your agreement is recorded');
  await page.getByRole('button', { name: 'London' }).click();
  await bubble('usual hours');
  await page.getByRole('button', { name: 'Keep them' }).click();
  await page.getByLabel('Message', { exact: true }).fill('/survey');
  await page.keyboard.press('Enter');
  await bubble('1/9.');
  await page.getByLabel('Message', { exact: true }).fill('light on the wall');
  await page.keyboard.press('Enter');
  await bubble('2/9.');
  await page.getByRole('button', { name: '7', exact: true }).click();
  await bubble('3/9.');
  await expectAccessible(page, 'emulator');
  await page.getByRole('button', { name: 'Commands' }).click();
  await page.getByRole('button', { name: '/cancel – stop the survey' }).click();
  await bubble('The survey is stopped.');
  expect(faults).toEqual([]);
  await context.close();
  expect(await emulator.stop()).toBe(0);
}, 60_000);
