import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Delay of the event loop since the last reading, in ms. */
export interface EventLoopDelay {
  readonly p99Ms: number;
  readonly maximumMs: number;
}

/** Watches how late the event loop is. */
export interface EventLoopMonitor {
  /** The delay since the last `read`, and begins anew. Zeroes when nothing was sampled. */
  read(): EventLoopDelay;
  stop(): void;
}

const RESOLUTION_MS = 20;

/** Starts to watch the event loop, sampling every 20 ms at a cost too small to notice. */
export function startEventLoopMonitor(): EventLoopMonitor {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return {
    read() {
      const sampled = histogram.count > 0;
      const delay = {
        p99Ms: sampled ? toDelayMs(histogram.percentile(99)) : 0,
        maximumMs: sampled ? toDelayMs(histogram.max) : 0,
      };
      histogram.reset();
      return delay;
    },
    stop() {
      histogram.disable();
    },
  };
}

/** The histogram holds whole intervals in ns: what exceeds the sampling interval is the delay. */
function toDelayMs(nanoseconds: number): number {
  return Math.max(0, Math.round(nanoseconds / 1e6 - RESOLUTION_MS));
}
