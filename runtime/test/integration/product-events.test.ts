import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { type EventReader, openEvents } from './support/event-reader.ts';
import { createGate } from './support/gates.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask, openTalk, type ShownMessage, type Talk } from './support/web-client.ts';

let database: TestDatabase;
let product: TestProduct;
const gate = createGate();
const readers: EventReader[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({
    bots: [{ bot: createProbeBot({ gate }) }],
    databaseUrl: database.connectionString,
  });
});

afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

afterAll(async () => {
  gate.open();
  await product?.stop();
  await database?.drop();
});

async function listen(talk: Talk, lastEventId?: string): Promise<EventReader> {
  const reader = await openEvents(
    talk.eventsUrl,
    lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  );
  readers.push(reader);
  return reader;
}

const talkTo = (conversation: string): Talk => openTalk(product.url, 'probe', conversation);
const names = (reader: EventReader): string[] => reader.events.map(({ event }) => event);

async function say(talk: Talk, messageId: string, text: string): Promise<void> {
  await talk.post(messageId, text);
  await until('the reply', async () => (await talk.replies()).some((reply) => reply.endsWith(`: ${text}`)));
}

test('sends the history, then what is said live', async () => {
  const talk = talkTo('live');
  await say(talk, 'm1', 'one');
  const reader = await listen(talk);
  expect(reader.headers.get('content-type')).toContain('text/event-stream');
  expect(reader.headers.get('x-request-id')).not.toBeNull();
  expect(reader.headers.get('x-content-type-options')).toBe('nosniff');
  await until('the history', () => reader.texts.length === 2);
  await talk.post('m2', 'two');
  await until('the live reply', () => reader.texts.length === 4);
  expect(reader.texts).toEqual(['one', 'echo 1: one', 'two', 'echo 2: two']);
});

test('follows a conversation that does not exist yet', async () => {
  const talk = talkTo('unborn');
  const reader = await listen(talk);
  await talk.post('m1', 'hello');
  await until('the reply', () => reader.texts.length === 2);
});

test('shows typing while a Turn runs, and takes it back with the reply', async () => {
  const talk = talkTo('typing');
  const reader = await listen(talk);
  gate.close();
  await talk.post('m1', 'slow');
  await until('typing', () => names(reader).includes('typing'));
  gate.open();
  await until('the reply', () => reader.texts.length === 2);
  expect(reader.events.filter(({ event }) => event === 'typing').map(({ data }) => data)).toEqual([
    { on: true },
    { on: false },
  ]);
  expect(reader.texts).toEqual(['slow', 'echo 1: slow']);
});

test('resumes from Last-Event-ID without a gap or a repeat, wherever it was cut', async () => {
  const talk = talkTo('resume');
  for (let index = 1; index <= 5; index += 1) await say(talk, `m${index}`, `text ${index}`);
  const whole = await listen(talk);
  await until('everything', () => whole.texts.length === 10);
  const ids = whole.events.filter(({ event }) => event === 'message').map(({ id }) => id ?? '');
  for (const [index, id] of ids.entries()) {
    const reader = await listen(talk, id);
    await until('the rest', () => reader.texts.length === 9 - index);
    expect(reader.texts).toEqual(whole.texts.slice(index + 1));
    reader.close();
  }
});

test('never repeats what a list has shown when the stream begins at its cursor', async () => {
  const talk = talkTo('overlap');
  const writing = Promise.all(Array.from({ length: 20 }, (_, index) => talk.post(`m${index}`, `t${index}`)));
  const { body } = await ask(talk.messagesUrl);
  const listed = (body.messages as readonly ShownMessage[]).map(({ seq }) => seq);
  const reader = await openEvents(`${talk.eventsUrl}?after=${String(body.cursor)}`);
  readers.push(reader);
  await writing;
  await until('all replies', async () => (await talk.replies()).length === 20);
  const whole = (await talk.list()).map(({ seq }) => seq);
  await until('all events', () => listed.length + reader.texts.length >= whole.length);
  const sent = reader.events.filter(({ event }) => event === 'message');
  expect([...listed, ...sent.map(({ data }) => (data as ShownMessage).seq)]).toEqual(whole);
});

