import type { BotRuntime } from 'opora/app';

/** Reaches the database without serving. */
export type OpenRuntime = () => Promise<{ readonly runtime: BotRuntime; close(): Promise<void> }>;

/** Where a command writes; lines without their end. */
export interface CommandOutput {
  readonly out: (line: string) => void;
  readonly error: (line: string) => void;
  /** A sign of life on long work; only at a terminal. */
  readonly progress?: (line: string) => void;
}

/** Writes the answer of a command: as JSON for machines, or as lines for people. */
export function answer(
  output: CommandOutput,
  isJson: boolean,
  value: unknown,
  lines: readonly string[],
): void {
  for (const line of isJson ? [JSON.stringify(value, null, 2)] : lines) output.out(line);
}

/** `opora esm <words> …`. */
export interface CommandLineEntry {
  /** `['researcher', 'add']`. */
  readonly words: readonly string[];
  /** What follows the words: `--name <text>`. */
  readonly usage: string;
  readonly description: string;
  /** Returns the exit code: 0 done, 1 not done or faults were found, 2 wrong options or configuration. */
  run(argv: readonly string[], open: OpenRuntime, output: CommandOutput): Promise<number>;
}

const standardOutput: CommandOutput = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
  progress: (line) => void (process.stderr.isTTY && process.stderr.write(`  ${line}\n`)),
};

/** Runs the entry that `argv` names; without one, or with `--help`, lists those that begin with its first word, or all. */
export async function runEntry(
  entries: readonly CommandLineEntry[],
  argv: readonly string[],
  open: OpenRuntime,
  output: CommandOutput = standardOutput,
): Promise<number> {
  const entry = entries.find(({ words }) => words.every((word, index) => argv[index] === word));
  const isAsked = argv.includes('--help') || argv.includes('-h');
  if (entry === undefined) {
    const write = isAsked || argv.length === 0 ? output.out : output.error;
    if (!isAsked && argv.length > 0) write(`opora esm ${argv.join(' ')}: there is no such command.`);
    const near = entries.filter(({ words }) => words[0] === argv[0]);
    for (const one of near.length > 0 ? near : entries) write(describeEntry(one));
    return isAsked || argv.length === 0 ? 0 : 2;
  }
  if (isAsked) {
    output.out(describeEntry(entry));
    return 0;
  }
  return entry.run(argv.slice(entry.words.length), open, output);
}

function describeEntry({ words, usage, description }: CommandLineEntry): string {
  return `opora esm ${[...words, usage].join(' ').trim()}\n    ${description}`;
}
