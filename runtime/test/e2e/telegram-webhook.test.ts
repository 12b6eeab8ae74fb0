import type { TelegramEmulator } from '@opora/emulators';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentsOf } from './support/contents.ts';
import { createE2eDatabase, type E2eDatabase, findFreePort } from './support/database.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { createPerson, startTelegram, telegramEnvironment } from './support/telegram.ts';
import { waitFor } from './support/wait.ts';

const secret = 'e2e-webhook-secret';

let database: E2eDatabase;
let telegram: TelegramEmulator;
let product: RunningProduct;
let second: RunningProduct;

beforeAll(async () => {
  [database, telegram] = await Promise.all([createE2eDatabase(), startTelegram()]);
  const port = await findFreePort();
  const env = {
    DATABASE_URL: database.url,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    ESM_TELEGRAM_WEBHOOK_SECRET: secret,
    ...telegramEnvironment(telegram),
  };
  product = await startTestProduct({ ...env, PORT: String(port) });
  // Another process behind the same balancer.
  second = await startTestProduct(env);
});
afterAll(async () => {
  await second?.stop();
  await product?.stop();
  await telegram?.stop();
  await database?.drop();
});

const update = (id: number, text: string, chat = 403): string =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1_790_000_000, chat: { id: chat, type: 'private' }, text },
  });

async function post(target: RunningProduct, body: string, token?: string): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { 'x-telegram-bot-api-secret-token': token }),
  };
  return fetch(`${target.url}/esm/webhooks/telegram`, { method: 'POST', headers, body });
}

const countOf = async (chat: number): Promise<number> =>
  (await contentsOf(database, String(chat))).filter(({ kind }) => kind !== 'event').length;

it('takes updates by webhook', async () => {
  await waitFor('the webhook', () => telegram.state().bots[0]?.receiving === 'webhook');
  const person = createPerson(telegram, 401, 'uk');
  await person.join();
  expect(await countOf(401)).toBe(4);
  expect(telegram.pendingUpdates()).toBe(0);
  expect(telegram.journal({ method: 'getUpdates' })).toEqual([]);
});

it('refuses a wrong secret, and takes the right one in every process, once', async () => {
  for (const token of [undefined, 'wrong', `${secret}x`]) {
    const refused = await post(product, update(1, '/start'), token);
    expect(refused.status, String(token)).toBe(401);
    expect(await refused.json()).toEqual({
      type: 'urn:opora:webhook_unauthorised',
      code: 'webhook_unauthorised',
      title: 'The secret token is missing or wrong',
      status: 401,
      requestId: refused.headers.get('x-request-id'),
    });
  }
  expect(await countOf(403)).toBe(0);
  for (const target of [second, product, second]) {
    expect((await post(target, update(1, '/start'), secret)).status).toBe(200);
  }
  expect(await countOf(403)).toBe(1);
});

it('takes a redelivery, however much was said within a minute', async () => {
  // More than a visitor of the web chat may say.
  const texts = Array.from({ length: 210 }, (_, index) => `text ${index}`);
  const handOver = () =>
    Promise.all(texts.map((text, id) => post(product, update(100 + id, text, 405), secret)));
  for (const round of ['first', 'again']) {
    expect(
      (await handOver()).map(({ status }) => status),
      round,
    ).toEqual(texts.map(() => 200));
  }
  expect(await countOf(405)).toBe(texts.length);
});

it('takes whatever Telegram may send, since it would send it for ever', async () => {
  const at = { date: 1_790_000_000, chat: { id: 404, type: 'private' } };
  const entities = Array.from({ length: 100 }, (_, index) => ({
    ...{ type: 'text_link', offset: index * 40, length: 20, url: `https://example.org/articles/${index}` },
  }));
  const long = { ...at, text: 'ж'.repeat(4096), entities };
  const message = { message_id: 10, ...long, reply_to_message: { message_id: 9, ...long } };
  // Telegram escapes every letter beyond ASCII.
  const large = JSON.stringify({ update_id: 10, message }).replaceAll('ж', '\\u0436');
  expect(large.length).toBeGreaterThan(65_536);
  const deep = `{"update_id":11,"message":{"message_id":11,"date":1,"chat":{"id":404,"type":"private"},"text":"deep",
    "external_reply":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`;
  expect((await post(product, large, secret)).status).toBe(200);
  expect((await post(product, deep, secret)).status).toBe(200);
  expect((await contentsOf(database, '404')).map(({ text }) => text)).toEqual([message.text, 'deep']);
  for (const nothing of ['{"update_id":', '[]', '{"update_id":12,"message":{"message_id":12,"date":1}}']) {
    expect((await post(product, nothing, secret)).status).toBe(200);
  }
  const endless = await post(product, ' '.repeat(1024 * 1024 + 1), secret);
  expect([endless.status, await endless.json()]).toMatchObject([413, { code: 'body_too_large' }]);
});

it('answers 503 while the database is away, and handles the redelivery once', async () => {
  const person = createPerson(telegram, 402, 'en');
  person.say('/start');
  await person.hears('Please choose a language.');
  await waitFor('the record', async () => {
    const open = await database.query('select 1 from deliveries where next_at is not null');
    return open.length === 0;
  });
  database.takeAway();
  const refused = await post(product, update(2, '/help'), secret);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  person.press('English');
  person.say('hello');
  await waitFor('failures', async () => {
    const info = await fetch(`${telegram.url}/bot4242:e2e-secret/getWebhookInfo`);
    return JSON.stringify(await info.json()).includes('503');
  });
  expect(telegram.pendingUpdates()).toBe(2);
  database.giveBack();
  await person.hears('Taking part', 30_000);
  await person.hears('Please read this first', 30_000);
  expect(await countOf(402)).toBe(3);
  // Both may have come in one Burst, and then in one reply; a send that nobody could record is repeated with its label.
  // What counts is that nothing is said twice without one.
  const said = person.replies().filter((text) => !text.startsWith('(possibly repeated)'));
  expect(new Set(said).size).toBe(said.length);
  expect(said.filter((text) => text.includes('Please read this first'))).toHaveLength(1);
}, 60_000);
