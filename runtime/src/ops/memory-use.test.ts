import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readMemoryUse } from './memory-use.ts';

const folders: string[] = [];

function files(contents: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'opora-cgroup-'));
  folders.push(root);
  for (const [path, text] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('readMemoryUse', () => {
  const machine = { residentBytes: 100, machineBytes: 10_000 };

  it('reads cgroup v2 without the page cache that can be dropped', async () => {
    const root = files({
      'proc/self/cgroup': '0::/kubepods/pod1\n',
      'sys/fs/cgroup/memory.max': '1000\n',
      'sys/fs/cgroup/memory.current': '700\n',
      'sys/fs/cgroup/memory.stat': 'anon 300\ninactive_file 250\n',
    });
    expect(await readMemoryUse({ root, ...machine })).toEqual({
      usedBytes: 450,
      limitBytes: 1_000,
      limitedBy: 'container',
    });
  });

  it('reads the process’s own group of cgroup v1', async () => {
    const root = files({
      'proc/self/cgroup': '7:cpu,cpuacct:/x\n6:memory:/docker/abc\n',
      'sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes': '2000\n',
      'sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes': '90\n',
    });
    expect(await readMemoryUse({ root, ...machine })).toEqual({
      usedBytes: 100,
      limitBytes: 2_000,
      limitedBy: 'container',
    });
  });

  it.each([
    ['max', { 'sys/fs/cgroup/memory.max': 'max\n', 'sys/fs/cgroup/memory.current': '7' }],
    [
      'a limit above the machine',
      {
        'sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712',
        'sys/fs/cgroup/memory/memory.usage_in_bytes': '7',
      },
    ],
    ['no groups', { other: '' }],
  ])('measures the process against the machine with %s', async (_name, contents) => {
    expect(await readMemoryUse({ root: files(contents), ...machine })).toEqual({
      usedBytes: 100,
      limitBytes: 10_000,
      limitedBy: 'machine',
    });
  });

  it('finds plausible figures here', async () => {
    const { usedBytes, limitBytes } = await readMemoryUse();
    expect(usedBytes).toBeGreaterThan(10_000_000);
    expect(limitBytes).toBeGreaterThan(usedBytes);
  });
});
