import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { requestStop } from '../../../src/testing/request-stop.ts';
import { until } from '../engine-fixture.ts';
import { testDataKey } from './data-key.ts';

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A product in a process of its own. */
export interface ChildProduct {
  readonly url: string;
  readonly process: ChildProcess;
  readonly exited: Promise<ChildExit>;
  /** What it has written so far. */
  readonly output: () => string;
  kill(signal: NodeJS.Signals): void;
  /** Asks for an orderly end; resolves when it has ended. */
  stop(): Promise<ChildExit>;
}

const programs = { product: './child-main.ts', guest: './guest-child.ts' } as const;
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Starts a child from sources on a free port; resolves when it says that it is ready. */
export async function startChild(
  env: Readonly<Record<string, string>>,
  program: keyof typeof programs = 'product',
): Promise<ChildProduct> {
  const main = fileURLToPath(new URL(programs[program], import.meta.url));
  const child = spawn(process.execPath, ['--conditions=opora-source', '--import', 'tsx', main, 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/tmp',
      PORT: '0',
      LOG_LEVEL: 'warn',
      OPORA_POLL_MIN_MS: '10',
      OPORA_POLL_MAX_MS: '40',
      ...testDataKey,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let over = false;
  const exited = new Promise<ChildExit>((resolve) => {
    child.on('exit', (code, signal) => {
      over = true;
      resolve({ code, signal });
    });
  });
  const ready = /ready in \d+ ms[\s\S]*?(http:\/\/localhost:\d+)/;
  await until('the child is ready', () => over || ready.test(output), 90_000);
  const url = ready.exec(output)?.[1];
  if (url === undefined) throw new Error(`The child ended before it was ready:\n${output}`);
  return {
    ...{ url, process: child, exited, output: () => output },
    kill: (signal) => child.kill(signal),
    stop: () => {
      requestStop(child);
      return exited;
    },
  };
}
