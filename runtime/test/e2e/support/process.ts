import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requestStop } from '../../../src/testing/request-stop.ts';
import { testEnvironment } from './product.ts';
import { waitFor } from './wait.ts';

const program = fileURLToPath(new URL('./opora.ts', import.meta.url));
const loader = fileURLToPath(import.meta.resolve('tsx'));

/** One run of the command line as a process of its own. */
export interface OporaProcess {
  readonly child: ChildProcess;
  /** All of stdout and stderr so far. */
  output(): string;
  /** Kills without a word; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks for an orderly end; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs `opora <argv>` from source in an empty folder. */
export function runOpora(argv: readonly string[], env: Readonly<Record<string, string>> = {}): OporaProcess {
  const cwd = mkdtempSync(join(tmpdir(), 'opora-e2e-cwd-'));
  const child = spawn(process.execPath, ['--conditions=opora-source', '--import', loader, program, ...argv], {
    cwd,
    env: { PATH: process.env.PATH, ...testEnvironment, OPORA_BOTS: 'esm', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      rmSync(cwd, { recursive: true, force: true });
      resolve(code);
    });
  });
  return {
    child,
    output: () => output,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      requestStop(child);
      return ended;
    },
  };
}

/** Starts `opora start` and resolves once it serves; `url` is where. */
export async function startOpora(
  env: Readonly<Record<string, string>>,
): Promise<OporaProcess & { readonly url: string }> {
  const started = runOpora(['start'], env);
  const url = await waitFor(
    'the product',
    () => {
      if (started.child.exitCode !== null) throw new Error(`opora ended:\n${started.output()}`);
      return /"url":"([^"]+)"[^\n]*Opora is ready/.exec(started.output())?.[1];
    },
    30_000,
  );
  return { ...started, url };
}
