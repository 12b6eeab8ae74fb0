import { readFileSync } from 'node:fs';
import { languages } from 'opora';
import { type GoldenExample, parseGoldenFile } from './validator/golden/golden-example.ts';

// Beside the folders of the package: sources and the built file are both one level below it.
const folder = new URL('../golden/', import.meta.url);
let library: readonly GoldenExample[] | null = null;

/** The golden standard: examples of reports in all languages. Read from its files when first asked for. */
export function goldenStandard(): readonly GoldenExample[] {
  library ??= languages.flatMap((language) =>
    parseGoldenFile(readFileSync(new URL(`${language}.yaml`, folder), 'utf8')),
  );
  return library;
}
