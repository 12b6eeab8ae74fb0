import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../../pages/src/', import.meta.url));
const chatTokens = fileURLToPath(
  new URL('../../../../console/src/web-chat/styles/tokens.css', import.meta.url),
);

/** Every file of words, with the words of the three languages. */
async function loadWords(): Promise<readonly (readonly [string, Readonly<Record<string, unknown>>])[]> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(-words|words\/(app|common))\.ts$/.test(name),
  );
  return Promise.all(
    files.map(async (name) => {
      const module = (await import(pathToFileURL(join(source, name)).href)) as Record<string, unknown>;
      const words = Object.entries(module).find(([key]) => key.endsWith('Words'))?.[1];
      return [name, words as Readonly<Record<string, unknown>>] as const;
    }),
  );
}

/** Sentences by their place; functions are asked with figures and names. */
function sentences(words: unknown, place: string): readonly (readonly [string, string])[] {
  if (typeof words === 'string') return [[place, words]];
  if (typeof words === 'function') return [[place, String(words(3, 7, 2, 5))]];
  return Object.entries(words as object).flatMap(([key, value]) => sentences(value, `${place}.${key}`));
}

const all = await loadWords();

describe.each(all)('%s', (_name, words) => {
  it('says the same things in three languages', () => {
    const places = (['en', 'ru', 'uk'] as const).map((code) =>
      sentences(words[code], '').map(([place]) => place),
    );
    expect(places[1]).toEqual(places[0]);
    expect(places[2]).toEqual(places[0]);
  });

  it('leaves no sentence empty or in another alphabet', () => {
    for (const [place, text] of sentences(words.en, 'en')) {
      expect(text.trim(), place).not.toBe('');
      expect(text, place).not.toMatch(/\p{Script=Cyrillic}/u);
    }
    for (const [place, text] of [...sentences(words.ru, 'ru'), ...sentences(words.uk, 'uk')]) {
      expect(text.trim(), place).not.toBe('');
      // Signs and names stay as they are everywhere.
      if (/\p{Letter}{3}/u.test(text)) expect(text, place).toMatch(/\p{Script=Cyrillic}|^Telegram$/u);
    }
    for (const [place, text] of sentences(words.ru, 'ru')) expect(text, place).not.toMatch(/[іїєґ]/iu);
    for (const [place, text] of sentences(words.uk, 'uk')) expect(text, place).not.toMatch(/[ыэъё]/iu);
  });
});

it('examines enough to mean anything', () => {
  expect(all.length).toBeGreaterThan(14);
});

describe('colours', () => {
  /** Custom properties of each block of a style sheet, the blocks in order. */
  const blocks = (path: string): readonly ReadonlyMap<string, string>[] =>
    [...readFileSync(path, 'utf8').matchAll(/:root \{([^}]*)\}/g)].map(
      ([, body = '']) =>
        new Map(
          [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']),
        ),
    );

  it('are those of the web chat, light and dark', () => {
    const [light, dark] = blocks(chatTokens);
    const own = blocks(join(source, 'styles/tokens.css'));
    expect(light?.size).toBeGreaterThan(8);
    expect(Object.fromEntries(own[0] ?? [])).toEqual(Object.fromEntries(light ?? []));
    expect(Object.fromEntries(own[2] ?? [])).toEqual(Object.fromEntries(dark ?? []));
  });
});
