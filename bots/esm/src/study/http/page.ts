import { z } from 'zod';
import { malformed } from './api-problem.ts';

/** A part of a list, and where the next part begins: `?cursor=`; null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly cursor: string | null;
}

const limits = { usual: 50, most: 500 } as const;

/** Query of a list: where to begin, and how many at most (50, up to 500). */
export interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Keys of a query that pages a list. */
export const pageKeys: {
  readonly cursor: z.ZodOptional<z.ZodString>;
  readonly limit: z.ZodDefault<z.ZodCoercedNumber>;
} = {
  cursor: z.string().max(500).optional().describe('where the page before ended; its `cursor`'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(limits.most)
    .default(limits.usual)
    .describe('most entries of the page'),
};

/** A query of nothing but the page. */
export const pageQuery: z.ZodType<PageQuery> = z.strictObject(pageKeys);

/** Reads a cursor; null where the list begins. Throws 400 for one that no answer held. */
export function readCursor<Cursor>(cursor: string | undefined, shape: z.ZodType<Cursor>): Cursor | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const parsed = shape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw malformed('The cursor was not made here', [
    { path: 'cursor', message: 'take it from the page before' },
  ]);
}

/** Makes a page of the rows that were read: one more than wanted shows that there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => unknown,
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  const cursor = hasMore ? Buffer.from(JSON.stringify(cursorOf(last))).toString('base64url') : null;
  return { items: shown.map(toItem), cursor };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
