import { type Clock, sleep } from '../../core/clock.ts';
import { describeError } from '../../core/errors.ts';
import type { Logger } from '../../core/logger.ts';
import type { Postmaster } from './postmaster.ts';
import { holdProcess, type ProgramEnd } from './run-program.ts';

/** The server died although nobody asked it to. */
export interface PostmasterExit extends ProgramEnd {
  readonly pid: number;
}

/** `restarting` lasts from an unexpected end of the server until it accepts connections again. */
export type SupervisorState = 'running' | 'restarting' | 'stopped';

/** What the supervisor is given to do its work with. */
export interface SupervisorPlan {
  /** Starts the server and resolves when it accepts connections. */
  readonly start: () => Promise<Postmaster>;
  /** Stops it; never rejects for one that is gone. */
  readonly stop: (postmaster: Postmaster) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps one server running. */
export interface Supervisor {
  readonly pid: number;
  readonly state: SupervisorState;
  onExit(listener: (exit: PostmasterExit) => void): () => void;
  onRestart(listener: (pid: number) => void): () => void;
  /** Ends the watch, then the server. A second call waits for the first. */
  stop(): Promise<void>;
}

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 10_000;
const STABLE_AFTER_MS = 2_000;

/**
 * Watches a running server and starts it again whenever it ends by itself: at once, then after 50 ms, doubling
 * to 10 s. Two seconds of steady running forget earlier failures.
 */
export function superviseServer(plan: SupervisorPlan, first: Postmaster): Supervisor {
  const exitListeners = new Set<(exit: PostmasterExit) => void>();
  const restartListeners = new Set<(pid: number) => void>();
  const stopping = new AbortController();
  let current = first;
  let state: SupervisorState = 'running';
  let stopped: Promise<void> | null = null;

  async function watch(): Promise<void> {
    let crashes = 0;
    while (!stopping.signal.aborted) {
      const startedAt = plan.clock.monotonic();
      const end = await current.ended;
      if (stopping.signal.aborted) return;
      state = 'restarting';
      const exit = { pid: current.pid, ...end };
      plan.logger.error(exit, 'the embedded database ended unexpectedly; restarting it');
      for (const listener of exitListeners) listener(exit);
      if (plan.clock.monotonic() - startedAt > STABLE_AFTER_MS) crashes = 0;
      await restart(crashes);
      crashes += 1;
    }
  }

  async function restart(crashes: number): Promise<void> {
    for (let failures = crashes; ; failures += 1) {
      if (failures > 0) await pause(failures);
      if (stopping.signal.aborted) return;
      try {
        current = await plan.start();
        state = 'running';
        plan.logger.info({ pid: current.pid, failures }, 'the embedded database runs again');
        for (const listener of restartListeners) listener(current.pid);
        return;
      } catch (error) {
        plan.logger.error({ failures, error: describeError(error) }, 'the embedded database did not start');
      }
    }
  }

  function pause(failures: number): Promise<void> {
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
    return sleep(plan.clock, delayMs, stopping.signal).catch(() => undefined);
  }

  async function stop(): Promise<void> {
    const letGo = holdProcess();
    try {
      const wasRestarting = state === 'restarting';
      stopping.abort();
      // A start under way must finish first, or it would leave a server behind us.
      if (wasRestarting) await watching;
      await plan.stop(current);
    } finally {
      state = 'stopped';
      letGo();
    }
  }

  const watching = watch();
  return {
    get pid() {
      return current.pid;
    },
    get state() {
      return state;
    },
    onExit: (listener) => subscribe(exitListeners, listener),
    onRestart: (listener) => subscribe(restartListeners, listener),
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
