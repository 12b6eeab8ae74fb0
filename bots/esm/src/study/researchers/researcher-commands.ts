import { parseArgs } from 'node:util';
import type { BotRuntime } from 'opora/app';
import { answer, type CommandLineEntry, type CommandOutput, type OpenRuntime } from '../../command-line.ts';
import { type ResearcherRow, selectResearchers } from '../../postgres/study/select-researchers.ts';
import { addResearcher, longestName, renewToken, shutOut } from './register.ts';
import { parseRole, roles } from './role.ts';

const roleNames = roles.toReversed().join('|');

/** What a command answers once the database is open: for machines, and in lines; null when there is no such researcher. */
type Work = (
  runtime: BotRuntime,
) => Promise<{ readonly value: unknown; readonly lines: readonly string[] } | null>;

/** `opora esm researcher …`: who may use the researcher pages and the interface behind them. */
export const researcherCommands: readonly CommandLineEntry[] = [
  {
    words: ['researcher', 'add'],
    usage: `--name <text> --role ${roleNames} [--json]`,
    description: 'adds a researcher and prints the token once',
    run: (argv, open, output) => withOptions(argv, ['name', 'role'], open, output, addWork),
  },
  {
    words: ['researcher', 'list'],
    usage: '[--json]',
    description: 'lists the researchers, without their tokens',
    run: (argv, open, output) => withOptions(argv, [], open, output, () => listWork),
  },
  {
    words: ['researcher', 'token'],
    usage: '--id <id> [--json]',
    description: 'prints a new token once; the old one and all sign-ins end',
    run: (argv, open, output) => withOptions(argv, ['id'], open, output, tokenWork),
  },
  {
    words: ['researcher', 'disable'],
    usage: '--id <id> [--json]',
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
  const read = readOptions(argv, names);
  const work = typeof read === 'string' ? read : toWork(read.options);
  if (typeof read === 'string' || typeof work === 'string') {
    output.error(String(work));
    return 2;
  }
  const opened = await open();
  try {
    const done = await work(opened.runtime);
    if (done === null) {
      const { id } = read.options;
      output.error(`There is no active researcher ${id}; "opora esm researcher list" shows them.`);
      return 1;
    }
    answer(output, read.isJson, done.value, done.lines);
    return 0;
  } finally {
    await opened.close();
  }
}

function readOptions(
  argv: readonly string[],
  names: readonly string[],
): { readonly options: Options; readonly isJson: boolean } | string {
  try {
    const known = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const all = { ...known, json: { type: 'boolean' as const } };
    const { json, ...values } = parseArgs({ args: [...argv], options: all, strict: true }).values;
    const options = values as Options;
    const missing = names.filter((name) => (options[name] ?? '') === '');
    if (missing.length > 0) return `Missing: ${missing.map((name) => `--${name}`).join(', ')}.`;
    return { options, isJson: json === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function addWork({ name = '', role = '' }: Options): Work | string {
  const parsed = parseRole(role);
  if (parsed === null) return `--role must be one of ${roleNames}.`;
  const clean = name.trim();
  if (clean === '' || clean.length > longestName) return `--name must have 1 to ${longestName} characters.`;
  return async (runtime) => {
    const { id, token } = await addResearcher(runtime, { name: clean, role: parsed });
    const url = `${runtime.url}/esm/researcher`;
    const lines = [
      `${clean} is ${parsed} now, id ${id}.`,
      `Token, shown only now: ${token}`,
      `Sign in with it at ${url}`,
    ];
    return { value: { id, name: clean, role: parsed, token, url }, lines };
  };
}

const listWork: Work = async ({ database }) => {
  const rows = await database.query<ResearcherRow>(selectResearchers());
  const lines = rows.map(({ id, name, role, isLinked, createdAt, disabledAt }) => {
    const state = disabledAt === null ? (isLinked ? 'with a chat' : 'without a chat') : 'disabled';
    return `${id}  ${role.padEnd(6)}  ${createdAt.slice(0, 10)}  ${state.padEnd(14)}  ${name}`;
  });
  return { value: rows, lines: rows.length === 0 ? ['There is no researcher yet.'] : lines };
};

async function isKnown({ database }: BotRuntime, id: string): Promise<boolean> {
  const rows = await database.query<ResearcherRow>(selectResearchers());
  return rows.some((row) => row.id === id && row.disabledAt === null);
}

function tokenWork({ id = '' }: Options): Work {
  return async (runtime) => {
    if (!(await isKnown(runtime, id))) return null;
    const token = await renewToken(runtime, id);
    return { value: { id, token }, lines: [`Token, shown only now: ${token}`] };
  };
}

function disableWork({ id = '' }: Options): Work {
  return async (runtime) => {
    if (!(await isKnown(runtime, id))) return null;
    await shutOut(runtime, id);
    const lines = ['The token and all sign-ins of this researcher have ended.'];
    return { value: { id, disabled: true }, lines };
  };
}
