import { languages } from 'opora';
import { describe, expect, it } from 'vitest';
import { goldenStandard } from '../../src/golden-standard.ts';
import { findSimilar } from '../../src/validator/golden/find-similar.ts';
import { parseGoldenFile } from '../../src/validator/golden/golden-example.ts';
import { createLocalValidator } from '../../src/validator/local-validator.ts';
import { phenomena } from '../../src/validator/report.ts';

const library = goldenStandard();
const { validate } = createLocalValidator();
const quality = (text: string, language: 'ru' | 'uk' | 'en'): number =>
  validate(text, { language }).quality ?? -1;

describe('the golden standard', () => {
  it.each(languages)('has at least 20 examples of every grade, context and phenomenon in %s', (language) => {
    const own = library.filter((example) => example.language === language);
    expect(own.length).toBeGreaterThanOrEqual(20);
    const all = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
    expect(all(own.map(({ grade }) => grade))).toEqual(['excellent', 'good', 'poor']);
    expect(all(own.map(({ context }) => context))).toEqual([
      ...['eating', 'emotion', 'general', 'nothing', 'reading', 'work'],
    ]);
    expect(all(own.flatMap((example) => example.phenomena))).toEqual([...phenomena].sort());
  });

  it('has 60 examples or more, ids and texts of their own, and values in the order of grades', () => {
    expect(library.length).toBeGreaterThanOrEqual(60);
    expect(new Set(library.map(({ id }) => id)).size).toBe(library.length);
    expect(new Set(library.map(({ text }) => text)).size).toBe(library.length);
    const of = (grade: string): readonly number[] =>
      library.filter((example) => example.grade === grade).map(({ value }) => value);
    expect(Math.max(...of('poor'))).toBeLessThan(Math.min(...of('good')));
    expect(Math.max(...of('good'))).toBeLessThan(Math.min(...of('excellent')));
  });

  it.each(
    library
      .filter(({ grade }) => grade === 'poor')
      .map(({ id, text, language }) => [id, text, language] as const),
  )('poor example %s is below 60: %s', (_, text, language) => {
    expect(quality(text, language)).toBeGreaterThanOrEqual(0);
    expect(quality(text, language)).toBeLessThan(60);
  });

  it.each(
    library
      .filter(({ grade }) => grade === 'excellent')
      .map(({ id, text, language }) => [id, text, language] as const),
  )('excellent example %s is at least 80: %s', (_, text, language) => {
    expect(quality(text, language)).toBeGreaterThanOrEqual(80);
    expect(validate(text, { language }).verdict).toBe('accept');
  });

  it('names the faults of a file', () => {
    expect(() => parseGoldenFile('language: fr\nexamples: []')).toThrow(/language/u);
  });
});

describe('findSimilar', () => {
  it('shows three of the language by 0.7 × value + 0.3 × Jaccard', () => {
    const text = 'Heat of the soup going down';
    const found = findSimilar(text, 'en', library);
    expect(found).toHaveLength(3);
    expect(found.every(({ example }) => example.language === 'en')).toBe(true);
    expect(found[0]?.example.text).toContain('Heat of the soup');
    // Six words of the text, eleven of the example, six in common.
    expect(found[0]?.score).toBeCloseTo(0.7 * 0.95 + 0.3 * (6 / 12), 5);
    expect(found.map(({ score }) => score)).toEqual(
      found.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('is the same for the same text, and asks for no words', () => {
    expect(findSimilar('', 'uk', library)).toEqual(findSimilar('…', 'uk', library));
    expect(findSimilar('', 'ru', [])).toEqual([]);
  });
});
