import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  desktop,
  expectAccessible,
  launchBrowser,
  newContext,
  phone,
  watchFaults,
} from '../../../console/test/browser.ts';
import { type Chat, createChat } from './support/chat.ts';
import { contentsOf, opened } from './support/contents.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';

let database: E2eDatabase;
let product: RunningProduct;
let browser: Browser;
let context: BrowserContext;
const faults: string[] = [];

beforeAll(async () => {
  database = await createE2eDatabase();
  [product, browser] = await Promise.all([startTestProduct({ DATABASE_URL: database.url }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await database?.drop();
});
afterEach(async () => {
  await context.close();
  expect(faults).toEqual([]);
});

async function openChat(options: Parameters<typeof newContext>[1]): Promise<Chat> {
  context = await newContext(browser, options);
  const chat = createChat(await context.newPage());
  faults.push(...watchFaults(chat.page));
  await chat.open(`${product.url}/esm/chat`);
  return chat;
}

/** Posts from inside the page, as a tab that is behind would. */
const postPress = (page: Page, button: string): Promise<number> =>
  page.evaluate(async (code) => {
    const options = JSON.parse(document.getElementById('chat-options')?.textContent ?? '{}');
    const body = { conversationId: options.conversationId, messageId: `late-${code}`, button: code };
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await fetch(`${options.basePath}/api/messages`, init)).status;
  }, button);

const countOf = async (table: string): Promise<number> =>
  Number((await database.query<{ count: string }>(`select count(*) from ${table}`))[0]?.count);

describe('in Russian on a dark phone', () => {
  it('runs commands in the middle of a survey, never as answers, and explains what is stale', async () => {
    const chat = await openChat({ viewport: phone, colorScheme: 'dark', locale: 'ru-RU', hasTouch: true });
    await chat.press('Начать');
    await chat.hears(/^Пожалуйста, выберите язык\./u);
    await chat.page.locator('.choice', { hasText: 'Русский' }).click();
    await chat.hears('Участие: на что вы соглашаетесь');
    // Longer than the screen: read from the beginning, the title below the bar.
    const consent = await chat.page.locator('.entry.out').last().boundingBox();
    expect(consent?.height).toBeGreaterThan(phone.height);
    expect(consent?.y).toBeGreaterThan(40);
    expect(consent?.y).toBeLessThan(120);
    await chat.press('Соглашаюсь');
    await chat.hears('Ваше согласие записано');
    await chat.write('Europe/Berlin');
    await chat.hears('Europe/Berlin');
    await chat.write('/survey');
    await chat.hears('1/9. В последний миг перед сигналом');
    await chat.write('/help');
    await chat.hears('/delete_my_data: стереть все свои данные');
    expect(await chat.replies()).toContainEqual(expect.stringContaining('Команды:'));
    await chat.write('шорох листьев за окном');
    await chat.hears('2/9.');
    await expectAccessible(chat.page, 'scale, dark phone');
    const [newest] = await database.query<{ message: unknown }>(
      `select payload->'message' as message from deliveries order by seq desc limit 1`,
    );
    const { buttons } = opened(newest?.message) as { buttons: { code: string }[][] };
    const stale = buttons[0]?.[3]?.code ?? '';
    await chat.radio('8').tap();
    await chat.hears('3/9.');
    expect(await postPress(chat.page, stale)).toBe(202);
    await chat.hears('На этот вопрос уже дан ответ');
    await chat.write('семь');
    await chat.hears('ответьте числом от 0 до 9');
    await chat.press('Назад');
    await chat.hears('2/9.');
    await chat.press('Пропустить');
    await chat.hears('3/9.');
    await chat.write('/cancel');
    await chat.hears('Опрос прекращён.');
    expect(await countOf(`esm_answers where first_text is not null`)).toBe(0);
    expect(
      await database.query('select item_id, status, value from esm_answers order by position'),
    ).toMatchObject([{ status: 'answered' }, { status: 'skipped', value: null }, { status: 'shown' }]);
  }, 90_000);
});

describe('in Ukrainian on a desktop', () => {
  it('serves two tabs, sends what was written offline once, and shows that the bot is at work', async () => {
    const chat = await openChat({ viewport: desktop, locale: 'uk-UA' });
    const other = createChat(await context.newPage());
    await other.open(`${product.url}/esm/chat`);
    await chat.press('Почати');
    await chat.hears(/^Будь ласка, оберіть мову\./u);
    await other.hears(/^Будь ласка, оберіть мову\./u);
    await other.page.locator('.choice', { hasText: 'Українська' }).click();
    await chat.hears('Участь: на що ви погоджуєтеся');
    await chat.press('Погоджуюся');
    await other.hears('Вашу згоду записано');
    await other.write('Europe/Berlin');
    await chat.hears('Europe/Berlin');
    await other.write('/survey');
    await chat.hears('1/9.');

    await context.setOffline(true);
    await chat.write('тепле світло на стіні');
    await chat.page.getByText('Немає мережі').waitFor();
    await expectAccessible(chat.page, 'offline');
    const lock = await database.pool.connect();
    await lock.query('begin; lock table esm_answers in share mode');
    await context.setOffline(false);
    await chat.page.locator('.typing').waitFor({ timeout: 15_000 });
    await lock.query('commit');
    lock.release();
    await chat.hears('2/9.');
    await chat.page.locator('.typing').waitFor({ state: 'detached' });
    await other.hears('2/9.');
    const shown = await chat.texts();
    expect(shown.filter((text) => text.includes('тепле світло'))).toHaveLength(1);
    expect(shown.filter((text) => text.includes('2/9.'))).toHaveLength(1);
    await expect.poll(() => other.texts()).toEqual(shown);
    expect(await countOf(`esm_answers where characters = ${'тепле світло на стіні'.length}`)).toBe(1);
    const stored = await contentsOf(database);
    expect(stored.filter(({ text }) => text === 'тепле світло на стіні')).toHaveLength(1);
  }, 90_000);
});
