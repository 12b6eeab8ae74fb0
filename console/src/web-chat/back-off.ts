const baseMs = 800;
const capMs = 30_000;

/** Delay before try number `attempt` (from 1): exponential with jitter, 400 ms to 30 s. */
export function backOffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt - 1, 10));
  return Math.round(ceiling * (0.5 + random() / 2));
}

/** `Retry-After` (seconds or an HTTP date) in milliseconds from `now`; null when absent or nonsense. */
export function parseRetryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** A pause that `wake` or an abort ends early. Never rejects. */
export function createPause(): {
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
  wake: () => void;
} {
  let end: (() => void) | null = null;
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', finish);
          end = null;
          resolve();
        };
        const timer = setTimeout(finish, ms);
        end = finish;
        signal?.addEventListener('abort', finish);
        if (signal?.aborted) finish();
      }),
    wake: () => end?.(),
  };
}
