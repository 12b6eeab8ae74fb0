import { lstat, readdir, stat, symlink, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join } from 'node:path';
import type { Clock } from '../core/clock.ts';

export interface LogFileOptions {
  /** Path given by the operator; rotated files beside it carry the day and a number. */
  readonly path: string;
  readonly clock: Clock;
  /** Size that begins the next file, in bytes; default 10 MiB. */
  readonly maximumBytes?: number;
  /** Days for which files are kept; default 7. */
  readonly keepDays?: number;
  /** Most files kept, whatever their age, so that a noisy week cannot fill the disk; default 70. */
  readonly keepFiles?: number;
  /** Called for each failure; the file then takes no more lines until it works again. */
  onFault(error: unknown): void;
}

/** A rotated log file. Nothing here ever throws: a log that cannot be written must not stop the work. */
export interface LogFile {
  /** Resolves when the file is open, or has failed to open. */
  readonly ready: Promise<void>;
  /** Appends `line`, which ends with a newline. Lines past a 4 MB backlog are dropped. */
  write(line: string): void;
  /** Writes the backlog at once. */
  flush(): void;
  close(): Promise<void>;
}

/** The part of sonic-boom, which pino-roll returns, that is used here. */
interface RollingStream {
  readonly file: string;
  write(line: string): boolean;
  flushSync(): void;
  end(): void;
  destroy(): void;
  on(event: 'ready' | 'close', listener: () => void): void;
  on(event: 'error', listener: (error: unknown) => void): void;
}

/** pino-roll comes without types. */
type Roll = (options: {
  readonly file: string;
  readonly size: string;
  readonly frequency: 'daily';
  readonly dateFormat: string;
  readonly mkdir: boolean;
  readonly mode: number;
  readonly sync: boolean;
  readonly maxLength: number;
}) => Promise<RollingStream>;

const MAXIMUM_BACKLOG_BYTES = 4 * 1024 * 1024;
const MAXIMUM_WAITING_LINES = 10_000;
const DAY_MS = 86_400_000;

/**
 * Opens a log file that begins anew at a size and every day: `opora.log` is written as
 * `opora.2026-11-21.1.log`, and `opora.log` itself is a link to the newest where links are possible.
 */
export function openLogFile(options: LogFileOptions): LogFile {
  return new RollingLogFile(options);
}

class RollingLogFile implements LogFile {
  readonly ready: Promise<void>;
  private readonly options: LogFileOptions;
  private stream: RollingStream | null = null;
  private closed = false;
  /** Lines that came before the stream existed. */
  private waiting: string[] = [];

  constructor(options: LogFileOptions) {
    this.options = options;
    this.ready = this.open().catch((error: unknown) => this.fail(error));
  }

  write(line: string): void {
    if (this.closed) return;
    if (this.stream === null) {
      if (this.waiting.length < MAXIMUM_WAITING_LINES) this.waiting.push(line);
      return;
    }
    try {
      this.stream.write(line);
    } catch (error) {
      this.fail(error);
    }
  }

  flush(): void {
    try {
      this.stream?.flushSync();
    } catch {
      // Not open yet, or failed: said by `onFault`.
    }
  }

  async close(): Promise<void> {
    await this.ready;
    if (this.closed) return;
    this.closed = true;
    const stream = this.stream;
    if (stream === null) return;
    await new Promise<void>((resolve) => {
      stream.on('close', resolve);
      stream.on('error', () => resolve());
      stream.end();
    });
  }

  private async open(): Promise<void> {
    // Loaded only when a file is wanted.
    const roll = createRequire(import.meta.url)('pino-roll') as Roll;
    const stream = await roll({
      file: this.options.path,
      size: `${this.options.maximumBytes ?? 10 * 1024 * 1024}b`,
      frequency: 'daily',
      dateFormat: 'yyyy-MM-dd',
      mkdir: true,
      mode: 0o640,
      sync: false,
      maxLength: MAXIMUM_BACKLOG_BYTES,
    });
    await new Promise<void>((resolve, reject) => {
      stream.on('ready', () => {
        resolve();
        this.afterOpening(stream).catch(() => undefined);
      });
      stream.on('error', (error) => {
        reject(error);
        this.options.onFault(error);
      });
    }).catch((error: unknown) => {
      stream.destroy();
      throw error;
    });
    this.stream = stream;
    for (const line of this.waiting.splice(0)) this.write(line);
  }

  private fail(error: unknown): void {
    this.options.onFault(error);
    if (this.stream !== null) return;
    this.closed = true;
    this.waiting = [];
  }

  /** After each (re)opening: the link is moved and what has grown too old is deleted. */
  private async afterOpening(stream: RollingStream): Promise<void> {
    const { path, clock, keepDays = 7, keepFiles = 70 } = this.options;
    await linkTo(path, stream.file);
    const files = await rotatedFiles(path);
    const oldest = clock.now() - keepDays * DAY_MS;
    const outdated = files.filter((file, index) => file.modifiedAt < oldest || index >= keepFiles);
    const current = basename(stream.file);
    await Promise.all(
      outdated
        .filter((file) => file.name !== current)
        .map((file) => unlink(join(dirname(path), file.name)).catch(() => undefined)),
    );
  }
}

/** A regular file of that name belongs to the operator and stays; a system without links does without. */
async function linkTo(path: string, target: string): Promise<void> {
  const existing = await lstat(path).catch(() => null);
  if (existing !== null && !existing.isSymbolicLink()) return;
  if (existing !== null) await unlink(path);
  await symlink(basename(target), path).catch(() => undefined);
}

/** The rotated files of `path`, newest first. */
async function rotatedFiles(path: string): Promise<readonly { name: string; modifiedAt: number }[]> {
  const extension = extname(path) || '.log';
  const stem = basename(path, extname(path));
  const names = (await readdir(dirname(path))).filter((name) => {
    const middle = name.startsWith(`${stem}.`) && name.endsWith(extension);
    return middle && /^\.\d{4}-\d{2}-\d{2}\.\d+$/.test(name.slice(stem.length, -extension.length));
  });
  const files = await Promise.all(
    names.map(async (name) => ({ name, modifiedAt: (await stat(join(dirname(path), name))).mtimeMs })),
  );
  return files.sort((a, b) => b.modifiedAt - a.modifiedAt);
}
