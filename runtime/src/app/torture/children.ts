import { type ChildProcess, spawn } from 'node:child_process';
import { systemClock } from '../../core/clock.ts';
import type { ChildReady, ChildRole, ChildStart, KillOrder } from './protocol.ts';

/** How one life of a child ended. */
export interface ChildEnd {
  /** `killed`: at its fault point; `late`: by us, because it never arrived there; `stopped`: after SIGTERM. */
  readonly how: 'killed' | 'late' | 'stopped' | 'crashed';
  readonly detail: string;
}

export interface ChildrenOptions {
  readonly file: string;
  readonly settings: Omit<ChildStart, 'type' | 'role' | 'order' | 'seed'>;
  readonly seed: number;
  /** Longest life of a child that does not arrive at its fault point, ms. */
  readonly patienceMs: number;
}

/** Starts and ends child processes, each started ahead of its time so that a death costs milliseconds. */
export interface Children {
  /** Runs one life in `slot`; resolves when it has ended. */
  live(slot: number, role: ChildRole, order: KillOrder | null): Promise<ChildEnd>;
  /** Ports of the children that take messages now. */
  webPorts(): readonly number[];
  /** Asks the child of `slot` to stop in order. */
  stop(slot: number): void;
  stopAll(): void;
  /** Kills what is left, the spares too. */
  end(): void;
}

interface Spare {
  readonly child: ChildProcess;
  readonly errors: { text: string };
}

/** Creates the pool of child processes. */
export function createChildren({ file, settings, seed, patienceMs }: ChildrenOptions): Children {
  const spares: Spare[] = [];
  const living = new Map<number, { readonly child: ChildProcess; asked: boolean }>();
  const ports = new Map<number, number>();
  let lives = 0;
  let ending = false;

  const prepare = (): void => {
    if (ending) return;
    // A group of its own: a Ctrl-C is for the parent. A child whose parent is gone notices by the channel.
    const child = spawn(process.execPath, [file], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const errors = { text: '' };
    child.stderr?.on('data', (chunk) => {
      errors.text = (errors.text + String(chunk)).slice(-4_000);
    });
    child.on('error', () => undefined);
    spares.push({ child, errors });
  };
  const take = (): Spare => {
    if (spares.length === 0) prepare();
    const spare = spares.shift() as Spare;
    prepare();
    return spare;
  };

  const live = (slot: number, role: ChildRole, order: KillOrder | null): Promise<ChildEnd> => {
    const { child, errors } = take();
    lives += 1;
    const entry = { child, asked: false };
    living.set(slot, entry);
    let late = false;
    const patience =
      order === null
        ? null
        : systemClock.after(patienceMs, () => {
            late = true;
            child.kill('SIGKILL');
          });
    child.on('message', ({ webPort }: ChildReady) => {
      if (webPort !== null) ports.set(slot, webPort);
    });
    const start: ChildStart = { type: 'start', ...settings, seed: seed + lives, role, order };
    child.send(start, () => undefined);
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        patience?.cancel();
        ports.delete(slot);
        living.delete(slot);
        resolve(
          toEnd({ code, signal, late: late || ending, asked: entry.asked, order, errors: errors.text }),
        );
      });
    });
  };

  const stop = (slot: number): void => {
    const entry = living.get(slot);
    if (entry === undefined || !ports.has(slot)) return;
    entry.asked = true;
    entry.child.kill('SIGTERM');
  };

  prepare();
  prepare();
  return {
    live,
    webPorts: () => [...ports.values()],
    stop,
    stopAll() {
      for (const slot of living.keys()) stop(slot);
    },
    end() {
      ending = true;
      for (const { child } of [...spares, ...living.values()]) child.kill('SIGKILL');
    },
  };
}

function toEnd(exit: {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly late: boolean;
  readonly asked: boolean;
  readonly order: KillOrder | null;
  readonly errors: string;
}): ChildEnd {
  if (exit.signal === 'SIGKILL') {
    if (exit.late) return { how: 'late', detail: '' };
    if (exit.order !== null) return { how: 'killed', detail: '' };
  }
  if (exit.asked && exit.code === 0) return { how: 'stopped', detail: '' };
  return { how: 'crashed', detail: `code ${exit.code}, signal ${exit.signal}: ${exit.errors.slice(-1_000)}` };
}
