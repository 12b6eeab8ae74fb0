import type { CommandLineEntry } from '../command-line.ts';
import { checkInstrumentFile } from './instrument-report.ts';

/** `opora esm instrument check <file>`. */
export const instrumentCheckCommand: CommandLineEntry = {
  words: ['instrument', 'check'],
  usage: '<file>',
  description: 'lists every fault of a questionnaire with its line',
  async run([file], _open, output) {
    if (file === undefined) {
      output.error('Name the file of the questionnaire: opora esm instrument check <file>');
      return 2;
    }
    const { text, exitCode } = await checkInstrumentFile(file);
    (exitCode === 0 ? output.out : output.error)(text);
    return exitCode;
  },
};
