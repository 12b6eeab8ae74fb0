import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** How a command ended. */
export interface OporaExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `opora <argv>` on the database in a process of its own, with nothing of this one's environment. */
export function startOpora(
  databaseUrl: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly exit: Promise<OporaExit> } {
  const main = fileURLToPath(new URL('./opora-child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=opora-source', '--import', 'tsx', main, ...argv], {
    cwd: fileURLToPath(new URL('../../../..', import.meta.url)),
    env: {
      ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '/tmp' },
      ...{ DATABASE_URL: databaseUrl, LOG_LEVEL: 'warn', ...env },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text;
    });
  }
  const exit = new Promise<OporaExit>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, ...written }));
  });
  return { child, exit };
}
