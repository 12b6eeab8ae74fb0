import { type Instrument, itemsOf } from '../instrument/instrument.ts';
import type { PatternItems } from '../postgres/patterns/select-pattern-responses.ts';
import { countingConfidence } from '../validator/classes/find-classes.ts';
import { strictCountingConfidence } from '../validator/validate-report.ts';

/** The items of an instrument that patterns are looked for in. */
export function patternItems(instrument: Instrument, strict = false): PatternItems {
  const items = itemsOf(instrument);
  return {
    ...{ instrument: instrument.instrument, version: instrument.version },
    scales: items.filter(({ type }) => type === 'scale').map(({ id }) => id),
    moments: items.filter((item) => item.type === 'text' && item.validate === 'moment').map(({ id }) => id),
    threshold: strict ? strictCountingConfidence : countingConfidence,
  };
}
