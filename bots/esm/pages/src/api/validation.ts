import { type Fields, readFields } from './fields.ts';

/** Something found in a text: UTF-16 offsets, `end` exclusive. */
export interface TextFinding {
  readonly id: string;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

/** What the validator said of a text. */
export interface TextValidation {
  readonly verdict: 'accept' | 'probe';
  readonly classes: readonly TextFinding[];
  readonly presupposition: TextFinding | null;
  /** Candidates for phenomena. */
  readonly phenomena: readonly TextFinding[];
  /** 0–100; null for a text in another language. */
  readonly quality: number | null;
  readonly grade: string | null;
  readonly source: string;
}

function readFinding(value: unknown): TextFinding {
  const finding = readFields(value);
  return {
    id: finding.text('id'),
    confidence: finding.numberOr('confidence', 1),
    start: finding.number('start'),
    end: finding.number('end'),
  };
}

/** Reads the validation under a key; null where there is none. */
export function readValidation(owner: Fields, key: string): TextValidation | null {
  if (!owner.has(key)) return null;
  const validation = owner.fields(key);
  return {
    verdict: validation.textOr('verdict', 'accept') === 'probe' ? 'probe' : 'accept',
    classes: validation.list('classes', readFinding),
    presupposition: validation.has('presupposition') ? readFinding(validation.value('presupposition')) : null,
    phenomena: validation.list('phenomena', readFinding),
    quality: validation.numberOr('quality', null),
    grade: validation.textOr('grade', null),
    source: validation.textOr('source', 'local'),
  };
}
