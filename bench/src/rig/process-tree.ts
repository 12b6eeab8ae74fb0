import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Resident memory of a process; null where it cannot be told (Windows). */
export function residentBytes(pid: number): number | null {
  const kilobytes = readNumber(`/proc/${pid}/status`, 'VmRSS') ?? fromPs(pid);
  return kilobytes === null ? null : kilobytes * 1024;
}

/** Memory of the server of a cluster with all its processes, each page counted once; null without `/proc`. */
export function clusterMemory(cluster: string): number | null {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync('/proc/self/smaps_rollup') || !existsSync(file)) return null;
  return treeMemory(Number(readFileSync(file, 'utf8').split('\n')[0]));
}

/** Memory of a process with its children, each page counted once; null without `/proc`. */
export function treeMemory(pid: number): number | null {
  const shares = [pid, ...childrenOf(pid)].map((each) => readNumber(`/proc/${each}/smaps_rollup`, 'Pss'));
  if (shares.some((share) => share === null)) return null;
  return shares.reduce<number>((sum, share) => sum + (share ?? 0), 0) * 1024;
}

/** Processor time used so far by a process and its children, living and ended, in seconds; null without `/proc`. */
export function treeCpuSeconds(pid: number): number | null {
  const own = readTicks(pid, true);
  if (own === null) return null;
  const children = childrenOf(pid).map((child) => readTicks(child, false) ?? 0);
  return children.reduce((sum, ticks) => sum + ticks, own) / ticksPerSecond;
}

const ticksPerSecond = 100;

/** User and system time; those of children that have ended with it where asked. */
function readTicks(pid: number, withEnded: boolean): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return fields.slice(11, withEnded ? 15 : 13).reduce((sum, ticks) => sum + ticks, 0);
  } catch {
    return null;
  }
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readNumber(`/proc/${pid}/status`, 'PPid') === parent);
}

/** The number of a `Name:  123 kB` line. Processes come and go while we look. */
function readNumber(file: string, name: string): number | null {
  try {
    const match = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'));
    return match === null ? null : Number(match[1]);
  } catch {
    return null;
  }
}

function fromPs(pid: number): number | null {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return null;
  }
}
