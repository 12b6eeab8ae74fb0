import { readFileSync } from 'node:fs';
import { checkInstrument } from './instrument/check-instrument.ts';
import type { Instrument } from './instrument/instrument.ts';
import { renderCheck } from './instrument/instrument-report.ts';

// Beside the folders of the package: sources and the built file are both one level below it.
const file = new URL('../instruments/des-9.yaml', import.meta.url);

/** The default instrument `des-9`, version 1: nine items in fixed order, read from its file at start. */
export const des9: Instrument = loadInstrument(file);

function loadInstrument(url: URL): Instrument {
  const check = checkInstrument(readFileSync(url, 'utf8'));
  if (check.instrument === null) throw new Error(renderCheck(url.pathname, check));
  return check.instrument;
}
