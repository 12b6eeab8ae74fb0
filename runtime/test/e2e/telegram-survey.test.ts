import type { TelegramEmulator } from '@opora/emulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storedName } from './support/contents.ts';
import { createE2eDatabase, type E2eDatabase } from './support/database.ts';
import { runOpora } from './support/process.ts';
import { type RunningProduct, startTestProduct } from './support/product.ts';
import { createPerson, startTelegram, telegramEnvironment } from './support/telegram.ts';
import { waitFor } from './support/wait.ts';

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

/** Rows about one chat. */
const answersOf = (chat: number): Promise<readonly { readonly item_id: string }[]> =>
  database.query(
    `select a.item_id, a.status, a.value, a.characters, a.edits from esm_answers a
     join conversations c on c.id = a.conversation_id where c.external_id = $1 order by a.position`,
    [storedName(chat)],
  );

describe.concurrent('a Telegram person', () => {
  it('answers the whole survey with buttons and digits, there and back', async () => {
    const person = createPerson(telegram, 101, 'en');
    await person.join();
    person.say('/survey');
    await person.hears('1/9.');
    const first = person.say('sound of rain');
    const scale = await person.hears('2/9.');
    expect(scale.buttons.map((row) => row.map(({ text }) => text))).toEqual([
      ['0', '1', '2', '3', '4'],
      ['5', '6', '7', '8', '9'],
      ['Back', 'Skip'],
    ]);
    person.say('12');
    await person.hears('The scale runs from 0 to 9.');
    person.say('4');
    await person.hears('3/9.');
    person.say('/back');
    await person.hears('Your earlier answer to this question is kept');
    person.press('6');
    await person.hears('3/9.');
    person.say('/skip');
    await person.hears('4/9.');
    person.edit(first.messageId, 'sound of heavy rain');
    await person.hears('The edit is noted.');
    for (const [label, next] of [
      ['9', '5/9.'],
      ['7', '6/9.'],
      ['1', '7/9.'],
      ['3', '8/9.'],
    ] as const) {
      person.press(label);
      await person.hears(next);
    }
    person.say('reading');
    await person.hears('9/9.');
    person.say('=HYPERLINK("x")');
    await waitFor('the last answer', async () => (await answersOf(101)).length === 9);
    expect(await answersOf(101)).toMatchObject([
      { status: 'answered', characters: 'sound of rain'.length, edits: 1 },
      { item_id: 'challenge', status: 'answered', value: 6 },
      { item_id: 'skill', status: 'skipped' },
      ...[9, 7, 1, 3].map((value) => ({ status: 'answered', value })),
      { characters: 'reading'.length },
      { characters: '=HYPERLINK("x")'.length },
    ]);

    person.say('/export');
    const csv = await person.hears('The same answers as CSV.');
    expect(csv.file).toMatchObject({ name: 'esm-data.csv' });
    expect(telegram.file(csv.file?.id ?? '')?.content.toString()).toContain(`'=HYPERLINK(""x"")`);
    person.say('/delete_my_data');
    await person.hears('Erase everything?');
    person.press('Erase everything');
    await person.hears('Your answers and your consent are erased');
    expect(await answersOf(101)).toEqual([]);
  }, 60_000);

  it('is told in Ukrainian what cannot be an answer, and can stop', async () => {
    const person = createPerson(telegram, 102, 'uk');
    await person.join();
    person.say('/survey');
    await person.hears('1/9.');
    for (const kind of ['voice', 'photo', 'sticker'] as const) {
      const before = person.replies().length;
      person.send(kind);
      await waitFor('the hint', () => person.replies().length === before + 1);
      expect(person.replies().at(-1)).toMatch(/голосові повідомлення[\s\S]*1\/9\./u);
    }
    for (const shared of [
      { contact: { phone_number: '+380501234567', first_name: 'Олена' } },
      { location: { latitude: 50.45, longitude: 30.52 } },
    ]) {
      const before = person.replies().length;
      telegram.write({ person: { id: 102, languageCode: 'uk' } }, '', shared);
      await waitFor('the hint', () => person.replies().length === before + 1);
      expect(person.replies().at(-1)).toMatch(/голосові повідомлення[\s\S]*1\/9\./u);
    }
    person.say('/cancel');
    await person.hears('Опитування припинено');
    expect(await answersOf(102)).toMatchObject([
      { item_id: 'moment_capture', status: 'shown', characters: null },
    ]);
  }, 60_000);

  it('is refused once and politely in a group', async () => {
    for (const text of ['hello', '/start', 'anybody?']) {
      telegram.write({ person: { id: 103, languageCode: 'ru' }, group: -5 }, text);
    }
    await waitFor('the refusal', () => telegram.shownTexts(-5).length > 0);
    await waitFor('confirmation', () => telegram.pendingUpdates() === 0);
    expect(telegram.shownTexts(-5)).toEqual([
      'Этот бот работает только в личной переписке. Напишите ему напрямую.',
    ]);
  });

  it('sees the commands in three languages, and every press answered', async () => {
    const person = createPerson(telegram, 104, 'ru');
    await person.join();
    for (const language of ['ru', 'uk', 'en']) {
      const call = telegram
        .journal({ method: 'setMyCommands' })
        .find((one) => one.params.language_code === language);
      expect(JSON.stringify(call?.params.commands), language).toContain('delete_my_data');
    }
    expect(telegram.chat(104).commands).toContainEqual({ command: 'survey', description: 'открыть опрос' });
    await waitFor('answers', () => telegram.journal({ method: 'answerCallbackQuery' }).length >= 2);
    expect(
      telegram.journal({ method: 'answerCallbackQuery' }).every(({ outcome }) => outcome?.accepted),
    ).toBe(true);
  });

  it('can be told why: the receipt names the message', async () => {
    const person = createPerson(telegram, 105, 'en');
    person.say('/start');
    const shown = await person.hears('Please choose a language.');
    const [row] = await waitFor('the record', async () => {
      const found = await database.query<{ id: string }>(
        `select 'd' || d.conversation_id || '.' || d.seq as id from deliveries d
         join conversations c on c.id = d.conversation_id where c.external_id = $1 and d.status = 'sent'`,
        [storedName(105)],
      );
      return found.length > 0 ? found : null;
    });
    const why = runOpora(['why', row?.id ?? ''], { DATABASE_URL: database.url });
    expect(await why.ended).toBe(0);
    expect(why.output()).toContain(`receipt {"messageId":${shown.messageId}}`);
    expect(why.output()).toContain('esm over telegram');
  }, 60_000);
});
