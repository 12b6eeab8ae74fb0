import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { CommandLineEntry } from '../command-line.ts';
import type { Percentiles } from './percentiles.ts';
import { type LoadReport, runLoad } from './run-load.ts';

const options = {
  count: { type: 'string', default: '100' },
  concurrency: { type: 'string', default: '20' },
  url: { type: 'string' },
  token: { type: 'string' },
  invite: { type: 'string', default: '' },
  keep: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Flags = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

/**
 * `opora esm load`: sends distinct people through the HTTP face of a product that runs, each joining a study, answering
 * one survey and deleting itself again. Exit code 0; 1 when somebody did not get through, or the
 * product is away.
 */
export const loadCommand: CommandLineEntry = {
  words: ['load'],
  usage:
    '[--count 100] [--concurrency 20] [--invite <code>] [--url <url>] [--token <api token>] [--keep] [--json]',
  description: 'sends people through a product that runs: percentiles, cache, errors',
  async run(argv, open, output) {
    let flags: Flags;
    try {
      flags = parseArgs({ args: [...argv], options }).values;
    } catch (error) {
      output.error(error instanceof Error ? error.message : String(error));
      return 2;
    }
    const count = readCount(flags.count);
    const concurrency = readCount(flags.concurrency);
    if (count === null || concurrency === null) {
      output.error('--count and --concurrency are whole numbers from 1, for example --count 100.');
      return 2;
    }
    const url = flags.url ?? (await readUrl(open));
    const { invite, keep } = flags;
    const run = randomUUID().slice(0, 8);
    try {
      const report = await runLoad({
        url,
        token: flags.token ?? null,
        count,
        concurrency,
        invite,
        keep,
        run,
      });
      output.out(flags.json ? JSON.stringify(report) : describe(report));
      return Object.keys(report.errors).length === 0 ? 0 : 1;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      output.error(`The product does not answer at ${url} (${why}). Start it, or say where it is: --url.`);
      return 1;
    }
  },
};

function readCount(text: string): number | null {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= 100_000 ? count : null;
}

async function readUrl(open: Parameters<CommandLineEntry['run']>[1]): Promise<string> {
  const { runtime, close } = await open();
  await close();
  return runtime.url;
}

function describe(report: LoadReport): string {
  const { people, completed, messages, seconds, cache, errors } = report;
  const all = cache.hits + cache.misses;
  const share = all === 0 ? 'none asked for' : `${Math.round((cache.hits / all) * 100)} % of ${all}`;
  const failed = Object.entries(errors).map(([error, count]) => `  ${count} × ${error}`);
  return [
    `${people} people, ${completed} surveys completed, ${messages} messages in ${seconds} s`,
    ...line('accepted', report.accepted),
    ...line('answered, commands and buttons', report.pressed),
    ...line('answered, words', report.worded),
    `${'texts judged'.padEnd(width)} ${report.validations}`,
    `${'opinions from the cache'.padEnd(width)} ${share}`,
    `${'errors'.padEnd(width)} ${failed.length === 0 ? 'none' : ''}`.trimEnd(),
    ...failed,
  ].join('\n');
}

const width = 31;

const line = (what: string, { p50, p95, p99, max }: Percentiles): readonly string[] => [
  `${what.padEnd(width)} p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${max} ms`,
];
