import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/app/config.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.ts';
import { createProbeBot } from './support/probe-bot.ts';
import { openProduct, type TestProduct } from './support/product-fixture.ts';
import { sendRaw } from './support/raw-request.ts';

const bots = [{ bot: createProbeBot() }];
const apiToken = 'api-token-of-the-tests-0001';
let database: TestDatabase;
let demo: TestProduct;
let closed: TestProduct;

beforeAll(async () => {
  database = await createTestDatabase();
  const databaseUrl = database.connectionString;
  demo = await openProduct({ bots, databaseUrl });
  closed = await openProduct({ bots, databaseUrl, env: { OPORA_API_TOKEN: apiToken } });
});

afterAll(async () => {
  await Promise.all([demo?.stop(), closed?.stop()]);
  await database?.drop();
});

const body = (conversationId: string) => ({ conversationId, messageId: 'm1', text: 'hello' });
const messagesOf = (product: TestProduct): string => `${product.url}/probe/api/messages`;
const listOf = (product: TestProduct, conversation: string): string =>
  `${product.url}/probe/api/conversations/${conversation}/messages`;

/** The cookie and the conversation that the chat page gives a browser. */
async function visit(product: TestProduct, cookie?: string) {
  const headers = cookie === undefined ? {} : { cookie };
  const answer = await sendRaw(`${product.url}/probe/chat`, { headers });
  const set = answer.headers.get('set-cookie');
  return {
    set,
    cookie: set?.split(';')[0] ?? cookie ?? '',
    conversation: /<p>(web-[\w-]+)<\/p>/.exec(answer.text)?.[1] ?? '',
  };
}

