import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metricCatalogue } from '../../src/core/metric-catalogue.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { createGate } from './support/gates.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask, openTalk, postJson } from './support/web-client.ts';

let database: TestDatabase;
let product: TestProduct;
let rings = 0;
const gate = createGate();
const bot = createProbeBot({
  gate,
  newerMessage: 'merge',
  effect: {
    delivery: 'ambiguous',
    deliver: () => {
      rings += 1;
      return Promise.resolve(
        rings === 1 ? { status: 'sent', receipt: null } : { status: 'unknown', code: 'cut', reason: 'cut' },
      );
    },
  },
});

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({ bots: [{ bot }], databaseUrl: database.connectionString });
});

afterAll(async () => {
  gate.open();
  await product?.stop();
  await database?.drop();
});

/** Every series of `/metrics` with its value. */
async function readSeries(): Promise<Map<string, number>> {
  const { text } = await ask(`${product.url}/metrics`);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))] as const;
    }),
  );
}

test('answers every probe with yes while all is well', async () => {
  for (const [path, status] of [
    ['/livez', 'alive'],
    ['/readyz', 'ready'],
    ['/startupz', 'started'],
  ] as const) {
    const answer = await ask(product.url + path);
    expect([answer.status, answer.body.status]).toEqual([200, status]);
  }
  const health = await ask(`${product.url}/healthz`);
  expect(health.status).toBe(200);
  expect(health.text).toContain('database');
});

test('says how healthy it is on /metrics, though nobody has asked for /healthz', async () => {
  const fresh = await openProduct({ bots: [{ bot }], databaseUrl: database.connectionString });
  try {
    await until('the first look', async () => (await fresh.metric('opora_health{check="database"}')) === 1);
  } finally {
    await fresh.stop();
  }
});

test('counts requests of methods that no route has', async () => {
  const before = await product.metric(other);
  await ask(`${product.url}/livez`, { method: 'PROPFIND' });
  expect(await product.metric(other)).toBe(before + 1);
});

const other = 'opora_http_requests_total{route="unmatched",method="OTHER",status="4xx"}';

test('shows the detail of health outside demo mode to operators alone', async () => {
  const env = { OPORA_API_TOKEN: 'api-token-of-the-tests-0001' };
  const closed = await openProduct({ bots: [{ bot }], databaseUrl: database.connectionString, env });
  try {
    const stranger = await ask(`${closed.url}/healthz`);
    expect(Object.keys(stranger.body)).toEqual(['status']);
    const operator = await ask(`${closed.url}/healthz`, { headers: closed.operator });
    expect(operator.text).toContain('database');
  } finally {
    await closed.stop();
  }
});

test('a worker answers probes and metrics and nothing else', async () => {
  const env = { OPORA_ROLE: 'worker' };
  const worker = await openProduct({ bots: [{ bot }], databaseUrl: database.connectionString, env });
  try {
    expect((await ask(`${worker.url}/readyz`)).status).toBe(200);
    expect((await ask(`${worker.url}/metrics`)).status).toBe(200);
    expect((await ask(`${worker.url}/probe/chat`)).status).toBe(404);
  } finally {
    await worker.stop();
  }
});

