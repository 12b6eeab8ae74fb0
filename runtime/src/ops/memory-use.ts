import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';

/** Memory in use and the limit that it is measured against, in bytes. */
export interface MemoryUse {
  readonly usedBytes: number;
  readonly limitBytes: number;
  readonly limitedBy: 'container' | 'machine';
}

export interface MemorySources {
  /** Folder that stands for `/`; default `/`. */
  readonly root?: string;
  /** Resident memory of this process; default `process.memoryUsage.rss()`. */
  readonly residentBytes?: number;
  /** Memory of the machine; default `os.totalmem()`. */
  readonly machineBytes?: number;
}

/**
 * Reads the memory in use. In a container with a limit (cgroup v2 or v1): all that the container uses, page
 * cache that can be dropped aside. Otherwise: this process against the machine.
 */
export async function readMemoryUse(sources: MemorySources = {}): Promise<MemoryUse> {
  const residentBytes = sources.residentBytes ?? process.memoryUsage.rss();
  const machineBytes = sources.machineBytes ?? totalmem();
  const group = await readGroup(sources.root ?? '/');
  if (group === null || group.limitBytes >= machineBytes) {
    return { usedBytes: residentBytes, limitBytes: machineBytes, limitedBy: 'machine' };
  }
  const usedBytes = Math.max(residentBytes, group.usedBytes);
  return { usedBytes, limitBytes: group.limitBytes, limitedBy: 'container' };
}

interface GroupFiles {
  readonly limit: string;
  readonly usage: string;
  /** Line of `memory.stat` with the page cache that can be dropped. */
  readonly droppable: string;
}

const version2: GroupFiles = { limit: 'memory.max', usage: 'memory.current', droppable: 'inactive_file' };
const version1: GroupFiles = {
  limit: 'memory.limit_in_bytes',
  usage: 'memory.usage_in_bytes',
  droppable: 'total_inactive_file',
};

/** The tightest limit that can be seen: inside a container its group is mounted as the root. */
async function readGroup(root: string): Promise<{ usedBytes: number; limitBytes: number } | null> {
  const own = await read(join(root, 'proc/self/cgroup'));
  const path2 = /^0::(.*)$/m.exec(own)?.[1] ?? '/';
  const path1 = /^\d+:(?:[^:]*,)?memory(?:,[^:]*)?:(.*)$/m.exec(own)?.[1] ?? '/';
  const candidates: readonly (readonly [folder: string, files: GroupFiles])[] = [
    [join(root, 'sys/fs/cgroup', path2), version2],
    [join(root, 'sys/fs/cgroup'), version2],
    [join(root, 'sys/fs/cgroup/memory', path1), version1],
    [join(root, 'sys/fs/cgroup/memory'), version1],
  ];
  for (const [folder, files] of candidates) {
    const limitBytes = toBytes(await read(join(folder, files.limit)));
    const usage = toBytes(await read(join(folder, files.usage)));
    if (limitBytes === null || usage === null) continue;
    const statistics = await read(join(folder, 'memory.stat'));
    const droppable = new RegExp(`^${files.droppable} (\\d+)$`, 'm').exec(statistics)?.[1] ?? '0';
    return { usedBytes: Math.max(0, usage - Number(droppable)), limitBytes };
  }
  return null;
}

/** `max`, an empty file and a missing one all mean that there is no limit here. */
function toBytes(text: string): number | null {
  return /^\d+$/.test(text.trim()) ? Number(text.trim()) : null;
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