describe('demo mode', () => {
  test('is open to this machine', async () => {
    const { host } = new URL(demo.url);
    const origin = `http://${host}`;
    for (const headers of [{}, { host }, { host: 'localhost' }, { host: '127.0.0.1:1' }, { host, origin }]) {
      expect((await sendRaw(listOf(demo, 'a'), { headers })).status).toBe(200);
    }
  });

  test.each([
    ['a name that was rebound to this machine', { host: 'evil.example' }],
    ['a name that begins like ours', { host: 'localhost.evil.example' }],
    ['an address that begins like ours', { host: '127.0.0.1.evil.example' }],
    ['a name that ends like ours', { host: 'evil-localhost:3000' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://localhost:1' }],
    ['an opaque origin', { origin: 'null' }],
    ['a proxy', { 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy of the standard', { forwarded: 'for=203.0.113.9' }],
    ['a proxy that hides the caller', { 'x-forwarded-host': 'bots.example.org' }],
    ['a proxy of one header', { 'x-real-ip': '203.0.113.9' }],
    ['a proxy that only names itself', { via: '1.1 proxy' }],
  ])('is closed to %s', async (_name, headers) => {
    for (const answer of [
      await sendRaw(listOf(demo, 'a'), { headers }),
      await sendRaw(`${demo.url}/probe/api/conversations/a/events`, { headers }),
      await sendRaw(messagesOf(demo), { method: 'POST', headers, body: body('a') }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([401, 'unauthorised']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('keeps operator routes behind the token', async () => {
    const paths = demo.routes.filter(
      ({ url, method }) => url.startsWith('/api/operator/') && method !== 'HEAD',
    );
    expect(paths.length).toBeGreaterThan(7);
    for (const { method, url } of paths) {
      for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: 'Basic abc' }]) {
        const answer = await sendRaw(demo.url + url.replaceAll(/:\w+/g, '1'), { method, headers });
        expect([method, url, answer.status]).toEqual([method, url, 401]);
      }
    }
    const open = await sendRaw(`${demo.url}/api/operator/dead-letters`, { headers: demo.operator });
    expect(open.status).toBe(200);
  });
});

describe('with an API token', () => {
  test('refuses whoever has none, a wrong one, or the operator’s', async () => {
    for (const headers of [{}, { authorization: 'Bearer x' }, { authorization: apiToken }, closed.operator]) {
      expect((await sendRaw(listOf(closed, 'a'), { headers })).status).toBe(401);
      const post = await sendRaw(messagesOf(closed), { method: 'POST', headers, body: body('a') });
      expect(post.status).toBe(401);
    }
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const headers = { authorization: `${scheme} ${apiToken}` };
      expect((await sendRaw(listOf(closed, 'a'), { headers })).status).toBe(200);
    }
  });

  test('tells whoever has none nothing about the faults of a body', async () => {
    const answer = await sendRaw(messagesOf(closed), { method: 'POST', body: { conversationId: '' } });
    expect(answer.status).toBe(401);
  });

  test('lets a visitor into the conversation of the own cookie, and into no other', async () => {
    const anna = await visit(closed);
    const boris = await visit(closed);
    expect(anna.conversation).toMatch(/^web-[\w-]{22}$/);
    expect(anna.set).toMatch(/; HttpOnly; SameSite=Lax$/);
    const headers = { cookie: `other=1; ${anna.cookie}` };
    const own = await sendRaw(messagesOf(closed), { method: 'POST', headers, body: body(anna.conversation) });
    expect(own.status).toBe(202);
    expect((await sendRaw(listOf(closed, anna.conversation), { headers })).status).toBe(200);
    for (const answer of [
      await sendRaw(listOf(closed, boris.conversation), { headers }),
      await sendRaw(messagesOf(closed), { method: 'POST', headers, body: body(boris.conversation) }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'foreign_conversation']);
    }
  });

  test('believes no cookie that it has not signed', async () => {
    const anna = await visit(closed);
    const boris = await visit(closed);
    const [, signature = ''] = boris.cookie.split('=')[1]?.split('.') ?? [];
    const name = anna.conversation.slice('web-'.length);
    for (const value of [`${name}.${signature}`, `${name}.`, name, `${name}.x`, `.${signature}`, '.']) {
      const headers = { cookie: `opora_visitor=${value}` };
      expect((await sendRaw(listOf(closed, anna.conversation), { headers })).status).toBe(401);
      expect((await visit(closed, `opora_visitor=${value}`)).set).not.toBeNull();
    }
  });

  test('believes no cookie that comes with a page of another site', async () => {
    const { cookie, conversation } = await visit(closed);
    const headers = { cookie, origin: 'https://evil.example' };
    const answer = await sendRaw(messagesOf(closed), { method: 'POST', headers, body: body(conversation) });
    expect(answer.status).toBe(401);
  });

  test('knows the visitor again, also after a restart of the product', async () => {
    const first = await visit(closed);
    const again = await visit(closed, first.cookie);
    expect([again.set, again.conversation]).toEqual([null, first.conversation]);
    const env = { OPORA_API_TOKEN: apiToken };
    const restarted = await openProduct({ bots, databaseUrl: database.connectionString, env });
    try {
      const later = await visit(restarted, first.cookie);
      expect([later.set, later.conversation]).toEqual([null, first.conversation]);
      const { cookie } = first;
      const list = await sendRaw(listOf(restarted, first.conversation), { headers: { cookie } });
      expect(list.status).toBe(200);
    } finally {
      await restarted.stop();
    }
  });
});

describe('GET /', () => {
  test('is a page for a browser and data for a program', async () => {
    const page = await sendRaw(`${demo.url}/`, { headers: { accept: 'text/html,*/*' } });
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.text).toContain('probe');
    const data = await sendRaw(`${demo.url}/`);
    expect(data.body.bots).toMatchObject([{ name: 'probe', chatPath: '/probe/chat' }]);
    expect(data.headers.get('vary')).toContain('accept');
  });

  test('links only to what is there', async () => {
    const { links } = (await sendRaw(`${demo.url}/`)).body as { links: readonly { href: string }[] };
    for (const { href } of links) expect((await sendRaw(demo.url + href)).status).toBe(200);
  });
});

test('refuses to start outside loopback without tokens, naming both', () => {
  const load = (env: Record<string, string>) => () => loadConfig({ env, dotenvPath: null });
  for (const HOST of ['0.0.0.0', '::', '192.0.2.1', 'bots.example.org']) {
    expect(load({ HOST })).toThrow(/OPORA_API_TOKEN[\s\S]*OPORA_OPERATOR_TOKEN/);
  }
  expect(load({ PUBLIC_URL: 'https://bots.example.org' })).toThrow(/OPORA_API_TOKEN/);
});
