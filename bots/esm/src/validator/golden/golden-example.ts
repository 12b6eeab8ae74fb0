import { type Language, languages } from 'opora';
import { parse } from 'yaml';
import { z } from 'zod';
import { classWeights, type Phenomenon, phenomena, type ReportClass } from '../report.ts';

/** One example of the golden standard, of the project's own writing. */
export interface GoldenExample {
  readonly id: string;
  readonly language: Language;
  readonly text: string;
  readonly grade: 'poor' | 'good' | 'excellent';
  readonly context: 'reading' | 'work' | 'eating' | 'emotion' | 'nothing' | 'general';
  readonly class: ReportClass | 'presupposition';
  readonly phenomena: readonly Phenomenon[];
  /** 0–1: how much a report like this tells of one moment. */
  readonly value: number;
  /** What makes it so, for reviewers. */
  readonly note: string;
}

const classNames = [...Object.keys(classWeights), 'presupposition'] as (ReportClass | 'presupposition')[];

const fileSchema = z.strictObject({
  language: z.enum(languages),
  examples: z.array(
    z.strictObject({
      id: z.string(),
      text: z.string().min(1),
      grade: z.enum(['poor', 'good', 'excellent']),
      context: z.enum(['reading', 'work', 'eating', 'emotion', 'nothing', 'general']),
      class: z.enum(classNames),
      phenomena: z.array(z.enum(phenomena)),
      value: z.number().min(0).max(1),
      note: z.string(),
    }),
  ),
});

/** Reads a file of examples. Throws with the paths of all faults. */
export function parseGoldenFile(source: string): readonly GoldenExample[] {
  const { language, examples } = fileSchema.parse(parse(source));
  return examples.map((example) => ({ ...example, language }));
}
