import { type ChildProcess, spawn } from 'node:child_process';

/** A process of the benchmark's own, driven by requests. */
export interface BenchChild {
  readonly pid: number;
  /** Sends a request and resolves with its answer. @throws Error when the child fails or ends. */
  ask<Answer>(request: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** What children send back. */
interface Reply {
  readonly answer?: unknown;
  readonly error?: string;
}

// Built into one file the module is its own entry; from sources the entry lies beside this file.
const entry = import.meta.url.endsWith('.ts') ? new URL('./index.ts', import.meta.url).href : import.meta.url;
const program = `const { runChild } = await import(process.argv[1]); await runChild(process.argv[2]);`;

/** Starts the part `role` in a process of its own, so that it does not share the event loop of what it measures. */
export function startChild(role: 'http-server' | 'http-load' | 'soak-server' | 'esm-product'): BenchChild {
  const child = spawn(
    process.execPath,
    [...process.execArgv.filter(isLoaderFlag), '--input-type=module', '-e', program, entry, role],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void }[] = [];
  child.on('message', (message) => {
    const { answer, error } = message as Reply;
    const next = waiting.shift();
    if (error === undefined) next?.resolve(answer);
    else next?.reject(new Error(`${role}: ${error}`));
  });
  child.on('exit', (code) => {
    for (const each of waiting.splice(0)) each.reject(new Error(`The process ${role} ended with ${code}.`));
  });
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(request: unknown) =>
      new Promise<Answer>((resolve, reject) => {
        waiting.push({ resolve: (answer) => resolve(answer as Answer), reject });
        child.send(request as object);
      }),
    stop: () => stopChild(child),
  };
}

/** Answers the parent's requests one after another; ends when the parent goes. */
export function serveParent(handle: (request: unknown) => Promise<unknown>): void {
  let last: Promise<void> = Promise.resolve();
  process.on('message', (request) => {
    last = last.then(async () => {
      try {
        process.send?.({ answer: (await handle(request)) ?? null });
      } catch (error) {
        process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    });
  });
  process.on('disconnect', () => process.exit(0));
}

/** Flags that decide how modules are found; others (a debugger, a profiler) belong to the parent alone. */
const isLoaderFlag = (flag: string, index: number, flags: readonly string[]): boolean => {
  const takesValue = /^(--import|--require|-r|--loader|--conditions|-C)$/;
  return (
    takesValue.test(flag) ||
    /^(--import|--require|--loader|--conditions)=/.test(flag) ||
    takesValue.test(flags[index - 1] ?? '')
  );
};

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    if (child.connected) child.disconnect();
    else child.kill();
  });
}
