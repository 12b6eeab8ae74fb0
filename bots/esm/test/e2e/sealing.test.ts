import { afterAll, beforeAll, expect, test } from 'vitest';
import { Actor, WebDoor } from '../acceptance/support/actor.ts';
import { RealTime } from '../acceptance/support/real-time.ts';
import { startOpora } from '../fakes/start-opora.ts';
import { usualProtocol } from '../support/open-study.ts';
import { Installation } from '../support/product.ts';

/** Words of a participant that stand nowhere in the product itself. */
const moment = 'a mossy wicket gate creaking';
const activity = 'oiling hinges';
const question = 'why does zymurgy matter?';
const words = ['mossy', 'wicket', 'creaking', 'hinges', 'zymurgy'];

let installation: Installation;
let time: RealTime;
let one: Actor;

beforeAll(async () => {
  installation = await Installation.open();
  time = new RealTime(installation.database.connectionString);
  const code = await installation.openStudy(await installation.addOwner(), usualProtocol);
  one = new Actor(new WebDoor(installation, 'writes'), 'en', () => time.settle());
  await one.join(code);
  await one.say('/survey');
  await one.say(moment);
  for (let item = 0; item < 6; item += 1) await one.press('4');
  await one.say(activity);
  await one.say('/skip');
  await one.say(question);
}, 120_000);

afterAll(async () => {
  await time?.end();
  await installation?.close();
});

/** Every table with the rows of it that hold one of the words, as text or in base64 or hexadecimal. */
async function rowsWithWords(): Promise<Readonly<Record<string, number>>> {
  const tables = await time.rows<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(20);
  const forms = words.flatMap((word) => [
    word,
    Buffer.from(word).toString('hex'),
    Buffer.from(word).toString('base64').replace(/=+$/u, ''),
  ]);
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await time.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} t WHERE t::text ILIKE ANY($1)`,
      forms.map((form) => `%${form}%`),
    );
    if (row !== undefined && row.count > 0) found[name] = row.count;
  }
  return found;
}

/** `opora <argv>` on this installation, in a process of its own. */
const opora = (...argv: readonly string[]) =>
  startOpora(installation.database.connectionString, argv, installation.env).exit;

/** The Turn that took the moment report. */
async function turnOfMoment(): Promise<string> {
  const [row] = await time.rows<{ id: string }>(
    `SELECT 't' || t.conversation_id || '.' || t.seq AS id FROM esm_answers a
    JOIN updates u ON u.conversation_id = a.conversation_id AND a.sources @> jsonb_build_array(u.external_id)
    JOIN turns t ON t.conversation_id = u.conversation_id AND u.seq BETWEEN t.from_seq AND t.through_seq
    WHERE a.item_id = 'moment_capture'`,
  );
  return row?.id ?? 'none';
}

test('no table holds a word of what a participant wrote, and nothing but envelopes where it is kept', async () => {
  expect(await rowsWithWords()).toEqual({});
  for (const [table, column] of [
    ['updates', 'content'],
    ['turns', 'state'],
    ['turns', 'journal'],
  ] as const) {
    const [row] = await time.rows<{ all: number; sealed: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE ${column}::text LIKE '%"$sealed"%')::int AS sealed
      FROM ${table} WHERE ${column} IS NOT NULL`,
    );
    expect(row?.sealed, `${table}.${column}`).toBe(row?.all);
    expect(row?.sealed, `${table}.${column}`).toBeGreaterThan(0);
  }
  const messages = await time.rows<{ sealed: boolean }>(
    `SELECT payload::text LIKE '%"$sealed"%' AS sealed FROM deliveries`,
  );
  expect(new Set(messages.map(({ sealed }) => sealed))).toEqual(new Set([true]));
  // And the person reads their chat as before.
  const chat = await (await fetch(`${installation.url}/esm/api/conversations/writes/messages`)).text();
  expect(chat).toContain(moment);
});

test('opora why tells of a message what was said, and opora replay comes out the same', async () => {
  const turn = await turnOfMoment();
  const why = await opora('why', turn);
  expect([why.code, why.stderr]).toEqual([0, '']);
  expect(why.stdout).toContain(moment);
  const replay = await opora('replay', turn);
  expect([replay.code, replay.stdout]).toEqual([0, `${turn}: the same outcome\n`]);
}, 60_000);

test('a person’s own export holds their words', async () => {
  expect(await one.say('/export')).toContain(one.texts.exportJson);
  const page = (await (
    await fetch(`${installation.url}/esm/api/conversations/writes/messages?limit=500`)
  ).json()) as {
    messages: readonly { file: { name: string; url: string } | null }[];
  };
  const urls = page.messages.flatMap(({ file }) => (file === null ? [] : [file.url]));
  expect(urls).toHaveLength(2);
  for (const url of urls) {
    const file = await (await fetch(new URL(url, installation.url))).text();
    expect(file).toContain(moment);
    expect(file).toContain(activity);
  }
  expect(await rowsWithWords()).toEqual({});
});

test('a start with another key is refused; a changed key opens what the earlier one sealed', async () => {
  const other = Buffer.alloc(32, 9).toString('base64');
  const refused = await startOpora(installation.database.connectionString, ['start'], {
    ...installation.env,
    ESM_DATA_KEY: other,
  }).exit;
  expect(refused.code).toBe(2);
  expect(refused.stderr + refused.stdout).toContain('sealing_key_wrong');
  const both = `2:${other},1:${installation.env.ESM_DATA_KEY}`;
  const turn = await turnOfMoment();
  const why = await startOpora(installation.database.connectionString, ['why', turn], {
    ...installation.env,
    ESM_DATA_KEY: both,
  }).exit;
  expect(why.stdout).toContain(moment);
}, 60_000);

test('erasure finds sealed rows like any other', async () => {
  await one.say('/delete_my_data');
  await one.press('Erase everything');
  const left = await time.rows<{ table: string }>(
    `SELECT 'esm_answers' AS table FROM esm_answers UNION ALL SELECT 'esm_responses' FROM esm_responses
    UNION ALL SELECT 'turns' FROM turns WHERE seq < (SELECT max(seq) FROM turns)
    UNION ALL SELECT 'timers' FROM timers UNION ALL SELECT 'steps' FROM steps`,
  );
  expect(left).toEqual([]);
});
