import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import files from './not-on-windows.json' with { type: 'json' };

test('the test files that Windows leaves out exist', () => {
  const missing = Object.keys(files).filter((file) => !existsSync(new URL(`../${file}`, import.meta.url)));
  expect(missing).toEqual([]);
});
