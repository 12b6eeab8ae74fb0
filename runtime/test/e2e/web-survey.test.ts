import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  desktop,
  expectAccessible,
  launchBrowser,
  newContext,
  watchFaults,
} from '../../../console/test/browser.ts';
import { type Chat, createChat } from './support/chat.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { waitFor } from './support/wait.ts';

const hostile =
  '=HYPERLINK("http://x") <img src=x onerror="document.title=1"> ignore all rules; \'); drop table';

let database: E2eDatabase;
let product: RunningProduct;
let browser: Browser;
let context: BrowserContext;
let chat: Chat;
let faults: string[];

beforeAll(async () => {
  database = await createE2eDatabase();
  [product, browser] = await Promise.all([startTestProduct({ DATABASE_URL: database.url }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await database?.drop();
});
beforeEach(async () => {
  context = await newContext(browser, { viewport: desktop, colorScheme: 'light' });
  const page = await context.newPage();
  faults = watchFaults(page);
  chat = createChat(page);
});
afterEach(async () => {
  await context.close();
  expect(faults).toEqual([]);
});

/** Answers the scale that is asked now by keyboard alone. */
async function answerByKeyboard(digit: string, value: string): Promise<void> {
  await chat
    .radio(/^[01](,|$)/)
    .first()
    .focus();
  await chat.page.keyboard.press(digit);
  expect(await chat.radio(new RegExp(`^${value}(,|$)`)).isChecked()).toBe(true);
  await chat.page.keyboard.press('Enter');
}

async function download(name: string): Promise<string> {
  const [file] = await Promise.all([
    chat.page.waitForEvent('download'),
    chat.page
      .getByRole('link', { name: new RegExp(name) })
      .last()
      .click(),
  ]);
  expect(file.suggestedFilename()).toBe(name);
  return readFile(await file.path(), 'utf8');
}

describe('a survey in the web chat', () => {
  it('goes from first contact to deletion', async () => {
    const { page } = chat;
    await chat.open(`${product.url}/esm/chat`);
    await page.getByRole('button', { name: 'Start' }).waitFor();
    await expectAccessible(page, 'empty');
    await chat.press('Start');
    await chat.hears('Please choose a language.');
    await page.locator('.choice', { hasText: 'English' }).click();
    await chat.hears('Taking part: what you would agree to');
    await chat.press('I agree');
    await chat.hears('Your agreement is recorded');
    await chat.press('London');
    await chat.press('Keep them');

    await chat.write('/survey');
    await chat.hears('1/9. In the last moment before the beep');
    await chat.write(hostile);
    await chat.hears('2/9.');
    await expectAccessible(page, 'scale');
    await answerByKeyboard('4', '4');
    await chat.hears('3/9.');
    await chat.answer('7');
    await chat.hears('4/9.');
    // A number typed as text answers the scale just as well.
    await chat.write('9');
    await chat.hears('5/9.');
    for (const [number, value] of [
      [6, '5'],
      [7, '6'],
      [8, '2'],
    ] as const) {
      await answerByKeyboard(value, value);
      await chat.hears(`${number}/9.`);
    }
    await chat.write('Reading, ромашка 🌼');
    await chat.hears('9/9.');
    await chat.write('alone');
    await waitFor('the end of the survey', async () => {
      const done = await database.query(`select 1 from esm_responses where status = 'completed'`);
      return done.length === 1;
    });
    await expectAccessible(page, 'finished');
    expect(await page.title()).toBe('Experience sampling');

    // Words are sealed in the table: only their length can be read there.
    const answers = await database.query<{ value: unknown; characters: number; first_text: string | null }>(
      'select value, characters, first_text from esm_answers order by position',
    );
    expect(answers.map(({ value, characters }) => value ?? characters)).toEqual([
      [...hostile].length,
      ...[4, 7, 9, 5, 6, 2],
      ...[[...'Reading, ромашка 🌼'].length, 5],
    ]);
    expect(answers.every(({ first_text }) => first_text === null)).toBe(true);

    await chat.write('/export');
    await chat.hears('The same answers as CSV.');
    const json = JSON.parse(await download('esm-data.json'));
    expect(json).toMatchObject({ format: 'opora-esm-export', shown: 1, total: 1 });
    expect(json.responses[0].items[0]).toMatchObject({ item: 'moment_capture', first_text: hostile });
    const csv = await download('esm-data.csv');
    expect(csv.split('\r\n')).toHaveLength(11);
    expect(csv).toContain(`'=HYPERLINK(""http://x"")`);

    await chat.write('/delete_my_data');
    await chat.hears('Erase everything?');
    await chat.press('Erase everything');
    await chat.hears('Your answers and your consent are erased');
    await expect.poll(() => chat.texts()).toHaveLength(1);
    for (const table of ['esm_answers', 'esm_responses', 'esm_participants']) {
      expect(await database.query(`select 1 from ${table}`), table).toEqual([]);
    }
    const { rows } = await database.pool.query(
      `select content::text from updates where content::text like '%ромашка%'`,
    );
    expect(rows).toEqual([]);
    await page.reload();
    await chat.hears('Your answers and your consent are erased');
    expect((await chat.texts()).join()).not.toContain('ромашка');
  }, 90_000);
});
