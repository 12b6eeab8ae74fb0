import type { Clock, ClockTimer } from '../core/clock.ts';
import { CancelledError } from '../core/errors.ts';

export interface BulkheadOptions {
  readonly clock: Clock;
  /** Calls running at the same time. Default 16. */
  readonly maximumRunning?: number;
  /** Calls waiting for a place; further ones are turned away. Default 64. */
  readonly maximumWaiting?: number;
  readonly onChange?: (running: number, waiting: number) => void;
}

export interface Bulkhead {
  /**
   * Waits for a place, first come first served. `full`: too many wait; `late`: none within `waitMs`.
   * The answer is otherwise the function that gives the place back; calling it again does nothing.
   * @throws CancelledError `bulkhead_aborted` when `signal` aborts while waiting.
   */
  enter(signal: AbortSignal, waitMs: number): Promise<(() => void) | 'full' | 'late'>;
  readonly running: number;
  readonly waiting: number;
}

/** Bounds the calls that run and those that wait, so that one slow service cannot hold everything. */
export function createBulkhead(options: BulkheadOptions): Bulkhead {
  const { clock, maximumRunning = 16, maximumWaiting = 64 } = options;
  const queue = new Set<() => void>();
  let running = 0;

  const changed = (): void => options.onChange?.(running, queue.size);
  const place = (): (() => void) => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      running -= 1;
      const [next] = queue;
      next?.();
      changed();
    };
  };
  const take = (): (() => void) => {
    running += 1;
    changed();
    return place();
  };
  const wait = (signal: AbortSignal, waitMs: number): Promise<(() => void) | 'late'> =>
    new Promise((resolve, reject) => {
      let timer: ClockTimer | null = null;
      const leave = (): void => {
        queue.delete(onPlace);
        timer?.cancel();
        signal.removeEventListener('abort', onAbort);
        changed();
      };
      const onPlace = (): void => {
        leave();
        resolve(take());
      };
      const onAbort = (): void => {
        leave();
        reject(new CancelledError('bulkhead_aborted', 'The call was stopped while it waited for a place.'));
      };
      timer = clock.after(waitMs, () => {
        leave();
        resolve('late');
      });
      signal.addEventListener('abort', onAbort, { once: true });
      queue.add(onPlace);
      changed();
    });

  return {
    async enter(signal, waitMs) {
      if (signal.aborted) throw new CancelledError('bulkhead_aborted', 'The call was stopped.');
      if (running < maximumRunning && queue.size === 0) return take();
      if (queue.size >= maximumWaiting) return 'full';
      if (waitMs <= 0) return 'late';
      return wait(signal, waitMs);
    },
    get running() {
      return running;
    },
    get waiting() {
      return queue.size;
    },
  };
}
