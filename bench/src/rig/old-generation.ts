import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';

/** What reaches the old generation of this process's heap. */
export interface OldGeneration {
  /** Bytes since the beginning; what full collections freed again is not subtracted. */
  readonly grownBytes: number;
  stop(): void;
}

/** Begins to watch: looks after each collection, which is when objects move there. */
export function watchOldGeneration(): OldGeneration {
  let grown = 0;
  let used = usedBytes();
  const look = (): void => {
    const now = usedBytes();
    grown += Math.max(0, now - used);
    used = now;
  };
  const observer = new PerformanceObserver(look);
  observer.observe({ entryTypes: ['gc'] });
  return {
    get grownBytes() {
      look();
      return grown;
    },
    stop: () => observer.disconnect(),
  };
}

function usedBytes(): number {
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'old_space');
  return space?.space_used_size ?? 0;
}
