import { type ParseArgsConfig, parseArgs } from 'node:util';
import { systemClock } from '../../core/clock.ts';
import { type FaultPoint, faultPoints } from '../../core/fault-points.ts';
import { renderTortureReport } from './render-report.ts';
import { runTorture } from './run-torture.ts';
import type { TortureOptions, TortureProgress } from './torture-options.ts';

const help = `Usage: opora torture [options]

Kills real processes on a real database at numbered fault points, while users write and the platform
misbehaves; the ledger of the outside world decides what was lost, doubled or reordered.

  --kills N        processes to kill (500)
  --seed S         decides kills, traffic and faults (1)
  --point P        kill at this fault point only (may be repeated); --list names them
  --nth N          kill at this arrival only
  --workers N      processes at the same time (2)
  --users N        users writing at the same time (48)
  --database URL   a Postgres server on which a database is made and dropped (an embedded one, which is
                   stopped and killed as well)
  --no-shrink      do not look for a single kill that reproduces a violation
  --json           the report as JSON on standard output
  --list           print the fault points
  --help           this text

Exit code 0 when every promise was kept, 1 when one was broken, 2 for wrong options.
`;

const flags = {
  kills: { type: 'string' },
  seed: { type: 'string' },
  point: { type: 'string', multiple: true },
  nth: { type: 'string' },
  workers: { type: 'string' },
  users: { type: 'string' },
  database: { type: 'string' },
  'no-shrink': { type: 'boolean' },
  json: { type: 'boolean' },
  list: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

/** Runs `opora torture` with the arguments after the command's name; returns the exit code. */
export async function runTortureCommand(args: readonly string[]): Promise<number> {
  let options: TortureOptions;
  let json = false;
  try {
    const { values } = parseArgs({ args: [...args], options: flags, strict: true, allowPositionals: false });
    if (values.help === true) return print(help);
    if (values.list === true)
      return print(`${faultPoints.map((point, at) => `${at + 1} ${point}`).join('\n')}\n`);
    json = values.json === true;
    options = {
      kills: readCount('kills', values.kills) ?? 500,
      seed: readCount('seed', values.seed) ?? 1,
      points: values.point?.map(readPoint),
      nth: readCount('nth', values.nth),
      workers: readCount('workers', values.workers),
      users: readCount('users', values.users),
      databaseUrl: values.database,
      shrink: values['no-shrink'] !== true,
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  return torture(options, json);
}

async function torture(options: TortureOptions, json: boolean): Promise<number> {
  const interrupted = new AbortController();
  const onInterrupt = (): void => interrupted.abort();
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const report = await runTorture({ ...options, signal: interrupted.signal, onProgress: createProgress() });
    print(json ? `${JSON.stringify(report)}\n` : `${renderTortureReport(report)}\n`);
    return report.passed ? 0 : 1;
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

/** One line on a change of phase, and one every few seconds of killing. */
function createProgress(): (progress: TortureProgress) => void {
  const startedAt = systemClock.monotonic();
  let said = '';
  let saidAt = 0;
  return ({ phase, kills, of }) => {
    const now = systemClock.monotonic();
    if (phase === said && now - saidAt < 5_000) return;
    said = phase;
    saidAt = now;
    const seconds = ((now - startedAt) / 1000).toFixed(0);
    process.stderr.write(`${seconds.padStart(5)} s  ${phase} ${kills} of ${of}\n`);
  };
}

function readCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${name} must be a whole number from 1.`);
  return count;
}

function readPoint(text: string): FaultPoint {
  const point = faultPoints.find((name, index) => name === text || String(index + 1) === text);
  if (point === undefined) throw new Error(`No fault point "${text}"; --list names them.`);
  return point;
}
