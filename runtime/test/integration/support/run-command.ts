import { runCommandLine } from '../../../src/app/command-line.ts';
import type { AppDefinition, BotPackage } from '../../../src/app/definition.ts';
import { testDataKey } from './data-key.ts';
import { testPages } from './pages.ts';

/** What a command printed, and its exit code. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const defineTestApp = (bots: readonly BotPackage[]): AppDefinition => ({
  bots,
  loadPages: () => Promise.resolve(testPages),
});

const foreign =
  /^(OPORA_|OPENAI_|ANTHROPIC_|DATABASE_URL$|REDIS_URL$|HOST$|PORT$|PUBLIC_URL$|LOG_|[A-Z]+_TELEGRAM_)/;

/** Runs `opora <argv>` in this process with exactly the environment given. One at a time. */
export async function runCommand(
  definition: AppDefinition,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const before = { ...process.env };
  const output = { stdout: '', stderr: '' };
  const restore = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const { write } = stream;
    stream.write = ((text: string | Uint8Array) => {
      output[name] += String(text);
      return true;
    }) as typeof stream.write;
    return () => {
      stream.write = write;
    };
  });
  for (const name of Object.keys(process.env)) if (foreign.test(name)) delete process.env[name];
  Object.assign(process.env, testDataKey, env);
  try {
    const code = await runCommandLine(definition, argv);
    return { code, ...output };
  } finally {
    for (const undo of restore) undo();
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
