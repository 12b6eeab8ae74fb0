import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bot, createFactsGate, createShapeGate, type OutgoingMessage } from '../../src/index.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { defineTestApp, runCommand } from './support/run-command.ts';
import { ask, openTalk, type Talk } from './support/web-client.ts';

/** What the scripted model says, one text after the other; the last one stays. */
const script = new Map<string, readonly string[]>([
  ['honest', ['It is 990 UAH.']],
  ['corrected', ['It is 790 UAH.', 'For you 690 UAH!', 'It is 990 UAH.']],
  ['template', ['It is 790 UAH.', 'For you 690 UAH!', 'Only 590 UAH, call +380 50 111 22 33']],
  ['handoff', ['790', '690', '590']],
]);
const calls: string[] = [];

/** A bot whose model may say anything and whose shop knows one price. */
const quote: Bot<null> = {
  name: 'quote',
  title: { ru: 'Цена', uk: 'Ціна', en: 'Price' },
  commands: [],
  burst: { quietMs: 0, capMs: 0, maximumParts: 1, maximumCharacters: 1_000 },
  unknownDelivery: 'at-most-once',
  newerMessage: 'next',
  validators: [createShapeGate(), createFactsGate()],
  correctDrafts: async ({ burst }, { attempt, rejections }) => {
    const word = burst[0]?.text ?? '';
    calls.push(`${word} ${attempt}: ${rejections.flatMap(({ reasons }) => reasons).join(', ')}`);
    return [{ text: script.get(word)?.[attempt] ?? '' }];
  },
  templateDrafts: ({ facts }) => {
    const price = facts.money?.[0]?.amount;
    return price === undefined ? null : [{ text: `Our price: ${price} UAH.` }];
  },
  fallbackMessage: () => ({ text: 'A person will answer you.' }),
  initialState: () => null,
  parseState: () => null,
  languageOf: () => 'en',
  turn: async (context) => {
    const word = context.burst[0]?.text ?? '';
    if (word !== 'handoff') context.gather({ money: [{ amount: 990, currency: 'UAH' }] });
    const draft = await context.step('model', async () => ({ text: script.get(word)?.[0] ?? word }));
    context.reply(draft as OutgoingMessage);
    return null;
  },
};

let database: TestDatabase;
let product: TestProduct;

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({ bots: [{ bot: quote as Bot }], databaseUrl: database.connectionString });
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

async function say(word: string): Promise<{ readonly talk: Talk; readonly id: string }> {
  const talk = openTalk(product.url, 'quote', `talk-${word}`);
  const { body } = await talk.post('m1', word);
  await until('a reply', async () => (await talk.replies()).length > 0);
  return { talk, id: String(body.updateId) };
}

const app = defineTestApp([{ bot: quote as Bot }]);
const opora = (...argv: readonly string[]) =>
  runCommand(app, argv, { DATABASE_URL: database.connectionString });

test.each([
  ['honest', 'It is 990 UAH.', 'passed', 0],
  ['corrected', 'It is 990 UAH.', 'corrected', 2],
  ['template', 'Our price: 990 UAH.', 'template', 2],
  ['handoff', 'A person will answer you.', 'handoff', 2],
] as const)('an invented price never leaves: %s', async (word, reply, outcome, corrections) => {
  const { talk, id } = await say(word);
  expect(await talk.replies()).toEqual([reply]);
  expect(calls.filter((call) => call.startsWith(word))).toHaveLength(corrections);
  expect(await product.metric(`opora_validation_outcomes_total{bot="quote",outcome="${outcome}"}`)).toBe(1);

  const turn = id.replace(/^u(\d+)\.\d+$/, 't$1.1');
  const replay = await opora('replay', turn);
  expect([replay.code, replay.stdout.split('\n')[0]]).toEqual([0, `${turn}: the same outcome`]);
  expect(calls.filter((call) => call.startsWith(word))).toHaveLength(corrections);
});

test('the corrector is told what is wrong, by kind and value', () => {
  expect(calls.filter((call) => call.startsWith('corrected'))).toEqual([
    'corrected 1: money-without-source:790 UAH',
    'corrected 2: money-without-source:690 UAH',
  ]);
});

test('what was rejected, why and how often is told afterwards, without personal data', async () => {
  const { rows } = await product.storage.pool.query(
    `select t.conversation_id || '.' || t.seq as id, t.journal from turns t
     join conversations c on c.id = t.conversation_id where c.external_id = 'talk-template'`,
  );
  expect(rows[0].journal).toMatchObject({
    drafts: { outcome: 'template', rejected: ['It is 790 UAH.'] },
    rejections: [
      { validator: 'facts', reasons: ['money-without-source:790 UAH'], draft: 0, attempt: 0 },
      { validator: 'facts', reasons: ['money-without-source:690 UAH'], draft: 0, attempt: 1 },
      { attempt: 2, reasons: ['phone-without-source', 'money-without-source:590 UAH'] },
    ],
  });
  const why = await opora('why', `t${rows[0].id}`);
  expect(why.stdout).toContain('opora.correct.1');
  expect(why.stdout).toContain('money-without-source:690 UAH');
  expect(why.stdout).not.toContain('111 22 33');
});

test('where nothing can be said a person has the Conversation, and the bot is silent', async () => {
  const { talk } = await say('handoff');
  await talk.post('m2', 'honest');
  await until('the held Turn', async () => {
    const { rows } = await product.storage.pool.query(
      `select outcome from turns t join conversations c on c.id = t.conversation_id
       where c.external_id = 'talk-handoff' and outcome = 'held'`,
    );
    return rows.length === 1;
  });
  expect(await talk.replies()).toHaveLength(1);
  const { text } = await ask(`${product.url}/metrics`);
  expect(text).toMatch(/opora_validation_rejections_total\{bot="quote",validator="facts"\} [1-9]/);
  expect(text).toContain('opora_handoffs_total{bot="quote"} 1');
});
