import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, guardFormula, onOneLine } from '../../src/export/files/csv.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n",;\' aя\u2028') }),
  fc.constantFrom(
    '=HYPERLINK("http://x")',
    '-1',
    '+7 900',
    '@cmd',
    '\ttab',
    '\rcr',
    "'=1",
    '"',
    '""',
    '\r\n',
    '',
  ),
);
const number = fc.oneof(
  fc.integer(),
  fc.integer({ min: -99, max: -96 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const cell = fc.oneof(text, number, fc.constant(null));
const delimiter = fc.constantFrom(',' as const, ';' as const);

test('what is written is read back by another program: guarded texts, exact numbers, empty cells', () => {
  fc.assert(
    fc.property(
      delimiter,
      fc
        .integer({ min: 2, max: 6 })
        .chain((width) =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
        ),
      (separator, rows) => {
        const csv = rows.map((row) => csvLine(row, { delimiter: separator })).join('');
        const read = parse(csv, { delimiter: separator, record_delimiter: '\r\n' }) as string[][];
        const expected = rows.map((row) =>
          row.map((one) => (one === null ? '' : typeof one === 'number' ? String(one) : guardFormula(one))),
        );
        expect(read).toEqual(expected);
      },
    ),
    { numRuns: 500 },
  );
});

test('numbers survive as numbers, negative codes too', () => {
  fc.assert(
    fc.property(number, (value) => {
      const line = csvLine([value], { delimiter: ',' });
      expect(Object.is(Number(line.trim()), value) || (value === 0 && Number(line) === 0)).toBe(true);
    }),
  );
  expect(csvLine([-99, -1.5, 0], { delimiter: ';' })).toBe('-99;-1.5;0\r\n');
});

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])(
  'a text that begins like a formula is guarded: %j',
  (formula) => {
    const [line] = parse(csvLine([formula], { delimiter: ',' }), { record_delimiter: '\r\n' }) as string[][];
    expect(line).toEqual([`'${formula}`]);
  },
);

test('no cell a spreadsheet reads begins with a dangerous character', () => {
  fc.assert(
    fc.property(text, delimiter, (value, separator) => {
      const [row] = parse(csvLine([value, 'x'], { delimiter: separator }), {
        ...{ delimiter: separator, record_delimiter: '\r\n' },
      }) as string[][];
      expect(row?.[0] ?? '').not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('on one line no line break is left and nothing else changes', () => {
  fc.assert(
    fc.property(text, (value) => {
      const line = onOneLine(value);
      expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
      expect(line.replaceAll(' ⏎ ', '')).toBe(value.replaceAll(' ⏎ ', '').replace(/[\r\n\u2028\u2029]/g, ''));
    }),
  );
});
