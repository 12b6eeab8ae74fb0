import { CancelledError } from './errors.ts';

/** A pending timer that can be taken back. Cancelling twice is harmless. */
export interface ClockTimer {
  cancel(): void;
}

/** The only source of time in the runtime. Tests and the simulation pass a virtual one. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds from an arbitrary origin, never going back; for durations only. */
  monotonic(): number;
  /** Runs `task` once after `delayMs`. A timer never keeps the process alive. */
  after(delayMs: number, task: () => void): ClockTimer;
  /** Runs `task` when the events that are at hand have been handled, in no measurable time. */
  soon(task: () => void): void;
}

const MAXIMUM_TIMEOUT_MS = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, Math.min(Math.max(0, delayMs), MAXIMUM_TIMEOUT_MS));
    handle.unref();
    return { cancel: () => clearTimeout(handle) };
  },
  soon: (task) => void setImmediate(task),
};

/**
 * Processor time that this process has used, ms: unlike a clock it stands still while other processes have the machine,
 * so a budget of work is not spent by waiting.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Resolves after `delayMs`; rejects with `CancelledError` as soon as `signal` aborts. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new CancelledError('sleep_aborted', 'The wait was aborted before it began.'));
      return;
    }
    const onAbort = (): void => {
      timer.cancel();
      reject(new CancelledError('sleep_aborted', 'The wait was aborted.'));
    };
    const timer = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
