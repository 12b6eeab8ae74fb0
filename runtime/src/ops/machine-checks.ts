import { statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { EventLoopMonitor } from './event-loop-monitor.ts';
import type { HealthCheck } from './health.ts';
import { finding, judge, type Thresholds } from './health-checks.ts';
import { type MemoryUse, readMemoryUse } from './memory-use.ts';

const GIGABYTE = 1024 ** 3;

/** Free and total bytes of a disk. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/**
 * Free space of the disk that holds `path`: degraded under 1 GB or 5 %, unhealthy under 200 MB. A folder that
 * is yet to be made is looked for upwards.
 */
export function diskCheck(options: {
  readonly path: string;
  read?(path: string): Promise<DiskSpace>;
}): HealthCheck {
  return {
    name: 'disk',
    critical: true,
    async run() {
      const { freeBytes, totalBytes } = await (options.read ?? readDiskSpace)(options.path);
      const low = freeBytes < GIGABYTE || freeBytes < totalBytes * 0.05;
      const status = freeBytes < GIGABYTE / 5 ? 'unhealthy' : low ? 'degraded' : 'healthy';
      const message = `${gigabytes(freeBytes)} of ${gigabytes(totalBytes)} free.`;
      return finding(status, message, {
        advice: 'Free space or enlarge the disk of OPORA_DATA_DIR, or lower OPORA_RETENTION_DAYS.',
        data: { freeBytes, totalBytes },
      });
    },
  };
}

/** Reads the free space of the disk that holds `path` or, while it does not exist, the folder above it. */
export async function readDiskSpace(path: string): Promise<DiskSpace> {
  let folder = resolve(path);
  for (;;) {
    try {
      const { bavail, blocks, bsize } = await statfs(folder);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing || dirname(folder) === folder) throw error;
      folder = dirname(folder);
    }
  }
}

/** Memory in use against the container's limit, or the machine's: degraded at 85 %, unhealthy at 95 %. */
export function memoryCheck(
  options: {
    read?(): Promise<MemoryUse>;
    /** Shares of the limit, 0 to 1. */
    readonly share?: Thresholds;
  } = {},
): HealthCheck {
  return {
    name: 'memory',
    async run() {
      const { usedBytes, limitBytes, limitedBy } = await (options.read ?? readMemoryUse)();
      const share = usedBytes / limitBytes;
      const status = judge(share, options.share ?? { degraded: 0.85, unhealthy: 0.95 });
      const message = `${gigabytes(usedBytes)} of ${gigabytes(limitBytes)} in use (${Math.round(share * 100)} % of the ${limitedBy}).`;
      return finding(status, message, {
        advice: 'Give it more memory, lower OPORA_TURN_CONCURRENCY, or start more processes.',
        data: { usedBytes, limitBytes, limitedBy },
      });
    },
  };
}

/** How late the event loop is since the last check, at the 99th percentile. */
export function eventLoopCheck(options: {
  readonly monitor: EventLoopMonitor;
  /** Delay in ms: default degraded at 200 and unhealthy at 2,000. */
  readonly delayMs?: Thresholds;
}): HealthCheck {
  return {
    name: 'event-loop',
    async run() {
      const { p99Ms, maximumMs } = options.monitor.read();
      const status = judge(p99Ms, options.delayMs ?? { degraded: 200, unhealthy: 2_000 });
      return finding(status, `p99 ${p99Ms} ms, longest ${maximumMs} ms late.`, {
        advice: 'The process is short of CPU, or something blocks it: start more processes or profile it.',
        data: { p99Ms, maximumMs },
      });
    },
  };
}

function gigabytes(bytes: number): string {
  return bytes < GIGABYTE ? `${Math.round(bytes / 1024 ** 2)} MB` : `${(bytes / GIGABYTE).toFixed(1)} GB`;
}
