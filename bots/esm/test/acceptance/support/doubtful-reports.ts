import { readFileSync } from 'node:fs';
import { needsOpinion } from '../../../src/ai/needs-opinion.ts';
import { createLocalValidator } from '../../../src/validator/local-validator.ts';

const local = createLocalValidator();

/** Whether a model would be asked about this English report, were everything allowed. */
export function isDoubtful(text: string): boolean {
  const found = local.validate(text, { item: 'moment', language: 'en' });
  return needsOpinion(found, { enabled: true, studyAllows: true, consented: true, item: 'moment' });
}

/** English reports of the labelled set that the rules are in doubt about as they stand today. */
export const doubtfulReports: readonly string[] = readFileSync(
  new URL('../../../evaluation/validator.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { readonly lang: string; readonly text: string })
  .filter(({ lang, text }) => lang === 'en' && isDoubtful(text))
  .map(({ text }) => text);
