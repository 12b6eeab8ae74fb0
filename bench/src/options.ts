import { parseArgs } from 'node:util';

/** The measures by name, in the order in which they run. */
export const measureNames = [
  'acceptances',
  'turns',
  'commit-limit',
  'latency',
  'inference',
  'growth',
  'footprint',
  'soak',
  'storm',
  'esm',
] as const;

/** Measures that run only when they are named: they take minutes. */
const onlyByName: readonly MeasureName[] = ['soak', 'storm', 'esm'];

export type MeasureName = (typeof measureNames)[number];

export interface BenchOptions {
  /** Measures to run. */
  readonly only: ReadonlySet<MeasureName>;
  /** True when they were named: long measures then run at full size. */
  readonly chosen: boolean;
  /** Measured time of each rate, seconds. */
  readonly seconds: number;
  /** A server to measure on; null starts an embedded one in a temporary folder. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly inFlight: number;
  readonly conversations: number;
  /** How long `soak` lasts, minutes, and its messages a second. */
  readonly soakMinutes: number;
  readonly soakRate: number;
  /** How long the provider fails in `storm`, seconds. */
  readonly stormSeconds: number;
  /** How many take part in `esm`, and for how long their beeps are watched, seconds. */
  readonly participants: number;
  readonly beepSeconds: number;
  readonly json: boolean;
  readonly peers: boolean;
  readonly save: boolean;
}

export const helpText: string = `Usage: opora bench [measures] [options]

Measures this machine beside the figures of the README. Starts a database of its own in a temporary
folder and removes it at the end. A missed target is shown; only a failed correctness check fails.

Measures: ${measureNames.join(', ')}. Without any, all but soak, storm and esm.
  growth                when it is named: at full size, 1,000,000 conversations
  inference             what budget, cache, limits, breaker, retry and timeout add to a call of a model
  soak                  a steady load with retention in a hurry: whether memory, tables and latency stay flat
  storm                 30 web chats of the whole product, whose provider of models fails; about five minutes
  esm                   10,000 participants of the product: planning, beeps, a researcher's looks; about seven minutes

  --only <names>        the same, with commas between
  --soak-minutes <n>    how long soak lasts (15)
  --soak-rate <n>       its messages a second (500)
  --storm-seconds <n>   how long the provider fails (180)
  --participants <n>    how many take part in esm (10000)
  --beep-seconds <n>    how long their beeps are watched (120)
  --seconds <n>         measured time of each rate (10)
  --in-flight <n>       messages on their way at once (256)
  --conversations <n>   conversations they belong to (1000)
  --database-url <url>  measure on this server: a database is created there and dropped at the end
  --peers               run other systems beside it (bench/peers; uses the same server)
  --redis-url <url>     for the peers that need Redis
  --save                write bench/baselines/<date>.json
  --json                print data instead of the table
  --help                print this

Exit codes: 0 measured, 1 a correctness check failed, 2 could not run.
`;

/** A command line that cannot be understood. */
export class UsageError extends Error {}

/** Reads the command line; null when help was asked for. @throws UsageError */
export function parseOptions(argv: readonly string[]): BenchOptions | null {
  const { values, positionals } = readValues(argv);
  if (values.help === true) return null;
  const names = [...positionals, ...(values.only?.split(',').map((name) => name.trim()) ?? [])];
  const chosen = names.length > 0;
  const only = new Set(
    chosen ? names.map(toMeasureName) : measureNames.filter((name) => !onlyByName.includes(name)),
  );
  return {
    only,
    chosen,
    seconds: toNumber('seconds', values.seconds ?? '10', 0.5, 3600),
    databaseUrl: values['database-url'] ?? null,
    redisUrl: values['redis-url'] ?? null,
    inFlight: toNumber('in-flight', values['in-flight'] ?? '256', 1, 4096),
    conversations: toNumber('conversations', values.conversations ?? '1000', 1, 1_000_000),
    soakMinutes: toNumber('soak-minutes', values['soak-minutes'] ?? '15', 0.1, 10_000),
    soakRate: toNumber('soak-rate', values['soak-rate'] ?? '500', 1, 100_000),
    stormSeconds: toNumber('storm-seconds', values['storm-seconds'] ?? '180', 5, 3600),
    participants: toNumber('participants', values.participants ?? '10000', 1, 100_000),
    beepSeconds: toNumber('beep-seconds', values['beep-seconds'] ?? '120', 5, 3000),
    json: values.json === true,
    peers: values.peers === true,
    save: values.save === true,
  };
}

interface RawValues {
  readonly only?: string | undefined;
  readonly seconds?: string | undefined;
  readonly 'database-url'?: string | undefined;
  readonly 'redis-url'?: string | undefined;
  readonly 'in-flight'?: string | undefined;
  readonly conversations?: string | undefined;
  readonly 'soak-minutes'?: string | undefined;
  readonly 'soak-rate'?: string | undefined;
  readonly 'storm-seconds'?: string | undefined;
  readonly participants?: string | undefined;
  readonly 'beep-seconds'?: string | undefined;
  readonly json?: boolean | undefined;
  readonly peers?: boolean | undefined;
  readonly save?: boolean | undefined;
  readonly help?: boolean | undefined;
}

function readValues(argv: readonly string[]): {
  readonly values: RawValues;
  readonly positionals: readonly string[];
} {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        only: text,
        seconds: text,
        'database-url': text,
        'redis-url': text,
        'in-flight': text,
        conversations: text,
        'soak-minutes': text,
        'soak-rate': text,
        'storm-seconds': text,
        participants: text,
        'beep-seconds': text,
        json: flag,
        peers: flag,
        save: flag,
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function toMeasureName(name: string): MeasureName {
  const found = measureNames.find((known) => known === name);
  if (found === undefined)
    throw new UsageError(`There is no measure "${name}"; there are: ${measureNames.join(', ')}.`);
  return found;
}

function toNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most) {
    throw new UsageError(`--${name} must be a number from ${least} to ${most}, not "${text}".`);
  }
  return value;
}
