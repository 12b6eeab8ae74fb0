import type { Fault } from '../fault.ts';
import { conditionFaults } from './condition-faults.ts';
import type { Instrument } from './instrument.ts';
import { instrumentShape } from './instrument-schema.ts';
import { meaningFaults } from './meaning-faults.ts';
import { readInstrument } from './placed-items.ts';
import type { PathFault } from './shape-faults.ts';
import { readSource } from './source-text.ts';

/** What is known of an instrument after looking at it. */
export interface InstrumentCheck {
  /** Null when there is an error; warnings let it be used. */
  readonly instrument: Instrument | null;
  /** Every fault, by line. */
  readonly faults: readonly Fault[];
}

/**
 * Reads an instrument from YAML or JSON text and reports all faults at once, with their lines. Never throws
 * for what the text holds.
 */
export function checkInstrument(text: string): InstrumentCheck {
  const source = readSource(text);
  if (source.faults.length > 0) return { instrument: null, faults: source.faults };
  const found = faultsOf(source.data).map(({ path, ...fault }) => ({
    ...fault,
    line: source.lineOf(path),
    path: path.join('.'),
  }));
  return conclude(
    source.data,
    found.toSorted((one, other) => one.line - other.line),
  );
}

/** The same for data that are parsed already; there are no lines then. */
export function checkInstrumentData(data: unknown): InstrumentCheck {
  const found = faultsOf(data).map(({ path, ...fault }) => ({ ...fault, line: null, path: path.join('.') }));
  return conclude(data, found);
}

function faultsOf(data: unknown): readonly PathFault[] {
  const read = readInstrument(data);
  return [...read.faults, ...meaningFaults(read), ...conditionFaults(read)];
}

function conclude(data: unknown, faults: readonly Fault[]): InstrumentCheck {
  const isUsable = faults.every((fault) => fault.severity === 'warning');
  return { instrument: isUsable ? instrumentShape.parse(data) : null, faults };
}
