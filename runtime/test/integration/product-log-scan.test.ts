import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bot, TerminalError, type TurnContext } from '../../src/index.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';
import { ask, openTalk } from './support/web-client.ts';

/** What people send, and the part of it that must be found nowhere. */
const planted = [
  ['Мій номер +380 67 123 45 67, передзвоніть', /67\D{0,2}123\D{0,2}45/],
  ['пишите на olena.koval@example.com', /olena\.koval/],
  ['карта 4111 1111 1111 1111', /4111\D?1111/],
  ['рахунок UA213223130000026007233566001', /UA2132/],
  ['паспорт КМ123456', /КМ123456/],
  ['живу: вул. Хрещатик, буд. 22, кв. 14', /Хрещатик/],
  ['мене звати Олена Коваленко', /Коваленко/],
  ['my key sk-live-abcdef0123456789abcdef', /abcdef0123456789/],
] as const;

/** A bot that does everything a careless program may do with what it is told. */
const gossip: Bot<null> = {
  name: 'gossip',
  title: { ru: 'Сплетник', uk: 'Пліткар', en: 'Gossip' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  initialState: () => null,
  parseState: () => null,
  turn: async (context) => {
    for (const { text = '' } of context.burst) await repeat(context, text);
    return null;
  },
};

async function repeat(context: TurnContext, text: string): Promise<void> {
  const { logger } = context;
  logger.info({ said: text, nested: { list: [text] } }, `The person said: ${text}`);
  logger.child({ said: text }).debug({ error: new Error(text, { cause: new TypeError(text) }) }, text);
  await context
    .step('fails', () => Promise.reject(new Error(`duplicate key (text)=(${text})`)))
    .catch(() => undefined);
  context.reply({ text });
  if (text.startsWith('explode')) throw new TerminalError('exploded', `Cannot handle ${text}`);
  if (text.startsWith('fail')) throw new Error(`Cannot parse ${text}`);
}

let database: TestDatabase;
let product: TestProduct;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { LOG_LEVEL: 'trace', OPORA_TURN_ATTEMPTS: '1' };
  product = await openProduct({
    bots: [{ bot: gossip as Bot }],
    databaseUrl: database.connectionString,
    env,
  });
  for (const [index, [text]] of planted.entries()) {
    const talk = openTalk(product.url, 'gossip', `person-${index}`);
    await talk.post('m1', text);
    await talk.post('m2', `explode ${text}`);
    await talk.post('m3', `fail ${text}`);
  }
  await until('every Turn', async () => {
    const { rows } = await product.storage.pool.query('select count(*)::int as turns from turns');
    return rows[0].turns >= planted.length * 3;
  });
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

const findIn = (text: string): readonly string[] =>
  planted.flatMap(([said, value]) => (value.test(text) ? [said] : []));

describe('what people sent', () => {
  test('is in no line of the log', () => {
    expect(product.logs.length).toBeGreaterThan(planted.length * 6);
    const lines = product.logs.map((line) => JSON.stringify(line)).join('\n');
    expect(findIn(lines)).toEqual([]);
    expect(lines).toContain('The person said: ');
    for (const kind of ['PHONE', 'EMAIL', 'IBAN', 'PASSPORT', 'ADDRESS', 'NAME']) {
      expect(lines).toContain(`[${kind}_1]`);
    }
  });

  test('is in no error that is stored', async () => {
    const { rows } = await product.storage.pool.query(`select reason as line from dead_letters
      union all select last_error from conversations where last_error is not null
      union all select s->>'error' from turns, json_array_elements(journal->'steps') s
        where s->>'error' is not null`);
    expect(rows.length).toBeGreaterThan(planted.length * 2);
    expect(findIn(rows.map(({ line }) => line).join('\n'))).toEqual([]);
  });

  test('is in no label, and what was replaced is counted', async () => {
    const { text } = await ask(`${product.url}/metrics`);
    expect(findIn(text)).toEqual([]);
    for (const place of ['log', 'journal', 'storage']) {
      const kind = place === 'storage' ? 'card' : 'phone';
      expect(await product.metric(`pii_redactions_total{kind="${kind}",place="${place}"}`)).toBeGreaterThan(
        0,
      );
    }
  });

  test('is shown to Operators as placeholders, and as it is only when they reveal it, which is logged', async () => {
    const { rows } = await product.storage.pool.query(
      `select 'u' || conversation_id || '.' || min(seq) as id from updates group by conversation_id order by conversation_id`,
    );
    const why = (id: string, query = '') =>
      ask(`${product.url}/api/operator/why/${id}${query}`, { headers: product.operator });
    for (const { id } of rows) expect(findIn((await why(id)).text)).toEqual([]);
    const id = String(rows[0]?.id);
    expect((await why(id, '?reveal=true')).text).toContain('+380 67 123 45 67');
    expect(product.logs.filter(({ message }) => message.includes('revealed'))).toMatchObject([{ id }]);

    const app = defineTestApp([{ bot: gossip as Bot }]);
    const env = { DATABASE_URL: database.connectionString };
    for (const argv of [
      ['why', id],
      ['why', id, '--json'],
      ['deadletters', 'list'],
    ]) {
      expect(findIn((await runCommand(app, argv, env)).stdout)).toEqual([]);
    }
    const revealed = await runCommand(app, ['why', id, '--reveal'], env);
    expect(revealed.stdout).toContain('+380 67 123 45 67');
    expect(revealed.stderr).toContain('Personal data was revealed');
  });
});
