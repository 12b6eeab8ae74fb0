import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isAlive } from './process-identity.ts';

/** What the server writes about itself into `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  /** Wall clock of the server's start, in ms; it is kept in whole seconds. */
  readonly startedAtMs: number;
  readonly port: number;
  readonly socketFolder: string;
  /** The address of the TCP listener, empty when there is none. */
  readonly listenAddress: string;
  readonly status: 'starting' | 'ready' | 'standby' | 'stopping' | 'unknown';
}

/** Reads `postmaster.pid` of a cluster; `null` when there is none or it is still being written. */
export function readPostmasterFile(clusterFolder: string): PostmasterFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const status = (lines[7] ?? '').trim();
  return {
    pid,
    startedAtMs: Number(lines[2]) * 1_000,
    port: Number(lines[3]),
    socketFolder: lines[4] ?? '',
    listenAddress: lines[5] ?? '',
    status: isStatus(status) ? status : 'unknown',
  };
}

/**
 * Whether `pid` is a live server of exactly this cluster and not some other process that was given the same
 * number. On Linux the server's working folder is compared, which holds however the folder was named. On Windows,
 * where the question takes half a second, a process that started after the server is another one.
 */
export function isServerOf(clusterFolder: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return !startedLater(clusterFolder, pid);
  try {
    if (process.platform === 'linux') {
      const theirs = statSync(`/proc/${pid}/cwd`);
      const ours = statSync(clusterFolder);
      return theirs.dev === ours.dev && theirs.ino === ours.ino;
    }
    const command = execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return command.includes('postgres') && command.includes(clusterFolder);
  } catch {
    return false;
  }
}

function startedLater(clusterFolder: string, pid: number): boolean {
  const file = readPostmasterFile(clusterFolder);
  const startedAtMs = Number(identifyProcess(pid).startedAt ?? 0);
  // The file has whole seconds, and is written by a server that runs already.
  return file !== null && startedAtMs > file.startedAtMs + 1_000;
}

/** The identifier that `initdb` gave the cluster, from the first eight bytes of its control file. */
export function readSystemIdentifier(clusterFolder: string): string {
  return readFileSync(join(clusterFolder, 'global', 'pg_control'))
    .readBigUInt64LE(0)
    .toString();
}

function isStatus(status: string): status is Exclude<PostmasterFile['status'], 'unknown'> {
  return ['starting', 'ready', 'standby', 'stopping'].includes(status);
}
