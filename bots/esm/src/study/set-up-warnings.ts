import type { Fault } from '../fault.ts';
import { type Instrument, itemsOf } from '../instrument/instrument.ts';
import type { Protocol } from '../schedule/protocol.ts';

/** Fewest days of a training; waves that are not longer leave nothing to analyse. */
const shortestTrainingDays = 3;

function warning(path: string, reason: string, advice: string): Fault {
  return { severity: 'warning', line: null, path, reason, advice };
}

/** What a study misses in an instrument that can be used; its own check warns of its length. */
export function instrumentWarnings(instrument: Instrument): readonly Fault[] {
  if (itemsOf(instrument).some((item) => item.type === 'text' && item.validate === 'moment')) return [];
  return [
    warning(
      'items',
      'no text is checked as a report of a moment',
      'Training, probes and candidates of phenomena need one: give a text item "validate: moment".',
    ),
  ];
}

/** What may be used but is seldom wise in a protocol. */
export function protocolWarnings(protocol: Protocol): readonly Fault[] {
  const days = protocol.waves.reduce((sum, wave) => sum + wave.days, 0);
  if (days > shortestTrainingDays) return [];
  return [
    warning(
      'waves',
      `the waves have ${days} days together, and training takes at least ${shortestTrainingDays}`,
      'Responses of the training are flagged and left out of exports; plan days after it.',
    ),
  ];
}
