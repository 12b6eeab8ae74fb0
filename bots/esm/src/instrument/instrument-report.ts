import { readFile } from 'node:fs/promises';
import { checkInstrument, type InstrumentCheck } from './check-instrument.ts';
import { itemsOf } from './instrument.ts';

/** What `opora esm instrument check` prints, and its exit code: 0 usable, 1 faults, 2 no file to read. */
export interface InstrumentReport {
  readonly text: string;
  readonly exitCode: 0 | 1 | 2;
  /** What was found; null without a file to read. */
  readonly check: InstrumentCheck | null;
}

/** A check in words: a line `file:line: severity: path: reason` and its advice for each fault, then a sum. */
export function renderCheck(name: string, check: InstrumentCheck): string {
  const lines = check.faults.map(({ severity, line, path, reason, advice }) => {
    const place = line === null ? name : `${name}:${line}`;
    return `${place}: ${severity}: ${path === '' ? '' : `${path}: `}${reason}\n    ${advice}`;
  });
  const count = (severity: string, word: string): string => {
    const number = check.faults.filter((fault) => fault.severity === severity).length;
    return `${number} ${word}${number === 1 ? '' : 's'}`;
  };
  const { instrument } = check;
  const sum =
    instrument === null
      ? `${name} cannot be used: ${count('error', 'error')}, ${count('warning', 'warning')}.`
      : `${name}: ${instrument.instrument} version ${instrument.version}, ${itemsOf(instrument).length} items, ${instrument.languages.join(' ')}; ${count('warning', 'warning')}.`;
  return [...lines, sum].join('\n');
}

/** Reads and checks a file. A file that cannot be read is reported, not thrown. */
export async function checkInstrumentFile(path: string): Promise<InstrumentReport> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { text: `${path} cannot be read: ${reason}`, exitCode: 2, check: null };
  }
  const check = checkInstrument(text);
  return { text: renderCheck(path, check), exitCode: check.instrument === null ? 1 : 0, check };
}
