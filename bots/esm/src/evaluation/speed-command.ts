import { languages } from 'opora';
import type { CommandLineEntry } from '../command-line.ts';
import { goldenStandard } from '../golden-standard.ts';
import { createLocalValidator } from '../validator/local-validator.ts';
import { measureSpeed, type Times } from './measure-speed.ts';

/** Limits of specification section 17, in ms. */
const limits = { p95At2000: 5, worstAt5000: 20 } as const;

const show = (name: string, { p50, p95, worst, slowestRun }: Times): string =>
  `  ${name.padEnd(8)} p50 ${p50.toFixed(2)}  p95 ${p95.toFixed(2)}  worst ${worst.toFixed(2)}  slowest run ${slowestRun.toFixed(2)} ms`;

/** `opora esm validator speed`: how fast reports are judged on this machine. */
export const validatorSpeedCommand: CommandLineEntry = {
  words: ['validator', 'speed'],
  usage: '',
  description: 'measures how fast reports of 2,000 and 5,000 characters are judged',
  async run(argv, _open, output) {
    if (argv.length > 0) {
      output.error(`opora esm validator speed takes no options, not ${argv.join(' ')}.`);
      return 2;
    }
    const validator = createLocalValidator();
    const [short, long] = [2000, 5000].map((length) => measureSpeed(validator, goldenStandard(), length));
    for (const speed of [short, long]) {
      if (speed === undefined) continue;
      output.out(`${speed.length} characters`);
      for (const language of languages) output.out(show(language, speed.reports[language]));
      output.out(show('hostile', speed.hostile));
    }
    const p95 = Math.max(...languages.map((language) => short?.reports[language].p95 ?? 0));
    const worst = Math.max(
      long?.hostile.worst ?? 0,
      ...languages.map((language) => long?.reports[language].worst ?? 0),
    );
    output.out(
      `p95 at 2,000: ${p95.toFixed(2)} ms (limit ${limits.p95At2000}); worst at 5,000: ${worst.toFixed(2)} ms (limit ${limits.worstAt5000})`,
    );
    return p95 < limits.p95At2000 && worst < limits.worstAt5000 ? 0 : 1;
  },
};
