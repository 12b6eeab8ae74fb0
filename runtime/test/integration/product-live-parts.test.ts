import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/core/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { createGuestPackage } from './support/guest-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask, openTalk, postJson } from './support/web-client.ts';

const key = Buffer.alloc(32, 5).toString('base64');
let database: TestDatabase;
let folder: string;
let product: TestProduct;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora-live-'));
  database = await createTestDatabase();
  product = await openProduct({
    bots: [createGuestPackage({ failures: 3 })],
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key, GUEST_GREETING: 'good day', OPORA_DATA_DIR: folder },
  });
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

const put = (path: string, body: unknown) =>
  ask(`${product.url}${path}`, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });

describe('the routes of a bot', () => {
  test('are served below its name, with its tables behind them', async () => {
    const created = await postJson(`${product.url}/guest/api/notes`, { id: 'one', text: 'first' });
    expect([created.status, created.body]).toEqual([201, { id: 'one' }]);
    const { notes } = (await ask(`${product.url}/guest/api/notes`)).body as { notes: readonly object[] };
    expect(notes).toContainEqual({ id: 'one', text: 'first', edition: 1 });
    expect(await product.metric('guest_notes_total')).toBe(1);
    expect((await ask(`${product.url}/guest/pages/a/b`)).body).toEqual({ page: 'a/b' });
  });

  test('its pages are named where the product says what runs', async () => {
    const { bots } = (await ask(`${product.url}/`)).body as { bots: readonly { pages: unknown }[] };
    expect(bots[0]?.pages).toEqual([{ label: 'The book', href: '/guest/pages/book' }]);
  });

  test('write together or not at all, and a conflict is 409', async () => {
    await postJson(`${product.url}/guest/api/notes`, { id: 'two', text: 'second' });
    expect((await put('/guest/api/notes/two', { edition: 1 })).status).toBe(200);
    const stale = await put('/guest/api/notes/two', { edition: 1 });
    expect([stale.status, stale.body.code]).toEqual([409, 'write_conflict']);
    const { notes } = (await ask(`${product.url}/guest/api/notes`)).body as { notes: readonly object[] };
    expect(notes).toContainEqual({ id: 'two', text: 'second!', edition: 2 });
  });

  test.each([
    ['GET', '/guest/api/broken', 500, 'internal_error'],
    ['GET', '/guest/api/nothing', 404, 'route_unknown'],
    ['PATCH', '/guest/api/notes', 405, 'method_not_allowed'],
    ['DELETE', '/guest/pages/a/b', 405, 'method_not_allowed'],
    ['GET', '/guest/api/operator-only', 403, 'guest_forbidden'],
  ])('answer %s %s as a problem with its request id', async (method, path, status, code) => {
    const answer = await ask(product.url + path, { method, headers: { 'x-request-id': 'guest-1' } });
    expect([answer.status, answer.body.code, answer.body.requestId]).toEqual([status, code, 'guest-1']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-request-id')).toBe('guest-1');
    expect(answer.text).not.toContain('secret of the inside');
  });

  test.each([
    ['{"id":', 400, 'json_invalid'],
    [JSON.stringify({ id: 'big', text: 'x'.repeat(2_000_000) }), 413, 'body_too_large'],
    [`${'['.repeat(500)}${']'.repeat(500)}`, 400, 'json_too_deep'],
  ])('keep the limits of the server', async (body, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await ask(`${product.url}/guest/api/notes`, { method: 'POST', body, headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('know an Operator by the token', async () => {
    const answer = await ask(`${product.url}/guest/api/operator-only`, { headers: product.operator });
    expect(answer.body).toEqual({ url: product.url, telegramUrl: null });
  });

  test('stand in /openapi.json where the bot describes them', async () => {
    const { paths } = (await ask(`${product.url}/openapi.json`)).body as { paths: Record<string, object> };
    expect(paths['/guest/api/notes']).toMatchObject({ get: { summary: 'Notes' } });
  });

  test('log under the request id and the name of the bot', async () => {
    const headers = { 'x-request-id': 'guest-log' };
    await postJson(`${product.url}/guest/api/notes`, { id: 'three', text: 'third' }, headers);
    const line = product.logs.find(({ message }) => message === 'A note was written.');
    expect(line).toMatchObject({ bot: 'guest', module: 'bot' });
    expect(product.logs.filter(({ requestId }) => requestId === 'guest-log').length).toBeGreaterThan(1);
  });
});

test('an event wakes a Conversation, whose Turn reads the variables of the bot', async () => {
  const talk = openTalk(product.url, 'guest', 'nudged');
  expect((await talk.post('m1', 'hi')).status).toBe(202);
  await until('the first reply', async () => (await talk.replies()).length === 1);
  expect((await postJson(`${product.url}/guest/api/nudge/nudged`, {})).status).toBe(202);
  await until('the second reply', async () => (await talk.replies()).length === 2);
  expect(await talk.replies()).toEqual([
    'good day, hi, nap 20',
    'good day, guest.nudge {"by":"test"}, nap 20',
  ]);
});

describe('health', () => {
  const report = async () =>
    (await ask(`${product.url}/healthz`, { headers: product.operator })).body as {
      status: string;
      checks: readonly { name: string; status: string; message: string; advice?: string }[];
    };
  const find = async (name: string) => (await report()).checks.find((check) => check.name === name);

  test('shows what a bot finds, with its advice', async () => {
    await until('the check looks again', async () => (await find('guest-notes'))?.status === 'degraded');
    expect(await find('guest-notes')).toMatchObject({ message: '4 notes', advice: 'Read them.' });
    expect(await product.metric('opora_health{check="guest-notes"}')).toBe(0.5);
  });

  test('shows a job that fails until it ends well; it was logged, counted and tried again', async () => {
    const failures = 'opora_job_runs_total{bot="guest",job="flaky",result="failed"}';
    await until('the job has failed', async () => (await product.metric(failures)) > 0);
    await until(
      'the job has ended well',
      async () => {
        const done = 'opora_job_runs_total{bot="guest",job="flaky",result="done"}';
        return (await product.metric(done)) === 1;
      },
      20_000,
    );
    expect(await product.metric(failures)).toBe(3);
    const lines = product.logs.filter(({ message }) => message.startsWith('A job failed'));
    expect(lines.map(({ times, bot, job }) => [times, bot, job])).toEqual(
      [1, 2, 3].map((times) => [times, 'guest', 'flaky']),
    );
    await until('the check looks again', async () => (await find('guest-jobs'))?.status === 'healthy');
    expect(await find('guest-jobs')).toMatchObject({ message: '2 jobs run in this process.' });
  });
});

test('a worker has the checks of a bot and none of its routes', async () => {
  const worker = await openProduct({
    bots: [createGuestPackage()],
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key, OPORA_ROLE: 'worker' },
  });
  try {
    expect((await ask(`${worker.url}/guest/api/notes`)).status).toBe(404);
    const health = await ask(`${worker.url}/healthz`, { headers: worker.operator });
    const names = (health.body.checks as readonly { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['guest-notes', 'guest-jobs']));
  } finally {
    await worker.stop();
  }
});

test('an installation with a key of its own makes none', () => {
  expect(existsSync(join(folder, 'secrets'))).toBe(false);
});

test('a demo is seeded before it serves, makes its own key, and again at the next start', async () => {
  const data = join(folder, 'demo');
  const events: string[] = [];
  const start = () =>
    openProduct({
      bots: [createGuestPackage({ onEvent: (event) => events.push(event) })],
      databaseUrl: null,
      env: { OPORA_DATA_DIR: data },
    });
  for (const times of [1, 2]) {
    const demo = await start();
    try {
      expect((await ask(`${demo.url}/guest/api/notes`)).body).toEqual({
        notes: [{ id: 'welcome', text: 'Welcome', edition: 1 }],
      });
    } finally {
      await demo.stop();
    }
    expect(events.filter((event) => event === 'seed')).toHaveLength(times);
    expect(events.at(-1)).toBe('close');
  }
  const file = join(data, 'secrets', 'GUEST_KEY');
  expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test.each([
  ['another process was first', new RefusedError('write_conflict', 'Somebody else wrote it.'), 'info'],
  ['it failed', new Error('no demo data'), 'error'],
])('a start whose seed comes to nothing goes on and says so: %s', async (_what, cause, level) => {
  const guest = createGuestPackage();
  const seed = (): Promise<void> => Promise.reject(cause);
  const open: typeof guest.open = (runtime) => ({ ...guest.open?.(runtime), seed });
  const demo = await openProduct({
    bots: [{ ...guest, open }],
    databaseUrl: null,
    env: { OPORA_DATA_DIR: join(folder, 'seedless') },
  });
  await demo.stop();
  const told = demo.logs.filter(({ message }) => message.includes('demo data'));
  expect(told).toEqual([expect.objectContaining({ level })]);
});

test.each([
  ['doubled', ['count', 'count']],
  ['malformed', ['Count it']],
])('a start fails when names of jobs are %s', async (_what, names) => {
  const guest = createGuestPackage();
  const jobs = names.map((name) => ({ name, everyMs: 1_000, run: () => Promise.resolve() }));
  const start = openProduct({
    bots: [{ ...guest, open: () => ({ jobs }) }],
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key },
  });
  await expect(start).rejects.toMatchObject({ code: 'extension_invalid' });
});

test('a start tells of a route that is taken, and leaves nothing open', async () => {
  const guest = createGuestPackage();
  const start = openProduct({
    bots: [
      {
        ...guest,
        open: () => ({
          http: async (server) => {
            server.get('/chat', () => ({}));
          },
        }),
      },
    ],
    databaseUrl: database.connectionString,
    env: { GUEST_KEY: key },
  });
  await expect(start).rejects.toThrow(/already declared.*\/guest\/chat/);
});
