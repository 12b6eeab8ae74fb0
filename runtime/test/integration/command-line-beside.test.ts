import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { esmPackage } from '../../../bots/esm/src/index.ts';
import { until } from './engine-fixture.ts';
import { createPerson } from './support/esm-person.ts';
import { createProbeBot, type ProbeBotOptions } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { type CommandResult, defineTestApp, runCommand } from './support/run-command.ts';
import { openTalk, type Talk } from './support/web-client.ts';

let folder: string;
let product: TestProduct;
let cured = false;

const effect: ProbeBotOptions['effect'] = {
  delivery: 'ambiguous',
  deliver: () => Promise.resolve({ status: 'unknown', code: 'cut', reason: 'the line was cut' }),
};
const bots = (options: ProbeBotOptions = {}) => [
  { bot: createProbeBot({ effect, isCured: () => cured, ...options }) },
  esmPackage,
];

const start = (): Promise<TestProduct> =>
  openProduct({ bots: bots(), databaseUrl: null, env: { OPORA_DATA_DIR: folder } });
const opora = (argv: readonly string[], options: ProbeBotOptions = {}): Promise<CommandResult> =>
  runCommand(defineTestApp(bots(options)), argv, { OPORA_DATA_DIR: folder });
const talkTo = (conversation: string): Talk => openTalk(product.url, 'probe', conversation);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opora beside '));
  product = await start();
});

afterAll(async () => {
  await product?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function idOf(sql: string): Promise<string> {
  const { rows } = await product.storage.pool.query<{ id: string }>(sql);
  return rows[0]?.id ?? '';
}

describe('beside a running product on the embedded database', () => {
  test('why tells the whole story of an update, a turn and a delivery', async () => {
    const talk = talkTo('story');
    const { body } = await talk.post('platform-id-1', 'nap 5', { 'x-request-id': 'story-1' });
    await until('the reply', async () => (await talk.replies()).length === 1);
    const reply = (await talk.list()).at(-1);
    for (const id of [String(body.updateId), reply?.turnId ?? '', reply?.id ?? '']) {
      const { code, stdout } = await opora(['why', id]);
      expect(code).toBe(0);
      for (const part of [
        `${id}: probe over http`,
        /received {2}u\d+\.1 message "nap 5" \(platform id platform-id-1, request story-1\)/,
        /claimed {3}t\d+\.1 joined 1 update, waited \d+ ms, attempt 1/,
        /step {6}nap:platform-id-1 journalled after \d+ ms/,
        /committed t\d+\.1 answered, 1 deliveries/,
        /outbox {4}d\d+\.2 message "echo 1: nap 5"/,
        /delivery {2}d\d+\.2 sent after \d+ attempts/,
      ]) {
        expect(stdout).toMatch(part);
      }
      expect(JSON.parse((await opora(['why', id, '--json'])).stdout)).toMatchObject({ id });
    }
  });

  test('why exits 1 for what is unknown or no id at all', async () => {
    for (const id of ['u999999.1', 'nonsense', 'd1.9999', "u1.1'--"]) {
      for (const argv of [[id], [id, '--json']]) {
        const { code, stdout, stderr } = await opora(['why', ...argv]);
        expect([code, stdout, stderr]).toEqual([1, '', expect.stringContaining('Nothing is stored')]);
      }
    }
  });

  test('replay comes out the same with the same bot, and differs with another', async () => {
    const talk = talkTo('replayed');
    for (const text of ['first', 'nap 5', 'timer 86400000']) await talk.post(text, text);
    await until('the replies', async () => (await talk.replies()).length === 3);
    const turns = [...new Set((await talk.list()).flatMap(({ turnId }) => turnId ?? []))];
    for (const turn of turns) {
      const { code, stdout } = await opora(['replay', turn]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('the same outcome')]);
    }
    const changed = await opora(['replay', turns[0] ?? ''], { voice: 'parrot' });
    expect([changed.code, changed.stdout]).toEqual([1, expect.stringContaining('ANOTHER outcome')]);
    expect(changed.stdout).toContain('parrot 1: first');
    expect(await talk.replies()).toHaveLength(3);
    const unknown = await opora(['replay', 't999999.1']);
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no Turn is stored')]);
    // What retention does to the Turn before one that was taken a month later.
    const [conversationId, seq] = (turns[1] ?? '').slice(1).split('.');
    const { rowCount } = await product.storage.pool.query(
      'delete from turns where conversation_id = $1 and seq = $2::bigint - 1',
      [conversationId, seq],
    );
    expect(rowCount).toBe(1);
    const gone = await opora(['replay', turns[1] ?? '']);
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringContaining('OPORA_RETENTION_DAYS')]);
  });

  test('deadletters lists, retries and drops a poisoned turn and an unknown delivery', async () => {
    expect(await opora(['deadletters', 'list'])).toMatchObject({ code: 0, stdout: 'No dead letters.\n' });
    const talk = talkTo('letters');
    await talk.post('m1', 'poison');
    await talk.post('m2', 'ring');
    const count = async () => (await product.storage.pool.query('select 1 from dead_letters')).rowCount;
    await until('both letters', async () => (await count()) === 2);
    const { code, stdout } = await opora(['deadletters', 'list', '--json']);
    const letters = JSON.parse(stdout) as readonly {
      id: string;
      kind: string;
      reason: string;
      conversation: string;
    }[];
    expect(code).toBe(1);
    expect(letters.map(({ conversation }) => conversation)).toEqual(['[redacted]', '[redacted]']);
    const idOfKind = (kind: string): string => letters.find((letter) => letter.kind === kind)?.id ?? '';
    expect(letters.find(({ kind }) => kind === 'turn')?.reason).toContain('Poison');

    cured = true;
    const retried = await opora(['deadletters', 'retry', idOfKind('turn')]);
    expect(retried).toMatchObject({ code: 0, stdout: expect.stringContaining('another chance') });
    await until('the cured reply', async () =>
      (await talk.replies()).some((text) => text.endsWith('poison')),
    );
    const again = await opora(['deadletters', 'retry', idOfKind('turn')]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('no open dead letter') });

    const unknown = idOfKind('unknown-delivery');
    const redelivered = await opora(['deadletters', 'retry', unknown, '--json']);
    expect([redelivered.code, JSON.parse(redelivered.stdout)]).toEqual([
      0,
      { id: unknown, action: 'retry', kind: 'unknown-delivery', bot: 'probe' },
    ]);
    await until('a letter again', async () => (await count()) === 3);
    const open = JSON.parse((await opora(['deadletters', 'list', '--json'])).stdout) as { id: string }[];
    expect(open).toHaveLength(1);
    const dropped = await opora(['deadletters', 'drop', open[0]?.id ?? '', '--json']);
    expect([dropped.code, JSON.parse(dropped.stdout)]).toMatchObject([0, { action: 'drop' }]);
    expect((await opora(['deadletters', 'list'])).code).toBe(0);
    for (const id of ['x', '0', '999999']) {
      expect(await opora(['deadletters', 'drop', id, '--json'])).toMatchObject({ code: 1, stdout: '' });
    }
  });

  test('doctor and migrate status work, and leave the product alone', async () => {
    expect((await opora(['doctor'])).code).toBeLessThan(2);
    expect((await opora(['migrate', 'up'])).code).toBe(0);
    expect((await opora(['migrate', 'status'])).code).toBe(0);
    expect((await talkTo('alive').post('m1', 'still there?')).status).toBe(202);
  });
});

