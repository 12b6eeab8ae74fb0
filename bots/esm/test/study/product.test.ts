import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, openObservability, type Pages, type Product, startProduct } from 'opora/app';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { esmPackage } from '../../src/index.ts';

// The package as a demo installation runs it: configuration, embedded database, migrations, seed, routes, jobs.
let folder: string;
let product: Product;
let closeObservability: () => Promise<void>;

const pages: Pages = {
  chatPage: () => '',
  homePage: () => '',
  files: new Map(),
  contentSecurityPolicy: "default-src 'none'",
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'esm-product-'));
  const config = loadConfig({
    env: {
      ...{ PORT: '0', LOG_LEVEL: 'error', OPORA_DATA_DIR: folder, OPORA_SHUTDOWN_SECONDS: '5' },
    },
    dotenvPath: null,
    keepSecrets: true,
    bots: [{ name: 'esm', settings: esmPackage.settings ?? [] }],
  });
  const definition = { bots: [esmPackage], loadPages: () => Promise.resolve(pages) };
  const observability = await openObservability(config, [esmPackage]);
  closeObservability = () => observability.close(1_000);
  product = await startProduct({ config, definition, observability });
});
afterAll(async () => {
  await product?.stop();
  await closeObservability?.();
  await rm(folder, { recursive: true, force: true });
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${product.url}${path}`, init);

test('a demo installation has its study, and its researcher can sign in with the token of the file', async () => {
  const token = (await readFile(join(folder, 'files', 'esm', 'researcher-token'), 'utf8')).trim();
  const headers = { authorization: `Bearer ${token}` };
  const answer = await ask('/esm/api/studies', { headers });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    items: [{ id: 'demo', status: 'open', languages: ['ru', 'uk', 'en'] }],
  });
  const plan = await (await ask('/esm/api/studies/demo/plan?days=1&from=2026-03-02', { headers })).json();
  expect(plan).toMatchObject({ beeps: { length: 6 } });
});

test('faults are problem documents, those of the server too', async () => {
  const missing = await ask('/esm/api/studies');
  expect(missing.status).toBe(401);
  expect(missing.headers.get('content-type')).toContain('application/problem+json');
  const unknown = await ask('/esm/api/nothing');
  expect(unknown.status).toBe(404);
  expect(await unknown.json()).toMatchObject({ code: 'route_unknown' });
});

test('the description of the server holds the interface', async () => {
  const { paths } = (await (await ask('/openapi.json')).json()) as { readonly paths: object };
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/esm/api/studies/{id}/plan', '/esm/api/messages']),
  );
});
