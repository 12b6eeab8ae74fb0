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

const update = (id: number, text: string): string =>
  JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1_790_000_000, chat: { id: 403, type: 'private' }, text },
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
    expect(await refused.text()).not.toContain(secret);
  }
  expect(await countOf(403)).toBe(0);
  for (const target of [second, product, second]) {
    expect((await post(target, update(1, '/start'), secret)).status).toBe(200);
  }
  expect(await countOf(403)).toBe(1);
  expect((await post(product, '{"update_id":', secret)).status).toBe(400);
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
