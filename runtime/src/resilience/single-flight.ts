import { CancelledError } from '../core/errors.ts';

interface Flight<Result> {
  readonly promise: Promise<Result>;
  readonly controller: AbortController;
  waiting: number;
  settled: boolean;
}

export interface SingleFlight<Result> {
  /**
   * Runs `work` for `key`, or joins the run that is on its way. One caller's abort ends its own wait only; the
   * work is aborted when nobody waits for it any more.
   * @throws CancelledError `flight_aborted` when `signal` aborts; whatever the work throws.
   */
  join(
    key: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<{ readonly result: Result; readonly joined: boolean }>;
  /** Whether a call for `key` is on its way, so that `join` would join it. */
  has(key: string): boolean;
  readonly size: number;
}

/** Joins concurrent calls with equal keys into one. Holds no more than the calls in flight. */
export function createSingleFlight<Result>(): SingleFlight<Result> {
  const flights = new Map<string, Flight<Result>>();

  const start = (key: string, work: (signal: AbortSignal) => Promise<Result>): Flight<Result> => {
    const controller = new AbortController();
    const promise = work(controller.signal).finally(() => {
      flight.settled = true;
      if (flights.get(key) === flight) flights.delete(key);
    });
    const flight: Flight<Result> = { promise, controller, waiting: 0, settled: false };
    // Everybody may have left by the time it fails.
    promise.catch(() => undefined);
    flights.set(key, flight);
    return flight;
  };
  const leave = (key: string, flight: Flight<Result>): void => {
    flight.waiting -= 1;
    if (flight.waiting > 0 || flight.settled) return;
    if (flights.get(key) === flight) flights.delete(key);
    flight.controller.abort(new CancelledError('flight_aborted', 'Nobody waits for the work any more.'));
  };

  return {
    join(key, signal, work) {
      const found = flights.get(key);
      const flight = found ?? start(key, work);
      flight.waiting += 1;
      return new Promise((resolve, reject) => {
        const end = (): void => {
          signal.removeEventListener('abort', onAbort);
          leave(key, flight);
        };
        const onAbort = (): void => {
          end();
          reject(new CancelledError('flight_aborted', 'The call was stopped while it waited.'));
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        flight.promise.then(
          (result) => {
            if (signal.aborted) return;
            end();
            resolve({ result, joined: found !== undefined });
          },
          (error: unknown) => {
            if (signal.aborted) return;
            end();
            reject(error);
          },
        );
      });
    },
    has: (key) => flights.has(key),
    get size() {
      return flights.size;
    },
  };
}
