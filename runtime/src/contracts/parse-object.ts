import type { z } from 'zod';

/** An object, or what is wrong with the text. */
export type ParsedObject<Output> =
  | { readonly object: Output }
  | { readonly fault: 'malformed-json' | 'schema-mismatch' };

/** Reads `text` as JSON that satisfies `schema`. A code fence around the JSON, which models like, is taken off. */
export function parseObject<Output>(text: string, schema: z.ZodType<Output>): ParsedObject<Output> {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/.exec(text);
  let value: unknown;
  try {
    value = JSON.parse(fenced?.[1] ?? text);
  } catch {
    return { fault: 'malformed-json' };
  }
  const result = schema.safeParse(value);
  return result.success ? { object: result.data } : { fault: 'schema-mismatch' };
}
