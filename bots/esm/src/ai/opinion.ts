import { z } from 'zod';
import { classWeights, phenomena } from '../validator/report.ts';

const classIds = Object.keys(classWeights) as (keyof typeof classWeights)[];
const confidence = z.number().min(0).max(1);

const findingOf = <Id extends string>(
  ids: readonly Id[],
): z.ZodObject<{
  id: z.ZodEnum<{ [Name in Id]: Name }>;
  confidence: z.ZodNumber;
  evidence: z.ZodString;
}> => z.strictObject({ id: z.enum(ids), confidence, evidence: z.string() });

/** What a model says of one report. The evidence is its claim until it is found in the text. */
export type Opinion = {
  verdict: 'accept' | 'probe';
  classes: { id: keyof typeof classWeights; confidence: number; evidence: string }[];
  phenomena: { id: (typeof phenomena)[number]; confidence: number; evidence: string }[];
  /** How sure the model is of the whole, 0 to 1. */
  confidence: number;
};

/** The only shape in which a model is heard; anything else is a failed attempt. */
export const opinionSchema: z.ZodType<Opinion> = z.strictObject({
  verdict: z.enum(['accept', 'probe']),
  classes: z.array(findingOf(classIds)),
  phenomena: z.array(findingOf(phenomena)),
  confidence,
});
