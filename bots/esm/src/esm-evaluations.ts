import type { EvaluationSet } from 'opora/app';
import { createValidatorSet } from './evaluation/validator-set.ts';

// Beside the folders of the package: sources and the built file are both one level below it.
const rows = new URL('../evaluation/validator.jsonl', import.meta.url);

/** Sets of `opora eval` that the bot brings along. */
export const esmEvaluations: Readonly<Record<string, EvaluationSet>> = {
  'esm-validator': createValidatorSet(rows),
};