test('restore brings a backup back, and erases again who has asked for it since', async () => {
  const file = join(folder, 'a.backup');
  const anna = createPerson(openTalk(product.url, 'esm', 'anna'));
  const boris = createPerson(openTalk(product.url, 'esm', 'boris'));
  await anna.join();
  await anna.answer();
  // Names are sealed: she is who came last.
  const annaId = await idOf(`select max(id)::text as id from conversations where bot = 'esm'`);
  await boris.join();
  await boris.answer();
  const backup = await opora(['backup', file]);
  expect(backup).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('restored into a scratch database'),
  });

  await anna.say('/delete_my_data');
  await anna.press('d:yes');
  const beside = await opora(['restore', file, '--yes']);
  expect([beside.code, beside.stderr]).toEqual([2, expect.stringContaining('Stop it')]);
  await product.stop();

  const asked = await opora(['restore', file]);
  expect([asked.code, asked.stdout, asked.stderr]).toEqual([1, '', expect.stringContaining('--yes')]);
  const restored = await opora(['restore', file, '--yes', '--json']);
  expect([restored.code, JSON.parse(restored.stdout)]).toEqual([0, { file, erasedAgain: 1 }]);

  product = await start();
  for (const table of [
    'updates',
    'turns',
    'deliveries',
    'esm_participants',
    'esm_responses',
    'esm_answers',
  ]) {
    const left = await idOf(`select count(*)::text as id from ${table} where conversation_id = ${annaId}`);
    expect([table, left]).toEqual([table, '0']);
  }
  expect(await idOf(`select count(*)::text as id from esm_participants`)).toBe('1');
  const later = createPerson(openTalk(product.url, 'esm', 'boris'));
  expect((await later.answer()).text).not.toBeNull();
}, 90_000);
