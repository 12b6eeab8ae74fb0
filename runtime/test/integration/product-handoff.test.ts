import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { createGate } from './support/gates.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';
import { type Answer, type Headers, openTalk, postJson, type Talk } from './support/web-client.ts';

let database: TestDatabase;
let product: TestProduct;
const gate = createGate();
const definition = defineTestApp([{ bot: createProbeBot({ gate }) }]);

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({
    bots: definition.bots,
    databaseUrl: database.connectionString,
  });
});

beforeEach(() => gate.close());

afterAll(async () => {
  gate.open();
  await product?.stop();
  await database?.drop();
});

const talkTo = (conversation: string): Talk => openTalk(product.url, 'probe', conversation);

const command = (
  verb: string,
  conversation: string,
  body: object = {},
  headers: Headers = {},
): Promise<Answer> =>
  postJson(`${product.url}/api/operator/conversations/probe/http/${conversation}/${verb}`, body, {
    ...product.operator,
    ...headers,
  });

const outcomes = async (conversation: string): Promise<readonly string[]> => {
  const { rows } = await product.storage.pool.query<{ outcome: string }>(
    `select outcome from turns t join conversations c on c.id = t.conversation_id
     where c.external_id = $1 order by t.seq`,
    [conversation],
  );
  return rows.map(({ outcome }) => outcome);
};

test('a takeover throws away what the bot is thinking, and keeps it silent until the release', async () => {
  const talk = talkTo('taken');
  await talk.post('m1', 'slow');
  await until('the Turn', () => gate.reached === 1);
  const taken = await command('takeover', 'taken', { operator: 'olena', reason: 'angry' });
  expect([taken.status, taken.body.heldBy]).toEqual([200, 'olena']);
  gate.open();
  await until('the held Turn', async () => (await outcomes('taken')).length === 1);
  await talk.post('m2', 'anybody there?');
  await talk.press('m3', 'yes');
  await until('all held', async () => (await outcomes('taken')).length >= 2);
  await until('rest', async () => (await outcomes('taken')).every((outcome) => outcome === 'held'));
  expect(await talk.replies()).toEqual([]);

  expect((await command('release', 'taken')).status).toBe(200);
  await until('the reply', async () => (await talk.replies()).length === 1);
  const [reply = ''] = await talk.replies();
  expect(reply).toMatch(/^echo 1: opora\.released /);
  const { held } = JSON.parse(reply.slice(reply.indexOf('{'))) as { held: object[] };
  expect(held).toMatchObject([
    { kind: 'message', text: 'slow' },
    { kind: 'message', text: 'anybody there?' },
    { kind: 'button', button: 'yes' },
  ]);
  await talk.post('m4', 'and now?');
  await until('the next reply', async () => (await talk.replies()).length === 2);
  expect((await talk.replies())[1]).toBe('echo 2: and now?');
});

test('a bot that hands over itself is told after the release what came meanwhile, and only that', async () => {
  const talk = talkTo('asked');
  await talk.post('m1', 'before');
  await talk.post('m2', 'handoff');
  await until('the handoff', async () => (await talk.replies()).length === 2);
  await talk.post('m3', 'meanwhile');
  await until('held', async () => (await outcomes('asked')).at(-1) === 'held');
  await command('release', 'asked');
  await until('the release', async () => (await talk.replies()).length === 3);
  const reply = (await talk.replies())[2] ?? '';
  expect(reply).toContain('"text":"meanwhile"');
  expect(reply).not.toContain('before');
});

test('hears a right while a person holds the Conversation, and nothing else', async () => {
  const talk = talkTo('right');
  await talk.post('m1', 'handoff');
  await until('the handoff', async () => (await talk.replies()).length === 1);
  await talk.post('m2', 'to the person');
  await until('held', async () => (await outcomes('right')).at(-1) === 'held');
  await talk.post('m3', 'right now');
  await until('the right', async () => (await talk.replies()).length === 2);
  await talk.post('m4', 'to the person again');
  await until('held', async () => (await outcomes('right')).length === 4);
  expect((await talk.replies())[1]).toBe('echo 2: right now');
  expect(await outcomes('right')).toEqual(['answered', 'held', 'held', 'held']);
  const { rows } = await product.storage.pool.query<{ id: string }>(
    `select 't' || id || '.3' as id from conversations where external_id = 'right'`,
  );
  const replay = await runCommand(definition, ['replay', rows[0]?.id ?? ''], {
    DATABASE_URL: database.connectionString,
  });
  expect(replay.stdout).toContain('the same outcome');
  await command('release', 'right');
  await until('the release', async () => (await talk.replies()).length === 3);
  const reply = (await talk.replies())[2] ?? '';
  const { held } = JSON.parse(reply.slice(reply.indexOf('{'))) as { held: { text: string }[] };
  expect(held.map(({ text }) => text)).toEqual(['to the person', 'right now', 'to the person again']);
});

test('a request id that comes again releases the next takeover too', async () => {
  const talk = talkTo('twice');
  await talk.post('m1', 'hello');
  await until('the reply', async () => (await talk.replies()).length === 1);
  for (const said of [2, 3]) {
    await command('takeover', 'twice', { operator: 'olena' });
    const release = await command('release', 'twice', {}, { 'x-request-id': 'release-it' });
    expect([release.status, release.body.duplicate]).toEqual([200, false]);
    await until('the release', async () => (await talk.replies()).length === said);
  }
});

test('an erasure ends the hold', async () => {
  const talk = talkTo('erases');
  await talk.post('m1', 'handoff');
  await until('the handoff', async () => (await talk.replies()).length === 1);
  await talk.post('m2', 'erase');
  await until('the last word', async () => (await talk.replies()).length === 1);
  await talk.post('m3', 'anew');
  await until('the bot again', async () => (await talk.replies()).some((reply) => reply.endsWith(': anew')));
});

test('refuses to release what the bot has, and to take or release what does not exist', async () => {
  await talkTo('free').post('m1', 'hello');
  const release = await command('release', 'free');
  expect([release.status, release.body.code]).toEqual([409, 'conversation_not_held']);
  expect((await command('release', 'nobody')).status).toBe(404);
  expect((await command('takeover', 'nobody', { operator: 'olena' })).status).toBe(404);
  expect((await command('takeover', 'free', {})).status).toBe(400);
});

test('counts a takeover and a bot’s own handoff', async () => {
  expect(await product.metric('opora_handoffs_total{bot="probe"}')).toBe(6);
});
