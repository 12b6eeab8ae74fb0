import { TransientError } from 'opora';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from './support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api?.close());

async function signIn(token: string): Promise<{ cookie: string; csrf: string; raw: string }> {
  const { body, headers, status } = await api.ask(null, 'POST session', { token });
  expect(status).toBe(200);
  const raw = String(headers['set-cookie']);
  return { cookie: raw.split(';')[0] ?? '', csrf: body.csrf, raw };
}

describe('a bearer token', () => {
  it('is needed, and must be known', async () => {
    for (const headers of [{}, { authorization: 'Bearer esm_wrong' }, { authorization: 'Basic x' }]) {
      const { status, body, headers: sent } = await api.ask(null, 'GET studies', undefined, { headers });
      expect([status, body.code, sent['www-authenticate']]).toEqual([401, 'unauthorised', 'Bearer']);
      expect(sent['content-type']).toContain('application/problem+json');
    }
    expect((await api.ask('viewer', 'GET studies')).status).toBe(200);
  });

  it('opens what its role may do', async () => {
    const draft = { title: 'x', languages: ['en'] };
    expect((await api.ask('viewer', 'POST studies', draft)).body.code).toBe('role_insufficient');
    expect((await api.ask('coder', 'POST studies', draft)).status).toBe(403);
    expect((await api.ask('owner', 'POST studies', draft)).status).toBe(201);
  });
});

describe('a session', () => {
  it('is a cookie that pages cannot read, ends after 12 hours and at sign-out', async () => {
    const { cookie, raw } = await signIn(api.tokens.coder);
    expect(raw).toMatch(/^esm_session=[\w-]{43}; Path=\/esm; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    const who = await api.ask(null, 'GET session', undefined, { headers: { cookie } });
    expect(who.body.researcher).toMatchObject({ name: 'The coder', role: 'coder' });
    const stored = JSON.stringify(await api.runtime.rows('SELECT * FROM esm_sessions'));
    expect(stored).not.toContain(cookie.slice('esm_session='.length));
    const headers = { cookie, 'x-csrf-token': who.body.csrf };
    const out = await api.ask(null, 'DELETE session', undefined, { headers });
    expect([out.status, String(out.headers['set-cookie'])]).toEqual([
      204,
      expect.stringContaining('Max-Age=0'),
    ]);
    expect((await api.ask(null, 'GET session', undefined, { headers: { cookie } })).status).toBe(401);
    const second = await signIn(api.tokens.coder);
    await api.runtime.clock.advance(12 * 3_600_000);
    expect(
      (await api.ask(null, 'GET session', undefined, { headers: { cookie: second.cookie } })).status,
    ).toBe(401);
  });

  it('writes only with its CSRF token and from a page of this server', async () => {
    const { cookie, csrf } = await signIn(api.tokens.owner);
    const other = await signIn(api.tokens.owner);
    const write = (headers: Record<string, string>) =>
      api.ask(null, 'POST studies', { title: 'x', languages: ['en'] }, { headers: { cookie, ...headers } });
    expect((await write({})).body.code).toBe('csrf_refused');
    expect((await write({ 'x-csrf-token': other.csrf })).status).toBe(403);
    expect((await write({ 'x-csrf-token': csrf, origin: 'https://evil.example' })).status).toBe(403);
    expect((await write({ 'x-csrf-token': csrf, origin: 'null' })).status).toBe(403);
    expect(
      (await write({ 'x-csrf-token': csrf, origin: 'http://localhost:3000', host: 'localhost:3000' })).status,
    ).toBe(201);
    expect((await api.ask(null, 'GET studies', undefined, { headers: { cookie } })).status).toBe(200);
  });

  it('does not help a wrong bearer', async () => {
    const { cookie } = await signIn(api.tokens.owner);
    const headers = { cookie, authorization: 'Bearer esm_wrong' };
    expect((await api.ask(null, 'GET studies', undefined, { headers })).status).toBe(401);
  });

  it('is Secure where the product is reached over https', async () => {
    Object.assign(api.services.runtime, { url: 'https://esm.example' });
    expect((await signIn(api.tokens.viewer)).raw).toContain('; Secure');
    Object.assign(api.services.runtime, { url: 'http://localhost:3000' });
  });
});

describe('limits', () => {
  it('stop an address that guesses tokens, and let it in again', async () => {
    const remoteAddress = '203.0.113.9';
    const guess = () => api.ask(null, 'POST session', { token: 'esm_guess' }, { remoteAddress });
    for (let index = 0; index < 20; index += 1) expect((await guess()).status).toBe(401);
    const stopped = await guess();
    expect([stopped.status, stopped.body.code]).toEqual([429, 'requests_too_many']);
    expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(0);
    const valid = () => api.ask('owner', 'GET studies', undefined, { remoteAddress });
    expect((await valid()).status).toBe(429);
    expect((await api.ask('owner', 'GET studies')).status).toBe(200);
    await api.runtime.clock.advance(Number(stopped.headers['retry-after']) * 1000);
    expect((await valid()).status).toBe(200);
  });

  it('stop a researcher above 600 requests a minute', async () => {
    await api.runtime.clock.advance(120_000);
    const statuses = new Map<number, number>();
    for (let index = 0; index < 605; index += 1) {
      const { status } = await api.ask('viewer', 'GET session');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [200, 600],
      [429, 5],
    ]);
    await api.runtime.clock.advance(120_000);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }, 400],
    ['an empty body', { payload: '', headers: { 'content-type': 'application/json' } }, 400],
    ['a list', { payload: [] }, 400],
    ['plain text', { payload: 'title', headers: { 'content-type': 'text/plain' } }, 415],
    [
      'YAML where JSON is needed',
      { payload: 'title: x', headers: { 'content-type': 'application/yaml' } },
      415,
    ],
    ['too much', { payload: { title: 'x'.repeat(1_100_000) } }, 413],
  ])('%s', async (_name, options, status) => {
    const answer = await api.ask('owner', 'POST studies', undefined, options);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      type: expect.stringMatching(/^urn:opora:/),
      requestId: expect.any(String),
    });
  });

  it('names every fault of a query and every fault of a body', async () => {
    const query = await api.ask('owner', 'GET studies?limit=0&page=2');
    expect([query.status, query.body.errors.map(({ path }) => path)]).toEqual([400, ['limit', 'page']]);
    expect((await api.ask('owner', 'GET studies?cursor=zzz')).status).toBe(400);
    const body = await api.ask('owner', 'POST studies', {
      ...{ title: ' ', languages: ['en', 'en'], retentionDays: 0, colour: 'red' },
      protocol: { waves: [], schedules: [{ kind: 'signal', name: 'day', count: 60 }] },
    });
    expect(body.status).toBe(422);
    expect(body.body.errors.map(({ path }) => path).toSorted()).toEqual([
      ...['colour', 'languages', 'protocol.schedules.0.count', 'protocol.waves', 'retentionDays', 'title'],
    ]);
  });
});

describe('a database that is away', () => {
  it('is answered with 503 and when to try again', async () => {
    api.runtime.fail(new TransientError('database_unavailable', 'Away.', { retryAfterMs: 3000 }));
    const answer = await api.ask('owner', 'POST studies', { title: 'x', languages: ['en'] });
    api.runtime.fail(null);
    expect([answer.status, answer.headers['retry-after'], answer.body.code]).toEqual([
      503,
      '3',
      'database_unavailable',
    ]);
  });
});
