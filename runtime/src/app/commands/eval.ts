import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError, describeError } from '../../core/errors.ts';
import type { AppDefinition } from '../definition.ts';
import type {
  Evaluation,
  EvaluationGate,
  EvaluationSet,
  EvaluationTable,
  Split,
} from '../evaluation/evaluation-set.ts';
import { guardSets } from '../evaluation/guard-sets.ts';
import { noteEvaluation } from '../evaluation/last-evaluation.ts';
import { print, printJson } from './output.ts';
import { readConfig } from './session.ts';

export interface EvalFlags {
  readonly data?: string;
  readonly split?: string;
  readonly json?: boolean;
}

/** Every set of an installation by name: the runtime's own, those of its bots and those of `defineApp`. */
export const evaluationSets = (definition: AppDefinition): Readonly<Record<string, EvaluationSet>> => ({
  ...guardSets,
  ...Object.assign({}, ...definition.bots.map(({ evaluations }) => evaluations)),
  ...definition.evaluations,
});

/**
 * `opora eval <set>`: 0 when every gate is met, 1 when one is not.
 * @throws ConfigError when it cannot run: `evaluation_unknown`, `evaluation_data_missing`, `evaluation_data_invalid`.
 */
export async function runEval(definition: AppDefinition, name: string, flags: EvalFlags): Promise<number> {
  const sets = evaluationSets(definition);
  const set = Object.hasOwn(sets, name) ? sets[name] : undefined;
  if (set === undefined) {
    throw new ConfigError(
      'evaluation_unknown',
      `There is no set "${name}". There are: ${Object.keys(sets).join(', ')}.`,
    );
  }
  const file = flags.data ?? ownFile(set);
  const isOwnData = flags.data === undefined;
  const split = readSplit(flags.split) ?? (isOwnData ? 'test' : null);
  const result = await evaluate(set, { lines: readRows(name, file), split, isOwnData });
  const passed = result.gates.every((gate) => gate.passed);
  const { rows, misses, gates, predictions, figures } = result;
  if (flags.json === true) {
    printJson({ set: name, data: file, split, rows, passed, ...figures, gates, misses, predictions });
  } else print(format(name, String(file), split, result));
  if (isOwnData && split === 'test') note(definition, name, result, passed);
  return passed ? 0 : 1;
}

const ownFile = ({ data }: EvaluationSet): string | undefined =>
  data instanceof URL ? fileURLToPath(data) : data;

function readSplit(given: string | undefined): Split | undefined {
  if (given === undefined || given === 'dev' || given === 'test') return given;
  throw new ConfigError('evaluation_split_unknown', `--split must be dev or test, not "${given}".`);
}

function readRows(name: string, file: string | undefined): string {
  if (file === undefined || !existsSync(file)) {
    throw new ConfigError(
      'evaluation_data_missing',
      `There are no rows for "${name}"${file === undefined ? '' : ` at ${file}`}. The project's own are in a source checkout only; give a file with --data.`,
    );
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError('evaluation_data_missing', `${file} cannot be read: ${describeError(cause)}`, {
      cause,
    });
  }
}

async function evaluate(
  set: EvaluationSet,
  request: Parameters<EvaluationSet['evaluate']>[0],
): Promise<Evaluation> {
  let result: Evaluation;
  try {
    result = await set.evaluate(request);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new ConfigError('evaluation_data_invalid', `The rows cannot be judged. ${cause.message}`, {
      cause,
    });
  }
  if (result.rows === 0) {
    throw new ConfigError('evaluation_data_invalid', 'No row was judged: the file or the split is empty.');
  }
  return result;
}

/** Leaves the result for the health report; a folder that cannot be written is no reason to fail. */
function note(definition: AppDefinition, name: string, { rows, gates }: Evaluation, passed: boolean): void {
  try {
    const failed = gates.filter((gate) => !gate.passed).map((gate) => gate.name);
    noteEvaluation(readConfig(definition).dataDir, name, { passed, rows, failed });
  } catch (error) {
    process.stderr.write(`The result was not noted for the health report: ${describeError(error)}\n`);
  }
}

function format(name: string, file: string, split: Split | null, result: Evaluation): string {
  const which = split === null ? 'all rows' : `${split} split`;
  return [
    `${name}: ${result.rows} rows, ${which} of ${file}`,
    ...result.tables.flatMap(formatTable),
    '',
    'misses',
    ...Object.entries(result.misses).map(
      ([what, ids]) => `  ${what}: ${ids.length === 0 ? 'none' : ids.join(' ')}`,
    ),
    '',
    'gates',
    ...result.gates.map(formatGate),
  ].join('\n');
}

const formatGate = ({ name, value, limit, passed }: EvaluationGate): string =>
  `  ${passed ? 'met   ' : 'MISSED'} ${name}: ${value ?? 'none'} (${limit})`;

function formatTable({ title, columns, rows }: EvaluationTable): readonly string[] {
  const shown = [
    ['', ...columns],
    ...rows.map((row) => row.map((cell) => (cell === null ? '–' : String(cell)))),
  ];
  const widths =
    shown[0]?.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ');
  return ['', title, ...shown.map((row) => `  ${lineOf(row)}`.trimEnd())];
}
