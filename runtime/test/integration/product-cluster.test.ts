import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { type ChildProduct, startChild } from './support/child-product.ts';
import { openEvents } from './support/event-reader.ts';
import { ask, openTalk } from './support/web-client.ts';

let database: TestDatabase;
const children: ChildProduct[] = [];
const webs = (): readonly ChildProduct[] => children.slice(0, 2);

/** Two processes that only accept and two that only work, on one database. */
beforeAll(async () => {
  database = await createTestDatabase();
  const start = (role: string): Promise<ChildProduct> =>
    startChild({
      DATABASE_URL: database.connectionString,
      OPORA_ROLE: role,
      OPORA_DATABASE_POOL: '4',
      OPORA_LEASE_SECONDS: '5',
      // Slow polls: what is fast is fast by the wake signal.
      OPORA_POLL_MIN_MS: '2000',
      OPORA_POLL_MAX_MS: '3000',
    });
  // All at once: they migrate together.
  children.push(...(await Promise.all(['web', 'web', 'worker', 'worker'].map(start))));
}, 120_000);

afterAll(async () => {
  const exits = await Promise.all(children.map((child) => child.stop()));
  await database?.drop();
  expect(exits).toEqual(children.map(() => ({ code: 0, signal: null })));
}, 60_000);

test('500 messages over two webs with redelivery: no loss, no double, no disorder', async () => {
  const people = Array.from({ length: 25 }, (_, index) => `person-${index}`);
  await Promise.all(
    people.map(async (person) => {
      const [left, right] = webs().map(({ url }) => openTalk(url, 'probe', person));
      for (let index = 0; index < 20; index += 1) {
        const deliveries = [left, right].map((talk) => talk?.post(`m${index}`, `t${index}`));
        const answers = await Promise.all(deliveries);
        expect(answers.map((answer) => answer?.status)).toEqual([202, 202]);
        expect(new Set(answers.map((answer) => answer?.body.updateId)).size).toBe(1);
        expect(answers.filter((answer) => answer?.body.duplicate === false)).toHaveLength(1);
      }
    }),
  );
  const expected = Array.from({ length: 20 }, (_, index) => `echo ${index + 1}: t${index}`);
  for (const [index, person] of people.entries()) {
    const talk = openTalk(webs()[index % 2]?.url ?? '', 'probe', person);
    await until(`all replies to ${person}`, async () => (await talk.replies()).length >= 20, 60_000);
    expect(await talk.replies()).toEqual(expected);
  }
}, 120_000);

test('a stream of one web shows what came in over the other and was answered by a worker', async () => {
  const [left, right] = webs();
  const reader = await openEvents(openTalk(left?.url ?? '', 'probe', 'across').eventsUrl);
  try {
    await openTalk(right?.url ?? '', 'probe', 'across').post('m1', 'nap 2500');
    await until('the reply', () => reader.texts.length === 2);
    expect(reader.texts).toEqual(['nap 2500', 'echo 1: nap 2500']);
    expect(reader.events.map(({ event }) => event)).toContain('typing');
  } finally {
    reader.close();
  }
});

test('both workers have worked, and a web has run no Turn', async () => {
  const attempts = await Promise.all(
    children.map(async ({ url }) => {
      const { text } = await ask(`${url}/metrics`);
      return Number(/^opora_turn_attempts_total (\d+)/m.exec(text)?.[1]);
    }),
  );
  expect(attempts.slice(0, 2)).toEqual([0, 0]);
  for (const count of attempts.slice(2)) expect(count).toBeGreaterThan(0);
});

test('the wake signal lets a worker begin long before its poll', async () => {
  const talk = openTalk(webs()[0]?.url ?? '', 'probe', 'awake');
  const waits: number[] = [];
  for (let index = 0; index < 6; index += 1) {
    const startedAt = performance.now();
    await talk.post(`m${index}`, 'hello');
    await until('the reply', async () => (await talk.replies()).length > index);
    waits.push(performance.now() - startedAt);
  }
  // The poll alone would take 1 to 3 s each time; one signal may be late on a busy machine.
  expect(waits.toSorted((a, b) => a - b)[2]).toBeLessThan(1_000);
});

test('a worker that is killed is replaced by the other, and nothing is lost', async () => {
  const talk = openTalk(webs()[0]?.url ?? '', 'probe', 'orphan');
  await talk.post('m1', 'hello');
  const victim = children.pop();
  victim?.kill('SIGKILL');
  await victim?.exited;
  await talk.post('m2', 'again');
  await until('both replies', async () => (await talk.replies()).length === 2, 60_000);
  expect(await talk.replies()).toEqual(['echo 1: hello', 'echo 2: again']);
}, 90_000);
