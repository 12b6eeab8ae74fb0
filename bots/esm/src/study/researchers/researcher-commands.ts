import { parseArgs } from 'node:util';
import type { BotRuntime } from 'opora/app';
import type { CommandLineEntry, CommandOutput, OpenRuntime } from '../../command-line.ts';
import { type ResearcherRow, selectResearchers } from '../../postgres/study/select-researchers.ts';
import { addResearcher, longestName, renewToken, shutOut } from './register.ts';
import { parseRole, roles } from './role.ts';

const roleNames = roles.toReversed().join('|');

/** What a command does once the database is open. */
type Work = (runtime: BotRuntime, output: CommandOutput) => Promise<number>;

/** `opora esm researcher …`: who may use the researcher pages and the interface behind them. */
export const researcherCommands: readonly CommandLineEntry[] = [
  {
    words: ['researcher', 'add'],
    usage: `--name <text> --role ${roleNames}`,
    description: 'adds a researcher and prints the token once',
    run: (argv, open, output) => withOptions(argv, ['name', 'role'], open, output, addWork),
  },
  {
    words: ['researcher', 'list'],
    usage: '',
    description: 'lists the researchers, without their tokens',
    run: (argv, open, output) => withOptions(argv, [], open, output, () => listWork),
  },
  {
    words: ['researcher', 'token'],
    usage: '--id <id>',
    description: 'prints a new token once; the old one and all sign-ins end',
    run: (argv, open, output) => withOptions(argv, ['id'], open, output, tokenWork),
  },
  {
    words: ['researcher', 'disable'],
    usage: '--id <id>',
    description: 'shuts a researcher out at once; what they did stays in the audit',
    run: (argv, open, output) => withOptions(argv, ['id'], open, output, disableWork),
  },
];

type Options = Readonly<Record<string, string | undefined>>;

/** Reads the options, all of them needed, and does the work; wrong options exit with 2 and touch nothing. */
async function withOptions(
  argv: readonly string[],
  names: readonly string[],
  open: OpenRuntime,
  output: CommandOutput,
  toWork: (options: Options) => Work | string,
): Promise<number> {
  const options = readOptions(argv, names);
  const missing = typeof options === 'string' ? [] : names.filter((name) => (options[name] ?? '') === '');
  const work =
    typeof options === 'string'
      ? options
      : missing.length > 0
        ? `Missing: ${missing.map((name) => `--${name}`).join(', ')}.`
        : toWork(options);
  if (typeof work === 'string') {
    output.error(work);
    return 2;
  }
  const opened = await open();
  try {
    return await work(opened.runtime, output);
  } finally {
    await opened.close();
  }
}

function readOptions(argv: readonly string[], names: readonly string[]): Options | string {
  try {
    const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...argv], options: known, strict: true }).values as Options;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function addWork({ name = '', role = '' }: Options): Work | string {
  const parsed = parseRole(role);
  if (parsed === null) return `--role must be one of ${roleNames}.`;
  const clean = name.trim();
  if (clean === '' || clean.length > longestName) return `--name must have 1 to ${longestName} characters.`;
  return async (runtime, output) => {
    const { id, token } = await addResearcher(runtime, { name: clean, role: parsed });
    output.out(`${clean} is ${parsed} now, id ${id}.`);
    output.out(`Token, shown only now: ${token}`);
    output.out(`Sign in with it at ${runtime.url}/esm/researcher`);
    return 0;
  };
}

async function listWork({ database }: BotRuntime, output: CommandOutput): Promise<number> {
  const rows = await database.query<ResearcherRow>(selectResearchers());
  if (rows.length === 0) output.out('There is no researcher yet.');
  for (const { id, name, role, isLinked, createdAt, disabledAt } of rows) {
    const state = disabledAt === null ? (isLinked ? 'with a chat' : 'without a chat') : 'disabled';
    output.out(`${id}  ${role.padEnd(6)}  ${createdAt.slice(0, 10)}  ${state.padEnd(14)}  ${name}`);
  }
  return 0;
}

async function isKnown({ database }: BotRuntime, id: string): Promise<boolean> {
  const rows = await database.query<ResearcherRow>(selectResearchers());
  return rows.some((row) => row.id === id && row.disabledAt === null);
}

function unknown(id: string, output: CommandOutput): number {
  output.error(`There is no active researcher ${id}; "opora esm researcher list" shows them.`);
  return 1;
}

function tokenWork({ id = '' }: Options): Work {
  return async (runtime, output) => {
    if (!(await isKnown(runtime, id))) return unknown(id, output);
    output.out(`Token, shown only now: ${await renewToken(runtime, id)}`);
    return 0;
  };
}

function disableWork({ id = '' }: Options): Work {
  return async (runtime, output) => {
    if (!(await isKnown(runtime, id))) return unknown(id, output);
    await shutOut(runtime, id);
    output.out('The token and all sign-ins of this researcher have ended.');
    return 0;
  };
}
