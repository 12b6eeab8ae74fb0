import { languages } from 'opora';
import { timeGrowth } from 'opora/testing';
import { describe, expect, it } from 'vitest';
import { hostileText, hostileUnits, longReport } from '../../src/evaluation/speed-texts.ts';
import { goldenStandard } from '../../src/golden-standard.ts';
import { createLocalValidator } from '../../src/validator/local-validator.ts';

const { validate } = createLocalValidator();

const lengths = { short: 10_000, long: 80_000 };

/** Eight times the length takes about eight times as long; sixty-four times would be quadratic. */
function expectLinear(textOf: (length: number) => string): void {
  expect(timeGrowth(validate, textOf, lengths)).toBeLessThan(24);
}

describe('time grows with the length of the text', () => {
  it.each(Object.entries(hostileUnits))('of hostile text: %s', (_, unit) => {
    expectLinear((length) => hostileText(unit, length));
  });

  it.each(languages)('of reports in %s', (language) => {
    expectLinear((length) => longReport(goldenStandard(), language, length, 0));
    expectLinear((length) => longReport(goldenStandard(), language, length, 0).replace(/[.,;:!?…—]/gu, ' '));
  });
});
