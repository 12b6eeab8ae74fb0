import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, newContext, phone, watchFaults } from '../../../console/test/browser.ts';
import { createChat } from './support/chat.ts';
import { findFreePort } from './support/database.ts';
import { type OporaProcess, startOpora } from './support/process.ts';

let browser: Browser;
let folder: string;
let opora: OporaProcess | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'opora-e2e-'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  // An orderly stop, so that the embedded database goes too.
  await opora?.stop();
  rmSync(folder, { recursive: true, force: true });
});

it('goes on by itself when the product is killed in the middle of a survey', async () => {
  const env = { PORT: String(await findFreePort()), OPORA_DATA_DIR: folder };
  const first = await startOpora(env);
  opora = first;
  const context = await newContext(browser, { viewport: phone, locale: 'en-GB' });
  const chat = createChat(await context.newPage());
  const faults = watchFaults(chat.page);
  await chat.open(`${first.url}/esm/chat`);
  await chat.press('Start');
  await chat.hears('Please choose a language.');
  await chat.page.locator('.choice', { hasText: 'English' }).click();
  await chat.hears('Taking part');
  await chat.press('I agree');
  await chat.press('London');
  await chat.press('Keep them');
  await chat.write('/survey');
  await chat.hears('1/9.');
  await chat.write('rain on the roof');
  // Stored, and inside the quiet time of its Burst: the reply is still to come.
  await chat.page.locator('.in.delivered', { hasText: 'rain on the roof' }).waitFor();
  await first.kill();
  await chat.page.getByText('Connection lost').waitFor();
  await chat.write('written while nobody was there');
  opora = await startOpora(env);

  await chat.hears(/^2\/9\.|\n2\/9\./u);
  await chat.page.getByText('Connection lost').waitFor({ state: 'detached' });
  await chat.answer('6');
  await chat.hears('3/9.');
  const texts = await chat.texts();
  expect(texts.filter((text) => text === 'rain on the roof')).toHaveLength(1);
  expect(texts.filter((text) => text === 'written while nobody was there')).toHaveLength(1);
  expect(texts.filter((text) => text.includes('3/9.'))).toHaveLength(1);
  await chat.page.reload();
  await chat.hears('3/9.');
  expect(await chat.texts()).toEqual(texts);
  expect(faults).toEqual([]);
}, 180_000);
