import fc from 'fast-check';

/** Any UTF-16 whatever: letters of three scripts, signs, control characters, halves of surrogate pairs. */
export const anyText: fc.Arbitrary<string> = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'abc XYZ 0123456789 абвіїґ.,:;+-*/<>=()[]{}"\'«»\n\t'),
    fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
  ),
  maxLength: 40,
});
