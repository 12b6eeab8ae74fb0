import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/clock.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { startEmbeddedPostgres } from '../../src/postgres/embedded/index.ts';
import { requestStop } from '../../src/testing/request-stop.ts';
import { until } from './engine-fixture.ts';
import { type ChildProduct, startChild } from './support/child-product.ts';
import { createPerson } from './support/esm-person.ts';
import { ask, openTalk } from './support/web-client.ts';

// One data folder and one story: every test begins where the process before it was ended.
let folder: string;
let child: ChildProduct | null = null;
const deadlineSeconds = 4;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-shutdown-'));
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await child?.exited;
  // Whoever is killed leaves the database running: take it over and stop it.
  const options = { dataDirectory: join(folder, 'postgres'), logger: silentLogger, clock: systemClock };
  await (await startEmbeddedPostgres(options)).stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (): Promise<ChildProduct> =>
  startChild({
    OPORA_DATA_DIR: folder,
    OPORA_SHUTDOWN_SECONDS: String(deadlineSeconds),
    OPORA_TURN_CONCURRENCY: '8',
    OPORA_LEASE_SECONDS: '5',
  });

const conversations = Array.from({ length: 20 }, (_, index) => `chat-${index}`);
/** Half of them think for a while, and one for longer than a shutdown may take. */
const textOf = (conversation: string, index: number): string =>
  conversation === 'chat-0' && index === 0 ? 'nap 6000' : `nap ${index % 2 === 0 ? 40 : 1} ${index}`;

const countAttempts = async (url: string): Promise<number> =>
  Number(/^opora_turn_attempts_total (\d+)/m.exec((await ask(`${url}/metrics`)).text)?.[1]);

test('a stop with Turns running and 200 messages waiting: exit 0 in time, nothing lost or doubled', async () => {
  child = await start();
  const { url } = child;
  await Promise.all(
    conversations.map(async (conversation) => {
      const talk = openTalk(url, 'probe', conversation);
      for (let index = 0; index < 10; index += 1) {
        const answer = await talk.post(`m${index}`, textOf(conversation, index));
        expect(answer.status).toBe(202);
      }
    }),
  );
  const startedAt = performance.now();
  expect(await child.stop()).toEqual({ code: 0, signal: null });
  expect(performance.now() - startedAt).toBeLessThan((deadlineSeconds + 4) * 1000);
  expect(child.output()).not.toMatch(/unhandled|"level":"error"/i);

  child = await start();
  for (const conversation of conversations) {
    const talk = openTalk(child.url, 'probe', conversation);
    await until(`all replies of ${conversation}`, async () => (await talk.replies()).length >= 10, 60_000);
    expect(await talk.replies()).toEqual(
      Array.from({ length: 10 }, (_, index) => `echo ${index + 1}: ${textOf(conversation, index)}`),
    );
  }
}, 120_000);

test('SIGKILL in the middle of a survey: the next process asks on where it stood', async () => {
  child ??= await start();
  const before = createPerson(openTalk(child.url, 'esm', 'anna'));
  await before.join();
  await before.answer();
  const question = await before.answer();
  child.kill('SIGKILL');
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });

  child = await start();
  const talk = openTalk(child.url, 'esm', 'anna');
  expect((await talk.list()).at(-1)).toEqual(question);
  const after = await createPerson(talk).answer();
  expect(after.text).not.toBe(question.text);
  expect(after.text).toMatch(/4 of 9|4\/9|4 \/ 9/);
}, 120_000);

test('`shutdown` over its channel stops it in order, and the embedded database with it', async () => {
  child ??= await start();
  const stillRuns = join(folder, 'postgres/cluster/postmaster.pid');
  expect(existsSync(stillRuns)).toBe(true);
  // The way of Windows, and of pm2 with `shutdown_with_message`.
  requestStop(child.process, 'win32');
  expect(await child.exited).toEqual({ code: 0, signal: null });
  expect(child.output()).toContain('shutdown received');
  expect(existsSync(stillRuns)).toBe(false);
}, 60_000);

test('said twice it ends at once, and what it was doing is done by the next', async () => {
  child = await start();
  const talk = openTalk(child.url, 'probe', 'twice');
  const before = await countAttempts(child.url);
  await talk.post('m1', 'nap 6000');
  const { url } = child;
  await until('the Turn runs', async () => (await countAttempts(url)) > before);
  child.process.send('a word that it does not know');
  requestStop(child.process, 'win32');
  await until('the first', () => child?.output().includes('shutdown received') === true);
  const startedAt = performance.now();
  requestStop(child.process, 'win32');
  expect((await child.exited).code).toBe(130);
  expect(performance.now() - startedAt).toBeLessThan(4_000);

  child = await start();
  const later = openTalk(child.url, 'probe', 'twice');
  await until('the reply', async () => (await later.replies()).length > 0, 60_000);
  expect(await later.replies()).toEqual(['echo 1: nap 6000']);
}, 120_000);
