import type { TelegramEmulator } from '@opora/emulators';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentsOf } from './support/contents.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type OporaProcess, startOpora } from './support/process.ts';
import { createPerson, startTelegram, telegramEnvironment } from './support/telegram.ts';
import { waitFor } from './support/wait.ts';

let database: E2eDatabase;
let telegram: TelegramEmulator;
let opora: OporaProcess;

/** Each test takes over the process that the one before has left running. */
const start = (): Promise<OporaProcess> =>
  startOpora({ DATABASE_URL: database.url, ...telegramEnvironment(telegram) });

beforeAll(async () => {
  [database, telegram] = await Promise.all([createE2eDatabase(), startTelegram()]);
  opora = await start();
});
afterAll(async () => {
  await opora?.kill();
  await telegram?.stop();
  await database?.drop();
});

/** What a dead process held is free: its role, its leases, the sends it had begun. */
async function letTimePass(): Promise<void> {
  await database.query(
    `update heartbeats set beat_at = now() - interval '1 hour' where name like 'leader:%'`,
  );
  await database.query('update conversations set due_at = now() where due_at is not null');
  await database.query('update deliveries set next_at = now() where next_at is not null');
}

/** Makes rows that satisfy `condition` wait until the returned function is called. */
async function hold(table: string, event: string, condition: string): Promise<() => Promise<void>> {
  const owner: pg.PoolClient = await database.pool.connect();
  await owner.query('select pg_advisory_lock(4242)');
  await owner.query(`create or replace function e2e_hold() returns trigger language plpgsql as
    'begin perform pg_advisory_xact_lock(4242); return new; end'`);
  await owner.query(
    `create trigger e2e_hold before ${event} on ${table} for each row when (${condition}) execute function e2e_hold()`,
  );
  return async () => {
    // A server notices the death of a client only when it writes to it; until then the client's work would go on.
    await owner.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted`,
    );
    await owner.query('select pg_advisory_unlock(4242)');
    await owner.query(`drop trigger e2e_hold on ${table}`);
    owner.release();
  };
}

const isHeld = async (): Promise<boolean> =>
  (await database.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).length > 0;

const textsOf = async (chat: number): Promise<readonly (string | undefined)[]> =>
  (await contentsOf(database, String(chat))).map(({ text }) => text);

/** Identity of the message that will be the `ahead`th from now. */
const messageAhead = (chat: number, ahead: number): string =>
  `message:${Math.max(...telegram.messages(chat).map(({ messageId }) => messageId)) + ahead}`;

it('handles every update once when killed with half a batch accepted, and between updates', async () => {
  const [anna, boris] = [createPerson(telegram, 301, 'en'), createPerson(telegram, 302, 'ru')];
  await anna.join();
  const release = await hold('updates', 'insert', `new.external_id = '${messageAhead(301, 2)}'`);
  anna.say('/help');
  anna.say('/language');
  boris.say('/start');
  await waitFor('half a batch', isHeld);
  expect(await textsOf(302)).toHaveLength(1);
  expect(await textsOf(301)).not.toContain('/language');
  await opora.kill();
  await release();
  expect(telegram.pendingUpdates()).toBe(3);
  boris.say('ru');
  await letTimePass();

  opora = await start();
  await letTimePass();
  await anna.hears('Please choose a language.', 30_000);
  await boris.hears('Участие: на что вы соглашаетесь', 30_000);
  await waitFor('confirmation', () => telegram.pendingUpdates() === 0);
  expect((await textsOf(301)).slice(-2)).toEqual(['/help', '/language']);
  expect(await textsOf(302)).toEqual(['/start', 'ru']);
  const tail = anna.replies().slice(4);
  const unlabelled = tail.filter((text) => !text.startsWith('(possibly repeated)'));
  expect(unlabelled.map((text) => text.split('\n')[0])).toEqual(['Commands:', 'Please choose a language.']);
  expect(tail.findLastIndex((text) => text.includes('Commands:'))).toBeLessThan(tail.length - 1);
}, 90_000);

it('repeats with the label what it had sent and not recorded when it was killed', async () => {
  const person = createPerson(telegram, 303, 'en');
  await person.join();
  // What was heard may not be recorded yet, and the hold is for the next record.
  const open = 'select 1 from deliveries where next_at is not null';
  await waitFor('the records before', async () => (await database.query(open)).length === 0);
  const release = await hold('deliveries', 'update', `new.status = 'sent'`);
  person.say('/survey');
  await person.hears('1/9.');
  await waitFor('the record', isHeld);
  await opora.kill();
  await release();
  person.say('a cold cup');
  await letTimePass();

  opora = await start();
  await letTimePass();
  await person.hears('2/9.', 30_000);
  const tail = person.replies().slice(4);
  expect(tail.map((text) => [/\d\/9\./.exec(text)?.[0], text.includes('(possibly repeated)')])).toEqual([
    ['1/9.', false],
    ['1/9.', true],
    ['2/9.', false],
  ]);
  expect((await textsOf(303)).slice(-2)).toEqual(['/survey', 'a cold cup']);
}, 90_000);

it('polls from one of two processes, and from the other when that one dies', async () => {
  // A poll that a killed process had open may have cost its successor one answer in the tests before.
  const refused = (): number =>
    telegram.journal({ method: 'getUpdates' }).filter(({ outcome }) => outcome?.status === 409).length;
  // The tests before have aged the role's row: its owner must renew it before anybody else may look.
  await waitFor('a renewal of the role', async () => {
    const sql = `select 1 from heartbeats where name = 'leader:telegram:esm' and beat_at > now() - interval '2 seconds'`;
    return (await database.query(sql)).length > 0;
  });
  const before = refused();
  const conflicts = (): number => refused() - before;
  const second = await start();
  const person = createPerson(telegram, 304, 'uk');
  await person.join();
  const leaderOf = async (): Promise<number> => {
    const sql = `select data #>> '{}' as owner from heartbeats where name = 'leader:telegram:esm'`;
    const [row] = await database.query<{ owner: string }>(sql);
    return Number(row?.owner.split(':')[1]);
  };
  expect(conflicts()).toBe(0);
  const leader = await leaderOf();
  expect(leader).toBe(opora.child.pid);
  await opora.kill();
  opora = second;
  person.say('/survey');
  await letTimePass();
  await person.hears('1/9.', 30_000);
  expect(await leaderOf()).toBe(second.child.pid);
  expect(conflicts()).toBe(0);
  expect(person.replies()).toHaveLength(5);
  // An orderly end hands the role on at once.
  await second.stop();
  expect(await leaderOf()).toBeNaN();
}, 90_000);
