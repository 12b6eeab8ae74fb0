import { execFileSync, type StdioOptions } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { childEnvironment } from './child-environment.ts';

/** Names one process for ever: a pid alone is reused. */
export interface ProcessIdentity {
  readonly pid: number;
  /**
   * When the kernel started it, in the kernel's own words (on Windows in milliseconds since 1970); `null` where
   * that cannot be learnt.
   */
  readonly startedAt: string | null;
  /** The boot and pid namespace in which `pid` means anything. */
  readonly scope: string;
}

/** The longest wait for the program that knows when a process started, ms. */
const ASK_TIMEOUT_MS = 10_000;
/** When this very process started; asked once, because PowerShell takes half a second to answer. */
let ownStartTime: string | null = null;

/** The identity of a process of this machine; of this very process by default. */
export function identifyProcess(pid: number = process.pid): ProcessIdentity {
  return { pid, startedAt: startTime(pid), scope: processScope() };
}

/**
 * Whether exactly that process still runs. `unknown` when it lives in another container or machine, where
 * its pid says nothing.
 */
export function checkProcess(identity: ProcessIdentity): 'alive' | 'gone' | 'unknown' {
  if (identity.scope !== processScope()) return 'unknown';
  if (!isAlive(identity.pid)) return 'gone';
  const started = startTime(identity.pid);
  const reused = identity.startedAt !== null && started !== null && started !== identity.startedAt;
  return reused ? 'gone' : 'alive';
}

/** Whether any process has this pid. A zombie counts as dead: it holds nothing any more. */
export function isAlive(pid: number): boolean {
  return isPidTaken(pid) && readStat(pid)?.[0] !== 'Z';
}

/** Whether the pid is in use, be it by a zombie that nobody has collected yet. */
export function isPidTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function startTime(pid: number): string | null {
  if (process.platform === 'linux') return readStat(pid)?.[19] ?? null;
  if (pid !== process.pid) return askStartTime(pid);
  ownStartTime ??= askStartTime(pid);
  return ownStartTime;
}

function askStartTime(pid: number): string | null {
  const [program, ...args] = process.platform === 'win32' ? powerShell(pid) : ps(pid);
  try {
    // In one language and time zone: another process, with settings of its own, compares the words.
    const env = childEnvironment();
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore'];
    const options = { env, stdio, encoding: 'utf8', timeout: ASK_TIMEOUT_MS, windowsHide: true } as const;
    return execFileSync(program, args, options).trim() || null;
  } catch {
    return null;
  }
}

type Command = readonly [program: string, ...args: string[]];

const ps = (pid: number): Command => ['ps', '-o', 'lstart=', '-p', String(pid)];

/**
 * No cmdlet, because those come from modules, which are looked for in folders that the environment names. Only
 * a run on Windows tests the script itself; one that fails leaves the start unknown, and a live pid is believed.
 */
function powerShell(pid: number): Command {
  const startedAt = `[DateTimeOffset][Diagnostics.Process]::GetProcessById(${pid}).StartTime`;
  const script = `(${startedAt}).ToUnixTimeMilliseconds()`;
  return ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', script];
}

/** The fields of `/proc/<pid>/stat` from the third (state) on; the second may itself hold spaces. */
function readStat(pid: number): string[] | null {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function processScope(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
