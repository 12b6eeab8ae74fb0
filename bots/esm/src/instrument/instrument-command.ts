import { parseArgs } from 'node:util';
import { answer, type CommandLineEntry } from '../command-line.ts';
import { checkInstrumentFile } from './instrument-report.ts';

/** `opora esm instrument check <file>`. */
export const instrumentCheckCommand: CommandLineEntry = {
  words: ['instrument', 'check'],
  usage: '<file> [--json]',
  description: 'lists every fault of a questionnaire with its line',
  async run(argv, _open, output) {
    const options = { json: { type: 'boolean', default: false } } as const;
    let given: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
    try {
      given = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    } catch (error) {
      output.error(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const [file, ...others] = given.positionals;
    if (file === undefined || others.length > 0) {
      output.error('Name the file of the questionnaire: opora esm instrument check <file>');
      return 2;
    }
    const { text, exitCode, check } = await checkInstrumentFile(file);
    if (given.values.json && check !== null) {
      answer(output, true, { file, usable: exitCode === 0, faults: check.faults }, []);
    } else (exitCode === 0 ? output.out : output.error)(text);
    return exitCode;
  },
};
