import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BotRuntime } from 'opora/app';
import { answer, type CommandLineEntry, type CommandOutput } from '../command-line.ts';
import { readEsmSettings } from '../esm-settings.ts';
import { selectStudy } from '../postgres/study/select-study.ts';
import { openVault } from '../vault/open-vault.ts';
import { type ExportFilters, exportFilters } from './export-filters.ts';
import { openTextWith } from './export-part.ts';
import { faultOfPlace } from './export-place.ts';
import { exportToFile, type FileExport } from './export-to-file.ts';
import type { ExportProgress } from './write-export.ts';

const options = {
  study: { type: 'string' },
  out: { type: 'string' },
  texts: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  training: { type: 'boolean' },
  bom: { type: 'boolean' },
  delimiter: { type: 'string' },
  force: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** What a line asks for. */
interface Asked {
  readonly study: string;
  /** Null: in the working folder, named for the study and the day. */
  readonly out: string | null;
  readonly filters: ExportFilters;
  readonly force: boolean;
  readonly json: boolean;
}

/**
 * `opora esm export write`, also as `opora export esm`: the ZIP that the pages and the interface of researchers give, as a
 * file. Exit code 1 when there is none: an unknown study, a file that exists, a signal.
 */
export const exportWriteCommand: CommandLineEntry = {
  words: ['export', 'write'],
  usage:
    '--study <id> [--out <file.zip>] [--texts none|redacted|full] [--from <date>] [--to <date>] [--training] [--bom] [--delimiter <, or ;>] [--force] [--json]',
  description: 'writes the export of a study to esm-<study>-<date>.zip or another file',
  async run(argv, open, output) {
    const asked = readAsked(argv);
    if (typeof asked === 'string') {
      output.error(asked);
      return 2;
    }
    const { runtime, close } = await open();
    const stop = stopOnSignal(output);
    try {
      return await write(runtime, asked, output, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) output.error('Stopped; there is no file.');
      else if (isFileFault(error)) output.error(`The file could not be written: ${error.message}`);
      else throw error;
      return 1;
    } finally {
      stop.end();
      await close();
    }
  },
};

function readAsked(argv: readonly string[]): Asked | string {
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];
  try {
    values = parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { study = '', out, force, json, ...given } = values;
  if (study === '') return 'Name the study: --study <id>; "opora esm study list" shows them.';
  if (out === '') return 'Name the file: --out <file.zip>';
  const filters = exportFilters.safeParse(given);
  if (filters.success) return { study, out: out ?? null, filters: filters.data, force, json };
  return filters.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n');
}

async function write(
  runtime: BotRuntime,
  { study, out, filters, force, json }: Asked,
  output: CommandOutput,
  signal: AbortSignal,
): Promise<number> {
  const day = new Date(runtime.clock.now()).toISOString().slice(0, 10);
  const isKnown = (await runtime.database.query(selectStudy(study))).length > 0;
  const file = resolve(out ?? `esm-${study}-${day}.zip`);
  const fault = isKnown
    ? await faultOfPlace(file, force)
    : `There is no study "${study}"; "opora esm study list" shows them.`;
  if (fault !== null) {
    output.error(fault);
    return 1;
  }
  const openText = openTextWith(openVault(readEsmSettings(runtime.settings)));
  const onProgress = progressOnce(runtime, output);
  const request = { studyId: study, filters, openText, file, onProgress, signal };
  const written = await exportToFile(runtime, request);
  answer(output, json, toJson(study, file, written), [
    `${file}: ${written.beeps} beeps and events, ${written.items} items`,
  ]);
  return 0;
}

const toJson = (study: string, file: string, { exportId, beeps, items, files }: FileExport): object => ({
  ...{ study, export: exportId, file, beeps, items },
  files: files.map(({ path: _, ...one }) => one),
});

/** Ms between two lines of progress. */
const progressMs = 1000;

function progressOnce(
  { clock }: Pick<BotRuntime, 'clock'>,
  { progress }: CommandOutput,
): (now: ExportProgress) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  let last = '';
  return ({ phase, rows, of }) => {
    if (phase === last && clock.monotonic() - toldAt < progressMs) return;
    [toldAt, last] = [clock.monotonic(), phase];
    progress?.(`${phase}: ${rows} of ${of} beeps and events`);
  };
}

/** Ends the work at the first signal; at the second the process goes as ever. */
function stopOnSignal(output: CommandOutput): { readonly signal: AbortSignal; end(): void } {
  const stop = new AbortController();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const end = (): void => {
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (): void => {
    end();
    output.error('Stopping; a second signal exits at once.');
    stop.abort();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return { signal: stop.signal, end };
}

/** A full disk, a folder that went away. */
function isFileFault(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}
