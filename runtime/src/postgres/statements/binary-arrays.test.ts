import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { encodeArrays } from './binary-arrays.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.connectionString, max: 1 });
});

afterAll(async () => {
  await pool?.end();
  await database?.drop();
});

const orNull = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<readonly (Value | null)[]> =>
  fc.array(fc.option(values), { maxLength: 12 });

// U+0000 is no text for Postgres, whichever way it comes; what else JavaScript holds has to arrive.
const text = fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', '').toWellFormed());
const bigint = fc.maxSafeInteger();

const arrays: readonly (readonly [string, fc.Arbitrary<readonly unknown[]>])[] = [
  ['text', orNull(text)],
  ['text', orNull(fc.constantFrom('', 'NULL', '{}', '"', '\\', ',', 'ё 😀', "'"))],
  ['json', orNull(fc.json())],
  [
    'bigint',
    orNull(
      fc.oneof(
        bigint,
        bigint.map((value) => String(value % 1e15)),
      ),
    ),
  ],
  ['int', orNull(fc.integer())],
  // The sign of a zero gets lost in the driver's literal alone.
  ['float8', orNull(fc.double().map((value) => value + 0))],
  ['boolean', orNull(fc.boolean())],
];

describe('arrays in binary form say what the literals of the driver say', () => {
  test.each(arrays)('%s[]', async (type, values) => {
    const statement = `select $1::${type}[]::text as value, cardinality($1::${type}[]) as length`;
    const ask = async (given: unknown[]): Promise<unknown> => (await pool.query(statement, given)).rows;
    await fc.assert(
      fc.asyncProperty(values, async (elements) => {
        const encoded = encodeArrays(statement, [elements]);
        expect(encoded[0]).toBeInstanceOf(Buffer);
        expect(await ask(encoded)).toEqual(await ask([elements]));
      }),
      { numRuns: 60 },
    );
  });
});

test('only arrays that the statement casts are encoded', () => {
  const values = ['one', ['two'], ['three'], 4];
  expect(encodeArrays('select $1::text, $2::date[], any($3)', values)).toEqual(values);
});

test.each([
  ['text', [1]],
  ['bigint', ['9007199254740993']],
  ['bigint', [1.5]],
  ['int', [2 ** 31]],
  ['int', ['1']],
  ['float8', ['1']],
  ['boolean', ['t']],
  ['json', [{}]],
])('%s[] of %j is left to the driver', (type, elements) => {
  expect(encodeArrays(`select $1::${type}[]`, [elements])[0]).toBe(elements);
});

test('U+0000 is refused as it is in a literal', async () => {
  const statement = 'select $1::text[]';
  await expect(pool.query(statement, encodeArrays(statement, [['a\u0000b']]))).rejects.toMatchObject({
    code: '22021',
  });
});
