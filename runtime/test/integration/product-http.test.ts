import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { until } from './engine-fixture.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { ask, openTalk, postJson } from './support/web-client.ts';

let database: TestDatabase;
let product: TestProduct;
let messages: string;

beforeAll(async () => {
  database = await createTestDatabase();
  product = await openProduct({ bots: [{ bot: createProbeBot() }], databaseUrl: database.connectionString });
  messages = `${product.url}/probe/api/messages`;
});

afterAll(async () => {
  await product?.stop();
  await database?.drop();
});

const talkTo = (conversation: string) => openTalk(product.url, 'probe', conversation);

describe('POST messages', () => {
  test('answers 202 with the id of an Update that is committed by then', async () => {
    const answer = await talkTo('accept').post('m1', 'hello');
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      updateId: expect.stringMatching(/^u\d+\.1$/),
      conversationId: 'accept',
      duplicate: false,
    });
    const rows = await product.storage.pool.query(
      "select u.external_id from updates u join conversations c on c.id = u.conversation_id where c.external_id = 'accept'",
    );
    expect(rows.rows).toEqual([{ external_id: 'm1' }]);
  });

  test('takes fifty redeliveries in parallel for one Update and answers it once', async () => {
    const talk = talkTo('redelivery');
    const answers = await Promise.all(Array.from({ length: 50 }, () => talk.post('m1', 'again')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ body }) => body.updateId)).size).toBe(1);
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    await until('the reply', async () => (await talk.replies()).length > 0);
    expect(await talk.replies()).toEqual(['echo 1: again']);
  });

  test('names every fault of a body at once', async () => {
    const answer = await postJson(messages, {
      conversationId: '',
      messageId: 7,
      button: 'x'.repeat(65),
      attachments: [{ kind: 'hologram', url: 'ftp://example.org' }],
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const paths = (answer.body.errors as readonly { path: string }[]).map(({ path }) => path);
    expect(paths.sort()).toEqual([
      'attachments[0].kind',
      'attachments[0].url',
      'button',
      'conversationId',
      'messageId',
    ]);
  });

  test.each([
    ['malformed JSON', '{"conversationId":', 400, 'json_invalid'],
    ['an empty body', '', 400, 'json_invalid'],
    ['a list', '[]', 400, 'message_invalid'],
    ['nothing said', '{"conversationId":"a","messageId":"b","text":"  "}', 400, 'message_invalid'],
    [
      'a null character in an id',
      '{"conversationId":"a\\u0000","messageId":"b","text":"c"}',
      400,
      'message_invalid',
    ],
    [
      'a prototype',
      '{"__proto__":{"x":1},"conversationId":"a","messageId":"b","text":"c"}',
      400,
      'json_invalid',
    ],
  ])('refuses %s', async (_name, body, status, code) => {
    const answer = await postJson(messages, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('takes a body of 64 KiB and refuses one byte more with 413', async () => {
    const shape = (padding: number) =>
      JSON.stringify({ conversationId: 'size', messageId: 'm1', text: 'x', padding: 'p'.repeat(padding) });
    const room = 65_536 - shape(0).length;
    expect((await postJson(messages, shape(room))).status).toBe(202);
    const answer = await postJson(messages, shape(room + 1));
    expect([answer.status, answer.body.code]).toEqual([413, 'body_too_large']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('takes 10,000 characters whole and refuses 20,001', async () => {
    const talk = talkTo('long');
    const text = 'ж'.repeat(10_000);
    expect((await talk.post('m1', text)).status).toBe(202);
    await until('the echo', async () => (await talk.replies()).length === 1);
    expect((await talk.list())[0]?.text).toBe(text);
    const refused = await talk.post('m2', 'a'.repeat(20_001));
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toEqual([{ path: 'text', message: 'must have at most 20,000 characters' }]);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'refuses the content type "%s" with 415',
    async (type) => {
      const body = new Blob(['{"conversationId":"a","messageId":"b","text":"c"}']);
      const headers: Record<string, string> = type === '' ? {} : { 'content-type': type };
      const answer = await ask(messages, { method: 'POST', headers, body });
      expect([answer.status, answer.body.code]).toEqual([415, 'media_type_unsupported']);
    },
  );

  test.each<readonly [string, string, Uint8Array, number, string]>([
    [
      'another encoding',
      'application/json; charset=iso-8859-1',
      Buffer.from('{}'),
      415,
      'media_type_unsupported',
    ],
    [
      'bytes that are not UTF-8',
      'application/json',
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      400,
      'json_invalid',
    ],
    ['UTF-8 by name', 'application/json; charset="UTF-8"', Buffer.from('{}'), 400, 'message_invalid'],
  ])('reads UTF-8 only: %s', async (_name, type, body, status, code) => {
    const answer = await ask(messages, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('keeps a null character in a text and half a surrogate pair from breaking anything', async () => {
    const talk = talkTo('odd');
    for (const [index, text] of ['a\u0000b', 'c\ud800d', '😀'].entries()) {
      expect((await talk.post(`m${index}`, text)).status).toBe(202);
    }
    await until('the echoes', async () => (await talk.replies()).length === 3);
    const { rows } = await product.storage.pool.query(
      `select u.content ->> 'text' as text from updates u join conversations c on c.id = u.conversation_id
       where c.external_id = 'odd' order by u.seq`,
    );
    expect(rows.map(({ text }) => text)).toEqual(['ab', 'c\ufffdd', '😀']);
  });
});

describe('GET messages', () => {
  test('shows an unknown conversation as an empty list', async () => {
    const answer = await ask(talkTo('nobody').messagesUrl);
    expect([answer.status, answer.body]).toEqual([200, { cursor: '0', messages: [] }]);
  });

  test('pages by cursor without gaps or repeats', async () => {
    const talk = talkTo('pages');
    for (let index = 1; index <= 7; index += 1) await talk.post(`m${index}`, `text ${index}`);
    await until('all replies', async () => (await talk.replies()).length === 7);
    const whole = await talk.list();
    const paged: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await ask(`${talk.messagesUrl}?limit=3&after=${cursor}`);
      const page = body.messages as readonly unknown[];
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(3);
      paged.push(...page);
      cursor = String(body.cursor);
    }
    expect(paged).toEqual(whole);
    expect(whole).toHaveLength(14);
  });

  test.each(['x', '-1', '1.5', '1.2.3.4', '0.1.2', '9'.repeat(16), '%00'])(
    'refuses the cursor "%s"',
    async (cursor) => {
      const answer = await ask(`${talkTo('pages').messagesUrl}?after=${cursor}`);
      expect([answer.status, answer.body.code]).toEqual([400, 'cursor_invalid']);
    },
  );

  test('serves the file of a reply under its real name, and no other', async () => {
    const talk = talkTo('files');
    await talk.post('m1', 'file');
    await until('the file', async () => (await talk.replies()).length === 1);
    const url = (await talk.list()).at(-1)?.file?.url ?? '';
    const answer = await fetch(product.url + url);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%D0%BE/);
    expect(await answer.text()).toBe('a,b\n1,ж\n');
    const list = await ask(talk.messagesUrl);
    for (const { headers } of [answer, list]) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
    for (const seq of ['1', '99', '0', 'x']) {
      const missing = await ask(`${product.url}${url.replace(/\d+$/, seq)}`);
      expect([missing.status, missing.body.code]).toEqual([404, 'file_unknown']);
    }
  });

  test('lists the commands in three languages', async () => {
    const description = async (language: string) =>
      (
        (await ask(`${product.url}/probe/api/commands?language=${language}`)).body.commands as {
          description: string;
        }[]
      )[0]?.description;
    expect(await Promise.all(['ru', 'uk', 'en'].map(description))).toEqual(['Помощь', 'Довідка', 'Help']);
  });
});

test('finds a conversation whose name is as long and as foreign as allowed', async () => {
  const talk = talkTo('語'.repeat(200));
  expect((await talk.post('m1', 'hello')).status).toBe(202);
  await until('the reply', async () => (await talk.replies()).length === 1);
});

test('describes every route it answers, and no other, in /openapi.json', async () => {
  const { body } = await ask(`${product.url}/openapi.json`);
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = product.routes
    .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/assets/'))
    .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.sort()).toEqual(routes.sort());
  const text = JSON.stringify(body);
  for (const [, name] of text.matchAll(/"#\/components\/([\w/]+)"/g)) {
    const [kind = '', key = ''] = (name ?? '').split('/');
    expect((body.components as Record<string, Record<string, unknown>>)[kind]?.[key]).toBeDefined();
  }
});

describe('every answer', () => {
  test('carries the request id it was given, or a fresh one', async () => {
    const given = await ask(`${product.url}/livez`, { headers: { 'x-request-id': 'abc.DEF:1-2_3' } });
    expect(given.headers.get('x-request-id')).toBe('abc.DEF:1-2_3');
    const fresh = await ask(`${product.url}/livez`);
    expect(fresh.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const evil = await ask(`${product.url}/livez`, { headers: { 'x-request-id': 'a b"c' } });
    expect(evil.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('can be followed by one request id through Update, Turn, Delivery and log', async () => {
    const talk = talkTo('traced');
    const answer = await talk.post('m1', 'follow me', { 'x-request-id': 'trace-1' });
    expect(answer.headers.get('x-request-id')).toBe('trace-1');
    await until('the reply', async () => (await talk.replies()).length === 1);
    const { rows } = await product.storage.pool.query(
      `select u.request_id as update, t.request_id as turn, d.request_id as delivery
       from conversations c join updates u on u.conversation_id = c.id join turns t on t.conversation_id = c.id
       join deliveries d on d.conversation_id = c.id where c.external_id = 'traced'`,
    );
    expect(rows).toEqual([{ update: 'trace-1', turn: 'trace-1', delivery: 'trace-1' }]);
    const lines = product.logs.filter((line) => line.requestId === 'trace-1');
    expect(lines.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'An Update was accepted.',
        'The probe has answered.',
        'A Turn was committed.',
        'A request was answered.',
      ]),
    );
    expect(JSON.stringify(lines)).not.toContain('follow me');
  });

  test.each([
    ['GET', '/nothing/here', 404, 'route_unknown'],
    ['DELETE', '/probe/api/messages', 405, 'method_not_allowed'],
    ['GET', '/probe/api/messages', 405, 'method_not_allowed'],
    ['POST', '/probe/api/conversations/a/messages', 405, 'method_not_allowed'],
    ['GET', '/%E0%A4%A', 400, 'request_invalid'],
    ['GET', `/probe/api/conversations/${'x'.repeat(2_000)}/messages`, 414, 'request_invalid'],
  ])('is problem+json for %s %s', async (method, path, status, code) => {
    const answer = await ask(product.url + path, { method });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
    if (status === 405) expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  });

  test('answers HEAD of an event stream without opening one', async () => {
    const answer = await ask(talkTo('head').eventsUrl, { method: 'HEAD' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await product.metric('opora_sse_connections{bot="probe"}')).toBe(0);
  });
});
