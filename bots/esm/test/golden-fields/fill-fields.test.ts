import fc from 'fast-check';
import type { Json } from 'opora';
import { expect, test } from 'vitest';
import { fillFields, type StoredFields, withdrawFields } from '../../src/golden-fields/fill-fields.ts';
import { goldenDefaults } from '../../src/golden-fields/golden-fields.ts';

const groups = ['phenomenaFrequencies', 'commonPatterns', 'preferences'] as const;
const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string());

/** Rows as life makes them: some fields there, with any value, and foreign ones beside them. */
const rows = fc.oneof(
  fc.constant(null),
  fc
    .tuple(
      fc.subarray(Object.keys(goldenDefaults).filter((name) => !groups.includes(name as 'preferences'))),
      fc.subarray(groups.flatMap((group) => Object.keys(goldenDefaults[group]).map((name) => [group, name]))),
      fc.array(leaf, { minLength: 40, maxLength: 40 }),
      fc.boolean(),
    )
    .map(([single, members, values, foreign]): StoredFields => {
      const row: Record<string, Json> = foreign ? { somebodyElses: [1, 2] } : {};
      let at = 0;
      const next = (): Json => values[at++ % values.length] ?? null;
      for (const name of single) row[name] = next();
      for (const [group = '', name = ''] of members) {
        row[group] = { ...(row[group] as object | undefined), [name]: next() } as Json;
      }
      return row;
    }),
);

test('a row that has nothing gets every default', () => {
  expect(fillFields(null)).toEqual({ fields: goldenDefaults, written: goldenDefaults });
  expect(fillFields({})).toEqual({ fields: goldenDefaults, written: goldenDefaults });
});

test('existing values stay and everything is there afterwards', () => {
  fc.assert(
    fc.property(rows, (row) => {
      const { fields } = fillFields(row);
      expect(fields).toMatchObject(row ?? {});
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(Object.keys(goldenDefaults)));
      for (const group of groups) {
        expect(Object.keys(fields[group] as object)).toEqual(
          expect.arrayContaining(Object.keys(goldenDefaults[group])),
        );
      }
      expect(fillFields(fields)).toEqual({ fields, written: {} });
    }),
  );
});

test('the way down leads back to what was there', () => {
  fc.assert(
    fc.property(rows, (row) => {
      const { fields, written } = fillFields(row);
      expect(withdrawFields(fields, written)).toEqual(
        row === null || Object.keys(row).length === 0 ? null : row,
      );
    }),
  );
});

test('what somebody has changed since is left by the way down', () => {
  const { fields, written } = fillFields({ trainingCompleted: true });
  const lived: StoredFields = {
    ...fields,
    currentTrainingDay: 2,
    qualityHistory: [55, 71],
    preferences: { ...(fields.preferences as StoredFields), showExamples: true },
  };
  expect(withdrawFields(lived, written)).toEqual({
    trainingCompleted: true,
    currentTrainingDay: 2,
    qualityHistory: [55, 71],
    preferences: { showExamples: true },
  });
});

test('a row of a wrong shape is refused by the name of the field, without its value', () => {
  expect(() => fillFields('secret words')).toThrow(new TypeError('golden_fields is no object'));
  expect(() => fillFields({ preferences: ['secret words'] })).toThrow(
    new TypeError('golden_fields.preferences is no object'),
  );
});
