import { createTestDatabase, type TestDatabase } from 'opora/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTelegramEmulator, type TelegramEmulator } from '../../../../emulators/src/telegram/index.ts';
import { Actor, TelegramDoor, WebDoor } from '../acceptance/support/actor.ts';
import { RealTime } from '../acceptance/support/real-time.ts';
import { usualProtocol } from '../support/open-study.ts';
import { Installation } from '../support/product.ts';
import { type DatabaseDoor, openDatabaseDoor } from './support/database-door.ts';

const account = { token: '4242:outage-secret', username: 'esm_outage_bot' };
let emulator: TelegramEmulator;
let database: TestDatabase;
let door: DatabaseDoor;
let installation: Installation;
let time: RealTime;
let code: string;

beforeAll(async () => {
  emulator = createTelegramEmulator({ bots: [account] });
  await emulator.start();
  database = await createTestDatabase();
  door = await openDatabaseDoor(database.connectionString);
  installation = await Installation.open({
    database,
    env: {
      ...{ DATABASE_URL: door.connectionString, OPORA_LEASE_SECONDS: '5' },
      ...{ TELEGRAM_API_ROOT: emulator.url, ESM_TELEGRAM_BOT_TOKEN: account.token },
    },
  });
  time = new RealTime(database.connectionString);
  code = await installation.openStudy(await installation.addOwner(), usualProtocol);
});

afterAll(async () => {
  door?.giveBack();
  await time?.end();
  await installation?.close();
  await door?.close();
  await emulator?.stop();
});

const answers = (name: string): Promise<readonly { readonly item: string; readonly attempts: number }[]> =>
  time.rows(
    `SELECT a.item_id AS item, a.attempts FROM esm_answers a
    JOIN conversation_names n ON n.conversation_id = a.conversation_id WHERE n.external_id = $1`,
    installation.stored(name),
  );

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

test('§19: database away: 503, the platform resends (web chat)', async () => {
  const web = new WebDoor(installation, 'patient');
  const one = new Actor(web, 'en', () => time.settle());
  await one.join(code);
  await one.say('/survey');
  door.takeAway();
  const refused = await web.post({ text: 'rain on the roof' }, 'the-answer');
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await web.post({ text: 'rain on the roof' }, 'the-answer')).status).toBe(503);
  door.giveBack();
  await expect
    .poll(async () => (await web.post({ text: 'rain on the roof' }, 'the-answer')).status, {
      timeout: 20_000,
    })
    .toBe(202);
  // Once more, because the answer was lost: it is known.
  const again = await web.post({ text: 'rain on the roof' }, 'the-answer');
  expect(await again.json()).toMatchObject({ duplicate: true });
  await time.settle();
  expect((await one.heard()).at(-1)).toContain('2/9');
  expect(await answers('patient')).toEqual([{ item: 'moment_capture', attempts: 1 }]);
}, 90_000);

test('§19: database away: 503, the platform resends (Telegram keeps the update until it is stored)', async () => {
  const telegram = new TelegramDoor(emulator, 8500, 'en');
  const settle = async (): Promise<void> => {
    await expect.poll(() => emulator.pendingUpdates(), { timeout: 30_000 }).toBe(0);
    await time.settle();
    await pause(1_200);
    await time.settle();
  };
  const one = new Actor(telegram, 'en', settle);
  await one.join(code);
  await one.say('/survey');
  door.takeAway();
  await telegram.send('rain on the roof');
  await pause(2_000);
  // Handed out perhaps more than once, confirmed never.
  expect(emulator.pendingUpdates()).toBe(1);
  expect(await answers('8500')).toEqual([]);
  door.giveBack();
  await settle();
  await expect.poll(async () => (await one.heard()).at(-1), { timeout: 20_000 }).toContain('2/9');
  expect(await answers('8500')).toEqual([{ item: 'moment_capture', attempts: 1 }]);
  expect((await one.heard()).filter((text) => text.includes('2/9'))).toHaveLength(1);
}, 90_000);