describe('after a conversation with everything in it', () => {
  let series: Map<string, number>;
  const secret = 'Secret-Name-4711';

  beforeAll(async () => {
    const talk = openTalk(product.url, 'probe', secret);
    await talk.post('dup', `hello ${secret}`);
    await talk.post('dup', `hello ${secret}`);
    await talk.post('slow', 'slow');
    await until('the slow Turn', () => gate.reached > 0);
    await talk.post('newer', `timer 1`);
    gate.open();
    await until('the timer', async () => (await talk.replies()).some((text) => text.includes('timer wake')));
    await talk.post('ring1', 'ring');
    await until('the first effect', () => rings === 1);
    await talk.post('ring2', 'ring');
    await until('the second effect', () => rings === 2);
    await talk.post('poison', 'poison');
    await openTalk(product.url, 'probe', 'held').post('handoff', 'handoff');
    await openTalk(product.url, 'probe', 'leaving').post('erase', 'erase');
    await postJson(`${product.url}/probe/api/messages`, { conversationId: secret });
    await ask(`${product.url}/nothing/${secret}`);
    await until('the dead letters', async () => {
      const { rows } = await product.storage.pool.query('select kind from dead_letters');
      return rows.length === 2;
    });
    await until('the erasing Turn', async () => {
      const { rows } = await product.storage.pool.query(
        `select 1 from erasures e join conversations c on c.id = e.conversation_id where c.leased_by is null`,
      );
      return rows.length === 1;
    });
    await until('the held Turn', async () => {
      const { rows } = await product.storage.pool.query(
        `select 1 from conversations where external_id = 'held' and done_seq > 0`,
      );
      return rows.length === 1;
    });
    await product.storage.pool.query(`update erasures set requested_at = now() - interval '2 hours'`);
    await product.storage.pool.query(`update updates set received_at = now() - interval '90 days'
      where conversation_id = (select id from conversations where external_id = 'held')`);
    await product.storage.pool.query(`update turns set committed_at = now() - interval '90 days'
      where conversation_id = (select id from conversations where external_id = 'held')`);
    await product.engine.retention.run();
    series = await readSeries();
  });

  test.each([
    ['opora_updates_accepted_total{bot="probe",channel="http",result="new"}', 7],
    ['opora_updates_accepted_total{bot="probe",channel="http",result="duplicate"}', 1],
    ['opora_turns_total{bot="probe",outcome="answered"}', 4],
    ['opora_turns_total{bot="probe",outcome="dead"}', 1],
    ['opora_turn_attempts_total', 5],
    ['opora_turn_reruns_total{bot="probe"}', 1],
    ['opora_steps_total{bot="probe",result="run"}', 1],
    ['opora_handoffs_total{bot="probe"}', 1],
    ['opora_deliveries_total{bot="probe",channel="http",outcome="sent"}', 4],
    ['opora_deliveries_total{bot="probe",channel="effect",outcome="sent"}', 1],
    ['opora_deliveries_total{bot="probe",channel="effect",outcome="unknown"}', 1],
    ['opora_delivery_attempts_total{bot="probe",channel="effect"}', 2],
    ['opora_timers_fired_total', 1],
    ['opora_dead_letters_total{kind="turn"}', 1],
    ['opora_dead_letters_total{kind="unknown-delivery"}', 1],
    ['opora_conversations_erased_total', 1],
    ['opora_retention_deleted_total{table="updates"}', 1],
    ['opora_http_requests_total{route="/probe/api/messages",method="POST",status="2xx"}', 8],
    ['opora_http_requests_total{route="/probe/api/messages",method="POST",status="4xx"}', 1],
    ['opora_http_requests_total{route="unmatched",method="GET",status="4xx"}', 1],
    ['opora_intake_seconds_count', 8],
    ['opora_commit_seconds_count', 5],
    ['opora_timer_lag_seconds_count', 1],
    ['opora_queue_wait_seconds_count{bot="probe"}', 5],
    ['opora_turn_seconds_count{bot="probe"}', 5],
    ['opora_delivery_seconds_count{channel="effect"}', 2],
  ])('%s has moved to at least %d', (name, least) => {
    expect(series.get(name) ?? `missing among ${related(name)}`).toBeGreaterThanOrEqual(least);
  });

  test('has no id and no word of a person in any label', () => {
    const labels = [...series.keys()].join('\n');
    expect(labels).not.toContain(secret);
    expect(labels).not.toMatch(/[utd]\d+\.\d+|[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(series.size).toBeLessThan(1_500);
  });

  test('measures nothing that is not declared, and nothing in another way', () => {
    for (const reason of ['undeclared', 'labels', 'value']) {
      expect(series.get(`opora_metric_rejections_total{reason="${reason}"}`) ?? 0).toBe(0);
    }
    for (const { name, labels = {} } of metricCatalogue) {
      for (const key of [...series.keys()].filter((one) => one.startsWith(`${name}{`))) {
        const used = [...key.matchAll(/(\w+)="/g)].map(([, label]) => label ?? '');
        expect(Object.keys(labels)).toEqual(expect.arrayContaining(used));
      }
    }
  });

  const related = (name: string): string =>
    [...series.keys()].filter((key) => key.startsWith(name.split('{')[0] ?? '')).join(' ');
});
