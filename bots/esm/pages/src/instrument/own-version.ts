import type { Fault } from '../../../src/fault.ts';
import type { Instrument } from '../../../src/instrument/instrument.ts';
import type { Version } from '../api/versions.ts';

/** The numbers that versions of an instrument have used, with what each holds. */
function usedNumbers(versions: readonly Version[], name: string): ReadonlyMap<number, string> {
  return new Map(
    versions
      .filter((version) => version.name === name)
      .map(({ definition }) => [
        Number((definition as Partial<Instrument>).version),
        JSON.stringify(definition),
      ]),
  );
}

/** The next free number of an instrument of this name. */
export function nextOwnVersion(versions: readonly Version[], name: string): number {
  return Math.max(0, ...usedNumbers(versions, name).keys()) + 1;
}

/**
 * Says where an instrument takes a number that other questions have already: exports tell questionnaires apart by
 * name and number. Null when it does not.
 */
export function ownVersionFault(
  instrument: Instrument,
  versions: readonly Version[],
  text: string,
): Fault | null {
  const stored = usedNumbers(versions, instrument.instrument).get(instrument.version);
  if (stored === undefined || sameData(stored, instrument)) return null;
  const line = text.split('\n').findIndex((one) => /^version\s*:/.test(one)) + 1;
  return {
    severity: 'error',
    line: line === 0 ? 1 : line,
    path: 'version',
    reason: `version ${instrument.version} of ${instrument.instrument} exists with other questions`,
    advice: `Give the changed questionnaire the number ${nextOwnVersion(versions, instrument.instrument)}.`,
  };
}

/** Keys in any order mean the same. */
function sameData(stored: string, instrument: Instrument): boolean {
  return canonical(JSON.parse(stored)) === canonical(instrument);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The text with another number in its `version` line. */
export function withOwnVersion(text: string, version: number): string {
  return text.replace(/^(version\s*:\s*)\d+/m, `$1${version}`);
}
