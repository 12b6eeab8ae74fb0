/** The load driver: a closed loop of `inFlight` messages, a warm-up, then a measured window. */

import { randomUUID } from 'node:crypto';
import { createMessage } from './work.mjs';

const STALL_MS = 30_000;
const PROGRESS_MS = 500;
const WARM_UP_SECONDS = 1.5;
const DEFAULT_SECONDS = 5;

/** @typedef {import('./peer.mjs').RunOptions} RunOptions */
/** @typedef {import('./peer.mjs').Measurement} Measurement */
/** @typedef {import('./work.mjs').Message} Message */

/** @param {Float64Array} sorted @param {number} share */
function percentile(sorted, share) {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** @param {number} value */
const round = (value) => Math.round(value * 100) / 100;

/**
 * A Turn counts when it ended inside the window. Turns of the warm-up, and those still running when the
 * window closes, are finished and verified too, but not counted.
 *
 * @param {string} peer
 * @param {RunOptions} options
 * @param {(message: Message) => Promise<unknown>} turn  settles when the reply is recorded and delivered
 * @returns {Promise<{measured: Measurement, completed: string[], sample: Message}>} `sample` is one of the completed
 */
export async function measure(peer, options, turn) {
  const { inFlight, conversations, signal, onProgress } = options;
  const warmUpMs = (options.warmUpSeconds ?? WARM_UP_SECONDS) * 1000;
  const limitTurns = options.turns ?? Number.POSITIVE_INFINITY;
  const limitMs =
    options.turns === undefined ? (options.seconds ?? DEFAULT_SECONDS) * 1000 : Number.POSITIVE_INFINITY;

  /** @type {string[]} */
  const completed = [];
  /** @type {number[]} */
  const latencies = [];
  /** @type {Message | undefined} */
  let sample;
  /** @type {unknown} */
  let failure;
  let next = 0;
  let stopping = false;
  let windowStart = 0;
  let windowEnd = 0;
  let cpuStart = process.cpuUsage();
  let cpuMs = 0;
  let lastEnd = performance.now();

  const openWindow = () => {
    windowStart = performance.now();
    cpuStart = process.cpuUsage();
  };
  const closeWindow = () => {
    if (windowEnd !== 0) return;
    windowEnd = performance.now();
    const cpu = process.cpuUsage(cpuStart);
    cpuMs = (cpu.user + cpu.system) / 1000;
    stopping = true;
  };
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  /** The warm-up begins with the first Turn done: what a system needs to get going is not its rate. */
  const startClock = () => {
    timers.push(setTimeout(openWindow, warmUpMs));
    if (Number.isFinite(limitMs)) timers.push(setTimeout(closeWindow, warmUpMs + limitMs));
  };
  /** @param {unknown} error */
  const fail = (error) => {
    failure ??= error;
    stopping = true;
  };

  async function slot() {
    while (!stopping) {
      const message = createMessage(randomUUID(), `conversation-${next++ % conversations}`);
      const start = performance.now();
      try {
        await turn(message);
      } catch (error) {
        fail(error);
        return;
      }
      lastEnd = performance.now();
      completed.push(message.id);
      if (completed.length === 1) {
        sample = message;
        startClock();
      }
      if (windowStart === 0 || windowEnd !== 0) continue;
      latencies.push(lastEnd - start);
      if (latencies.length >= limitTurns) closeWindow();
    }
  }

  const start = performance.now();
  /** @type {(reason: Error) => void} */
  let giveUp = () => {};
  const givenUp = new Promise((_resolve, reject) => {
    giveUp = reject;
  });
  const watch = setInterval(() => {
    const now = performance.now();
    onProgress?.({
      peer,
      phase: windowStart === 0 ? 'warm-up' : 'measure',
      turns: completed.length,
      seconds: round((now - start) / 1000),
    });
    if (now - lastEnd > STALL_MS) {
      const reason = new Error(
        `${peer} stalled: no turn ended in ${STALL_MS / 1000} s, ${completed.length} before that`,
      );
      fail(reason);
      giveUp(reason);
    }
  }, PROGRESS_MS);
  const onAbort = () => {
    const reason = signal?.reason instanceof Error ? signal.reason : new Error('aborted');
    fail(reason);
    giveUp(reason);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();
  try {
    await Promise.race([Promise.all(Array.from({ length: inFlight }, slot)), givenUp]);
  } finally {
    clearInterval(watch);
    for (const timer of timers) clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
  if (failure !== undefined) throw failure;
  if (sample === undefined) throw new Error(`${peer}: no turn ended`);

  const seconds = (windowEnd - windowStart) / 1000;
  const sorted = Float64Array.from(latencies).sort();
  return {
    completed,
    sample,
    measured: {
      turns: latencies.length,
      seconds: round(seconds),
      turnsPerSecond: round(latencies.length / seconds),
      p50Ms: round(percentile(sorted, 0.5)),
      p99Ms: round(percentile(sorted, 0.99)),
      cpuMsPerTurn: round(latencies.length === 0 ? 0 : cpuMs / latencies.length),
    },
  };
}
