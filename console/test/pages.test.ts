import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ChatPageOptions, type ConsoleAssets, loadConsole } from '../src/index.ts';

const hostile = `"></script><script>alert(1)</script><!--'&\u2028`;
const options: ChatPageOptions = {
  bot: 'esm',
  title: { ru: hostile, uk: hostile, en: hostile },
  languages: ['en', 'ru', 'uk'],
  conversationId: hostile,
  basePath: '/esm',
  maximumCharacters: 2000,
  demo: false,
  voice: false,
};

let assets: ConsoleAssets;
beforeAll(async () => {
  assets = await loadConsole();
});

describe('pages', () => {
  it('escape everything and keep the options readable', () => {
    const html = assets.chatPage(options);
    expect(html).not.toContain('<script>alert');
    expect(html.match(/<script/g)).toHaveLength(2);
    const json = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(options);
  });

  it('use nothing a strict policy forbids, and only files that exist', () => {
    const home = { bots: [], version: '1', links: [{ label: hostile, href: 'javascript:alert(1)' }] };
    for (const html of [assets.chatPage(options), assets.homePage(home)]) {
      expect(html).not.toMatch(/\son\w+=|style=|javascript:|<style|https?:\/\//);
      for (const [, path] of html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
        expect(assets.files.has(path ?? ''), path).toBe(true);
      }
    }
    expect(assets.contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/);
  });

  it('link only where a link may lead', () => {
    const bot = { name: 'a', title: 'A', chatPath: '//evil.example', telegram: 'javascript:alert(1)' };
    const pages = [
      { label: hostile, href: 'javascript:alert(2)' },
      { label: 'For researchers', href: '/a/researcher' },
    ];
    const html = assets.homePage({ bots: [{ ...bot, pages }], version: '1', links: [] });
    expect(html).not.toMatch(/evil|javascript:|<script/);
    expect(html).toContain('href="/a/researcher"');
  });

  it('stay small', () => {
    const size = (pattern: RegExp): number =>
      [...assets.files].flatMap(([path, { body }]) => (pattern.test(path) ? gzipSync(body).length : []))[0] ??
      1e9;
    expect(size(/chat.*\.js$/)).toBeLessThan(20_500);
    expect(size(/chat.*\.css$/)).toBeLessThan(4_500);
  });
});

describe('loadConsole', () => {
  it('reads a built directory, and says which file is missing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'opora console '));
    await expect(loadConsole({ directory })).rejects.toThrow('manifest.json');
    const paths = { chatScript: '/assets/a.js', chatStyle: '/b', homeStyle: '/c', icon: '/d' };
    await writeFile(join(directory, 'manifest.json'), JSON.stringify({ paths, files: {} }));
    const built = await loadConsole({ directory });
    expect(built.chatPage(options)).toContain('src="/assets/a.js"');
    await rm(directory, { recursive: true });
  });
});