test('says that a conversation was erased, live and to whoever comes back later, once', async () => {
  const talk = talkTo('erased');
  await say(talk, 'm1', 'secret');
  const live = await listen(talk);
  await until('the history', () => live.texts.length === 2);
  const place = live.lastId;
  const { body } = await ask(talk.messagesUrl);
  await talk.post('m2', 'erase');
  await until('erased', () => names(live).includes('erased'));
  await until('the last reply', () => live.texts.at(-1) === 'echo 2: erase');

  const later = await listen(talk, place);
  await until('the last reply', () => later.texts.includes('echo 2: erase'));
  expect(names(later)[0]).toBe('erased');
  expect(later.texts).not.toContain('secret');

  const again = await listen(talk, later.lastId);
  await say(talk, 'm3', 'anew');
  await until('what came after', () => again.texts.length === 2);
  expect(names(again)).not.toContain('erased');

  const listed = await ask(`${talk.messagesUrl}?after=${String(body.cursor)}`);
  expect(listed.body.erased).toBe(true);
  const next = await ask(`${talk.messagesUrl}?after=${String(listed.body.cursor)}`);
  expect(next.body.erased).toBeUndefined();
});

test('tells a client that comes back when nothing is left of its conversation', async () => {
  const talk = talkTo('gone');
  await say(talk, 'm1', 'secret');
  const live = await listen(talk);
  await until('the history', () => live.texts.length === 2);
  const place = live.lastId;
  await talk.post('m2', 'erase');
  await until('erased', () => names(live).includes('erased'));
  await product.storage.pool.query(`update erasures set requested_at = requested_at - interval '2 hours'`);
  await product.storage.pool.query(`update turns set committed_at = committed_at - interval '2 hours'`);
  await product.engine.retention.run();
  expect((await ask(talk.messagesUrl)).body.messages).toEqual([]);
  const later = await listen(talk, place);
  await until('erased', () => names(later).includes('erased'));
  // The numbers begin anew: nothing of the new conversation may hide behind the old place.
  await say(talk, 'm3', 'reborn');
  const reborn = await listen(talk, place);
  await until('the new conversation', () => reborn.texts.length === 2);
  expect(reborn.texts).toEqual(['reborn', 'echo 1: reborn']);
});

test('shows what another process has answered', async () => {
  const talk = talkTo('elsewhere');
  const reader = await listen(talk);
  const other = await openProduct({
    bots: [{ bot: createProbeBot() }],
    databaseUrl: database.connectionString,
  });
  try {
    await openTalk(other.url, 'probe', 'elsewhere').post('m1', 'from afar');
    await until('the reply', () => reader.texts.length === 2);
  } finally {
    await other.stop();
  }
});

test('ends at shutdown, so that clients go elsewhere', async () => {
  const other = await openProduct({
    bots: [{ bot: createProbeBot() }],
    databaseUrl: database.connectionString,
  });
  const reader = await openEvents(openTalk(other.url, 'probe', 'shutdown').eventsUrl);
  readers.push(reader);
  const startedAt = performance.now();
  await other.stop();
  await until('the end', () => reader.ended);
  expect(performance.now() - startedAt).toBeLessThan(4_000);
});

test('stops while people write: nobody gets an answer without Retry-After, and nothing taken is lost', async () => {
  const other = await openProduct({
    bots: [{ bot: createProbeBot() }],
    databaseUrl: database.connectionString,
  });
  const answers: Promise<number | null>[] = [];
  const talk = openTalk(other.url, 'probe', 'closing');
  const write = async (person: number): Promise<void> => {
    for (let index = 0; index < 500; index += 1) {
      const answer = await talk.post(`m${person}-${index}`, 'hello').catch(() => null);
      if (answer === null) return;
      answers.push(Promise.resolve(answer.status));
      if (answer.status === 503) expect(answer.headers.get('retry-after')).not.toBeNull();
      else expect(answer.status).toBe(202);
    }
  };
  const writing = Promise.all([0, 1, 2, 3].map(write));
  await until('some messages', () => answers.length > 20);
  await other.stop();
  await writing;
  const taken = (await Promise.all(answers)).filter((status) => status === 202).length;
  const later = talkTo('closing');
  await until('every reply', async () => (await later.replies()).length >= taken);
});
