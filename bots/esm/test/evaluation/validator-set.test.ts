import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { languages } from 'opora';
import { describe, expect, it } from 'vitest';
import { esmEvaluations } from '../../src/esm-evaluations.ts';
import { shareOf } from '../../src/evaluation/share.ts';
import { labels, parseValidatorRows } from '../../src/evaluation/validator-rows.ts';
import { phenomena } from '../../src/validator/report.ts';
import { normaliseWord } from '../../src/validator/words/normalise-word.ts';

const bot = new URL('../../', import.meta.url);
const lines = readFileSync(new URL('evaluation/validator.jsonl', bot), 'utf8');
const rows = parseValidatorRows(lines, true);
const set = esmEvaluations['esm-validator'];
if (set === undefined) throw new Error('The set esm-validator is not there.');

/** Every run of five words, as one string each. */
function runsOfFive(text: string): ReadonlySet<string> {
  const words = (text.match(/[\p{L}\p{M}\p{N}'’ʼ-]+/gu) ?? []).map(normaliseWord);
  return new Set(words.slice(4).map((_, at) => words.slice(at, at + 5).join(' ')));
}

/** Texts that the validator, its examples and a model's instructions are made of. */
function* sources(folder: URL): Generator<{ name: string; text: string }> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const url = new URL(`${entry.name}${entry.isDirectory() ? '/' : ''}`, folder);
    if (entry.isDirectory()) {
      if (!['node_modules', 'dist', 'test', 'evaluation'].includes(entry.name)) yield* sources(url);
    } else if (/\.(?:ts|ya?ml|md|txt|json)$/u.test(entry.name)) {
      yield { name: fileURLToPath(url).slice(fileURLToPath(bot).length), text: readFileSync(url, 'utf8') };
    }
  }
}

describe('the labelled reports', () => {
  it('are enough, with every language and every label in both splits, and both sides of the verdict', () => {
    const dev = rows.filter(({ split }) => split === 'dev');
    const test = rows.filter(({ split }) => split === 'test');
    expect(dev.length).toBeGreaterThanOrEqual(150);
    expect(test.length).toBeGreaterThanOrEqual(100);
    for (const split of [dev, test]) {
      for (const lang of languages) {
        const of = split.filter((row) => row.lang === lang);
        expect([...new Set(of.map(({ label }) => label))].sort(), lang).toEqual([...labels].sort());
        expect([...new Set(of.flatMap((row) => row.phenomena ?? []))].sort(), lang).toEqual(
          [...phenomena].sort(),
        );
      }
    }
  });

  it('name phenomena only where the report is accepted, and accept what is pristine', () => {
    for (const row of rows) {
      expect(row.expectedAccept, row.id).toBe(row.label === 'pristine');
      if (row.label !== 'pristine') expect(row.phenomena, row.id).toEqual([]);
    }
    expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
  });

  it('share no run of five words between the test split and rules, examples, prompts or the other split', () => {
    const test = rows.filter(({ split }) => split === 'test');
    const runs = new Map(test.flatMap(({ id, text }) => [...runsOfFive(text)].map((run) => [run, id])));
    expect(runs.size).toBeGreaterThan(200);
    const others = [
      ...sources(bot),
      ...rows.filter(({ split }) => split === 'dev').map(({ id, text }) => ({ name: id, text })),
    ];
    expect(others.length).toBeGreaterThan(200);
    const shared = others.flatMap(({ name, text }) =>
      [...runsOfFive(text)]
        .filter((run) => runs.has(run))
        .map((run) => `${runs.get(run)} and ${name}: ${run}`),
    );
    expect(shared).toEqual([]);
  });
});

describe('opora eval esm-validator', () => {
  it.each(['dev', 'test'] as const)('meets every gate on the %s split', async (split) => {
    const { gates, rows: judged } = await set.evaluate({ lines, split, isOwnData: true });
    expect(judged).toBe(rows.filter((row) => row.split === split).length);
    expect(gates.filter(({ passed }) => !passed)).toEqual([]);
    expect(gates.map(({ name }) => name)).toEqual([
      'accuracy',
      ...languages.map((language) => `accuracy, ${language}`),
      'pristine reports wrongly probed',
      'phenomena, micro-F1',
      'rows of the set',
      'rows of the test split',
      'labels missing in a language of a split',
    ]);
  });

  it('meets every gate on rows by authors who had not seen a rule or a row', async () => {
    const others = readFileSync(new URL('evaluation/validator-new-authors.jsonl', bot), 'utf8');
    const known = new Set(rows.map(({ text }) => text));
    expect(parseValidatorRows(others, true).filter(({ text }) => known.has(text))).toEqual([]);
    const { gates, rows: judged } = await set.evaluate({ lines: others, split: 'test', isOwnData: false });
    expect(judged).toBe(537);
    expect(gates.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('judges rows of strangers without id, split and phenomena, one prediction a row, in order', async () => {
    const strangers = [
      { lang: 'en', text: 'I usually feel tense', label: 'generalisation', expectedAccept: false },
      {
        lang: 'ru',
        text: 'Холодно пальцам',
        label: 'pristine',
        phenomena: ['sensoryAwareness'],
        expectedAccept: true,
      },
      { lang: 'pl', text: 'Nie wiem, co czuję', label: 'other', phenomena: [], expectedAccept: true },
    ];
    const result = await set.evaluate({
      lines: `${strangers.map((row) => JSON.stringify(row)).join('\r\n')}\n\n`,
      split: 'test',
      isOwnData: false,
    });
    expect(result.predictions).toMatchObject([
      { verdict: 'probe', classes: [{ id: 'generalisation' }], phenomena: [], quality: 59 },
      { verdict: 'accept', phenomena: [{ id: 'sensoryAwareness' }] },
      { verdict: 'accept', quality: null },
    ]);
    expect(result.gates.map(({ name }) => name)).not.toContain('rows of the set');
    expect(result.figures).toMatchObject({
      accuracy: { hits: 3, of: 3, rate: 1 },
      baselines: { acceptAll: { hits: 2 }, probeAll: { hits: 1 } },
    });
  });

  it('misses its gates when the labels say otherwise', async () => {
    const turned = rows.map((row) =>
      JSON.stringify({ ...row, split: undefined, expectedAccept: !row.expectedAccept }),
    );
    const { gates } = await set.evaluate({ lines: turned.join('\n'), split: null, isOwnData: false });
    expect(gates.find(({ name }) => name === 'accuracy')?.passed).toBe(false);
  });

  it.each([
    ['{"lang":"en"', 'Line 2 is no JSON object.'],
    ['{"lang":"en","text":5,"label":"vague","expectedAccept":false}', 'Line 2: text:'],
    [
      '{"lang":"en","text":"a","label":"vague","phenomena":["joy"],"expectedAccept":true}',
      'Line 2: phenomena.0:',
    ],
  ])('names the line of a row that it cannot read: %s', (row, message) => {
    const text = `${JSON.stringify({ lang: 'en', text: 'x', label: 'vague', expectedAccept: false })}\n${row}`;
    expect(() => parseValidatorRows(text, false)).toThrow(message);
  });

  it('gives shares with Wilson intervals', () => {
    expect(shareOf(9, 10)).toEqual({ rate: 0.9, low: 0.5958, high: 0.9821, hits: 9, of: 10 });
    expect(shareOf(0, 0).rate).toBeNull();
    expect(shareOf(20, 20)).toMatchObject({ high: 1, low: 0.8389 });
  });
});
