import type { TelegramEmulator, TelegramFault } from '@opora/emulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf, storedName } from './support/contents.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { createPerson, type Person, startTelegram, telegramEnvironment } from './support/telegram.ts';
import { waitFor } from './support/wait.ts';

const label = '(possibly repeated)';
const question = 'Please choose a language.';

let database: E2eDatabase;
let telegram: TelegramEmulator;
let product: RunningProduct;

beforeAll(async () => {
  [database, telegram] = await Promise.all([createE2eDatabase(), startTelegram()]);
  product = await startTestProduct({ DATABASE_URL: database.url, ...telegramEnvironment(telegram) });
});
afterAll(async () => {
  await product?.stop();
  await telegram?.stop();
  await database?.drop();
});

/** A first contact whose first reply meets the fault, and an orderly second exchange. */
async function meet(id: number, fault: Omit<TelegramFault, 'method' | 'chat'>): Promise<Person> {
  const person = createPerson(telegram, id, 'en');
  telegram.addFault({ ...fault, method: 'sendMessage', chat: id });
  person.say('/start');
  await person.hears(question);
  await waitFor(
    'the record',
    async () => {
      const open = await database.query(
        `select 1 from deliveries d join conversations c on c.id = d.conversation_id
       where c.external_id = $1 and d.next_at is not null`,
        [storedName(id)],
      );
      return open.length === 0;
    },
    30_000,
  );
  person.press('English');
  await person.hears('Taking part');
  return person;
}

/** How often the question and the consent stand in the chat, and whether a repeat says so. */
const shownBy = (person: Person): readonly (readonly [what: string, labelled: boolean])[] =>
  person.replies().map((text) => [text.includes(question) ? 'question' : 'consent', text.includes(label)]);

const once = [
  ['question', false],
  ['consent', false],
];
const repeated = [
  ['question', false],
  ['question', true],
  ['consent', false],
];

describe.concurrent('esm over a failing Telegram', () => {
  it('waits as long as a 429 asks and shows the reply once', async () => {
    const person = await meet(201, { kind: 'rate-limited', retryAfterSeconds: 2 });
    expect(shownBy(person)).toEqual(once);
    const [first, second] = telegram.journal({ method: 'sendMessage', chat: 201 });
    expect(Date.parse(second?.at ?? '') - Date.parse(first?.at ?? '')).toBeGreaterThanOrEqual(2_000);
  }, 60_000);

  it('repeats after a 500 that did nothing, with the label, because nobody can know', async () => {
    const person = await meet(202, { kind: 'error-before' });
    expect(shownBy(person)).toEqual([
      ['question', true],
      ['consent', false],
    ]);
  }, 60_000);

  it.each([
    ['a 500 after the message was shown', 203, 'error-after-accept'],
    ['a connection cut after the message was shown', 204, 'accepted-then-cut'],
    ['an answer that is no JSON', 205, 'garbage'],
  ] as const)(
    'labels the repeat after %s',
    async (_what, id, kind) => {
      expect(shownBy(await meet(id, { kind }))).toEqual(repeated);
    },
    60_000,
  );

  it('gives up a call that hangs and repeats it', async () => {
    const person = createPerson(telegram, 206, 'en');
    telegram.addFault({ kind: 'hang', method: 'sendMessage', chat: 206 });
    person.say('/start');
    await person.hears(question, 30_000);
    expect(person.replies()).toEqual([expect.stringContaining(label)]);
    person.press('English');
    await person.hears('Taking part');
  }, 60_000);

  it('stops sending to a person who blocked it, tells the bot, and works again afterwards', async () => {
    const person = createPerson(telegram, 207, 'en');
    await person.join();
    person.say('/survey');
    await person.hears('1/9.');
    person.say('/export');
    person.block(true);
    const rows = (): Promise<readonly { status: string }[]> =>
      database.query(
        `select d.status from deliveries d join conversations c on c.id = d.conversation_id
         where c.external_id = $1 order by d.seq desc limit 3`,
        [storedName(207)],
      );
    await waitFor('refusal', async () => (await rows()).some(({ status }) => status === 'refused'));
    await waitFor('an end', async () => (await rows()).every(({ status }) => status !== 'pending'));
    expect((await rows()).map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'refused']);
    const event = await waitFor('the event', async () => {
      const found = await contentsOf(database, '207');
      return found.find(({ event: name }) => name === 'opora.unreachable');
    });
    expect(event.payload).toEqual({ reason: 'telegram_blocked' });
    // A slow machine may show "typing" too, which is refused as well and tells nobody anything.
    const refused = telegram
      .journal({ chat: 207 })
      .filter(({ method, outcome }) => method !== 'sendChatAction' && outcome?.status === 403);
    expect(refused).toHaveLength(1);
    person.block(false);
    person.say('drops on the window');
    await person.hears('2/9.');
    expect(await database.query(`select 1 from dead_letters`)).toEqual([]);
  }, 60_000);

  it('keeps receiving through faults of getUpdates, and takes nothing twice', async () => {
    for (const kind of ['error-before', 'cut-before', 'garbage', 'bad-gateway', 'rate-limited'] as const) {
      telegram.addFault({ kind, method: 'getUpdates' });
    }
    telegram.addFault({ kind: 'accepted-then-cut', method: 'getUpdates', nth: 7 });
    const person = createPerson(telegram, 208, 'en');
    await person.join();
    const rows = await database.query(
      `select u.external_id from updates u join conversations c on c.id = u.conversation_id where c.external_id = $1`,
      [storedName(208)],
    );
    expect(rows).toHaveLength(4);
  }, 60_000);
});
