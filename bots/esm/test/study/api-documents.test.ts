import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { studyApi } from '../../src/study/http/study-api.ts';
import { openTestApi, type TestApi } from './support/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api?.close());

test('the description names every route and no other', async () => {
  const served: string[] = [];
  const server = fastify();
  server.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat())
      if (one !== 'HEAD') served.push(`${one} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  });
  await server.register(studyApi(api.services), { prefix: '/esm' });
  const { body } = await api.ask(null, 'GET openapi.json');
  const described = Object.entries(body.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.toSorted()).toEqual(served.toSorted());
  expect(served.length).toBeGreaterThan(40);
});

test('every route of the specification is there', async () => {
  const { body } = await api.ask(null, 'GET openapi.json');
  const study = '/esm/api/studies/{id}';
  const needed: Readonly<Record<string, readonly string[]>> = {
    '/esm/api/validate': ['post'],
    '/esm/api/studies': ['get', 'post'],
    [study]: ['get', 'patch', 'delete'],
    ...Object.fromEntries(['open', 'freeze', 'close'].map((verb) => [`${study}/${verb}`, ['post']])),
    ...Object.fromEntries(
      ['protocols', 'instruments', 'consents', 'invites', 'exports'].map((one) => [
        `${study}/${one}`,
        ['post'],
      ]),
    ),
    [`${study}/participants`]: ['get'],
    [`${study}/participants/{pseudonym}`]: ['patch', 'delete'],
    [`${study}/preview`]: ['post', 'delete'],
    ...Object.fromEntries(
      ['plan', 'beeps', 'responses', 'compliance', 'audit'].map((one) => [`${study}/${one}`, ['get']]),
    ),
    '/esm/api/responses/{id}/annotations': ['put'],
    '/esm/api/exports/{id}': ['get'],
    '/esm/api/exports/{id}/file': ['get'],
    '/esm/api/metrics': ['get'],
    '/esm/api/session': ['post', 'delete'],
    '/esm/api/instrument.schema.json': ['get'],
  };
  for (const [path, methods] of Object.entries(needed)) {
    expect(Object.keys(body.paths[path] ?? {}), path).toEqual(expect.arrayContaining([...methods]));
  }
});

test('every operation says who may ask, what it takes and what it answers', async () => {
  const { body } = await api.ask(null, 'GET openapi.json');
  for (const [path, item] of Object.entries(body.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      const name = `${method} ${path}`;
      expect(operation.summary, name).toEqual(expect.any(String));
      const parameters = operation.parameters ?? [];
      const inPath = parameters.filter((one) => one.in === 'path').map((one) => one.name);
      expect(inPath, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['429', '503']));
    }
  }
});

test('routes that need a role refuse whoever has none', async () => {
  const { body } = await api.ask(null, 'GET openapi.json');
  let asked = 0;
  for (const [path, item] of Object.entries(body.paths)) {
    for (const [method, { security }] of Object.entries(item)) {
      if (security.length === 0) continue;
      asked += 1;
      const url = path.replace('/esm/api/', '').replaceAll(/\{\w+\}/g, '1');
      const { status } = await api.ask(null, `${method.toUpperCase()} ${url}`, undefined, {
        remoteAddress: `10.0.0.${asked}`,
      });
      expect(status, `${method} ${path}`).toBe(401);
    }
  }
  expect(asked).toBeGreaterThan(35);
});

test('the schemas of definitions are for anybody', async () => {
  for (const kind of ['instrument', 'protocol', 'consent']) {
    const { status, body } = await api.ask(null, `GET ${kind}.schema.json`);
    expect([status, body.title]).toEqual([200, `Opora esm ${kind}`]);
  }
});
