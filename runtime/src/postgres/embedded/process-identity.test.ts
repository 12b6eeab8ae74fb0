import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isServerOf } from './postmaster-file.ts';
import { checkProcess, identifyProcess } from './process-identity.ts';
import { makeFolder } from './test-setup.ts';

function pretend(platform: NodeJS.Platform): void {
  const real = process.platform;
  Object.defineProperty(process, 'platform', { value: platform });
  onTestFinished(() => {
    Object.defineProperty(process, 'platform', { value: real });
    vi.unstubAllEnvs();
  });
}

/**
 * Elsewhere than on Windows, takes its way with a PowerShell that says `startedAtMs` of every process: how it
 * is asked is shown on Windows only.
 */
async function pretendWindows(startedAtMs: number): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await makeFolder();
  const file = join(folder, 'powershell.exe');
  await writeFile(file, `#!/bin/sh\necho ${startedAtMs}\n`);
  await chmod(file, 0o755);
  pretend('win32');
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
}

test('a process is the same one in every time zone', () => {
  // Linux has the `ps` of macOS, and no need of it.
  if (process.platform === 'linux') pretend('darwin');
  const startedAt = ['Asia/Tokyo', 'America/New_York'].map((zone) => {
    vi.stubEnv('TZ', zone);
    return identifyProcess(process.ppid).startedAt ?? '';
  });
  vi.unstubAllEnvs();
  const [first = Number.NaN, second = Number.NaN] = startedAt.map((text) => Date.parse(text) || Number(text));
  // The `ps` of Linux counts from the boot, and is a second off now and then.
  expect(Math.abs(first - second)).toBeLessThan(2_000);
});

test('on Windows a process that was given the pid of another is told from it', async () => {
  await pretendWindows(1_800_000_000_000);
  const parent = identifyProcess(process.ppid);
  expect(Number(parent.startedAt)).toBeGreaterThan(1_700_000_000_000);
  expect(checkProcess(parent)).toBe('alive');
  expect(checkProcess({ ...parent, startedAt: '1700000000000' })).toBe('gone');
});

test('on Windows a process that started after the server is not the server', async () => {
  await pretendWindows(1_800_000_000_000);
  const cluster = await makeFolder();
  const write = (seconds: number): Promise<void> =>
    writeFile(
      join(cluster, 'postmaster.pid'),
      `${process.ppid}\n${cluster}\n${seconds}\n5432\n\n127.0.0.1\n`,
    );
  await write(1_700_000_000);
  expect(isServerOf(cluster, process.ppid)).toBe(false);
  await write(4_000_000_000);
  expect(isServerOf(cluster, process.ppid)).toBe(true);
});
