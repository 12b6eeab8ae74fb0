import { gzipSync } from 'node:zlib';
import { type FastifyInstance, fastify } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addResearcherPages } from '../../src/pages/add-researcher-pages.ts';
import { loadPageFiles } from '../../src/pages/load-page-files.ts';
import type { PageFiles } from '../../src/pages/page-files.ts';
import { pagePolicy, renderResearcherPage } from '../../src/pages/researcher-page.ts';

let server: FastifyInstance;
let built: PageFiles;

beforeAll(async () => {
  built = await loadPageFiles();
  server = fastify();
  await server.register((scope) => addResearcherPages(scope, { basePath: '/esm', demo: false }), {
    prefix: '/esm',
  });
});
afterAll(async () => {
  await server?.close();
});

describe('the document', () => {
  it('is the same at every address of the pages, and never kept', async () => {
    for (const url of ['/esm/researcher', '/esm/researcher/studies/demo/review/7']) {
      const { statusCode, headers, body } = await server.inject({ url });
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toBe(pagePolicy);
      expect(headers['cache-control']).toBe('no-cache');
      expect(body).toContain('<div id="app">');
    }
  });

  it('has nothing that a strict policy forbids, and names files that exist', () => {
    const html = renderResearcherPage(built, { basePath: '/esm', demo: true });
    expect(html).not.toMatch(/\son\w+=|style=|javascript:|<style|https?:\/\//);
    for (const [, name] of html.matchAll(/(?:src|href)="\/esm\/researcher\/assets\/([^"]+)"/g)) {
      expect(built.files.has(name ?? ''), name).toBe(true);
    }
    expect(pagePolicy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('escapes what it is told', () => {
    const html = renderResearcherPage(built, { basePath: '"></script><script>alert(1)//', demo: true });
    expect(html).not.toContain('<script>alert');
  });
});

describe('the files', () => {
  it('may be kept for ever, and are not sent twice', async () => {
    const url = `/esm/researcher/assets/${built.script}`;
    const first = await server.inject({ url });
    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(first.headers['content-type']).toBe('text/javascript; charset=utf-8');
    const again = await server.inject({ url, headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it('are missing where there is none, instead of being the document', async () => {
    expect((await server.inject({ url: '/esm/researcher/assets/nothing.js' })).statusCode).toBe(404);
  });

  it('stay small: what every visit needs, and what only some pages need', () => {
    const size = (name: string): number => gzipSync(built.files.get(name)?.body ?? '').length;
    expect(size(built.script)).toBeLessThan(16_000);
    expect(size(built.style)).toBeLessThan(9_000);
    const largest = Math.max(...[...built.files.keys()].map(size));
    expect(largest).toBeLessThan(90_000);
  });
});
