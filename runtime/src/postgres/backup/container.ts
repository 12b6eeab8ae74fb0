import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { describeError, TerminalError } from '../../core/errors.ts';
import { BACKUP_FORMAT, type BackupManifest, manifestSchema } from './manifest.ts';

// The file is one gzip stream of records: a line of JSON, followed by as many bytes as its `bytes` says.
//   {"kind":"opora-backup","format":1}
//   {"kind":"table","name":"updates","columns":["id",…]}
//   {"kind":"data","bytes":65536} …            COPY text, repeated
//   {"kind":"manifest","bytes":1234} …         BackupManifest as JSON
//   {"kind":"end","sha256":"…"}                of everything before this line
// So `zcat` shows it, and a person can recover a table by hand.

/** One record as it is read. */
export type BackupRecord =
  | { readonly kind: 'table'; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: 'data'; readonly data: Buffer }
  | { readonly kind: 'manifest'; readonly manifest: BackupManifest };

/** Writes a backup under another name; it gets its own when it is whole and on disk. */
export interface BackupWriter {
  table(name: string, columns: readonly string[]): Promise<void>;
  data(data: Buffer): Promise<void>;
  finish(manifest: BackupManifest): Promise<void>;
  /** Removes what was written. */
  abort(): Promise<void>;
}

/** Longest line or block that is believed; a damaged length must not exhaust the memory. */
const LIMIT_BYTES = 64 * 1024 * 1024;

/** Begins a backup file, readable by its owner only. @throws TerminalError `backup_write_failed`. */
export async function createBackupWriter(file: string): Promise<BackupWriter> {
  const draft = `${file}.${randomUUID().slice(0, 8)}.partial`;
  const gzip = createGzip({ level: 4 });
  const hash = createHash('sha256');
  const written = pipeline(gzip, createWriteStream(draft, { mode: 0o600, flags: 'wx' }));
  // The fault is reported by the next write or by `finish`; until then it must not end the process.
  written.catch(() => undefined);

  async function put(data: Buffer): Promise<void> {
    hash.update(data);
    if (gzip.destroyed) return written;
    // Racing: a disk that fills up never says "drain".
    if (!gzip.write(data))
      await Promise.race([written, new Promise((resolve) => gzip.once('drain', resolve))]);
  }
  const line = (value: object): Promise<void> => put(Buffer.from(`${JSON.stringify(value)}\n`));
  const guard = (work: Promise<void>): Promise<void> =>
    work.catch((cause) => Promise.reject(writeFailed(file, cause)));

  await guard(line({ kind: 'opora-backup', format: BACKUP_FORMAT }));
  return {
    table: (name, columns) => guard(line({ kind: 'table', name, columns })),
    data: (data) => guard(line({ kind: 'data', bytes: data.length }).then(() => put(data))),
    finish: (manifest) => guard(finish(manifest)),
    async abort() {
      gzip.destroy();
      await written.catch(() => undefined);
      await rm(draft, { force: true });
    },
  };

  async function finish(manifest: BackupManifest): Promise<void> {
    const body = Buffer.from(JSON.stringify(manifest));
    await line({ kind: 'manifest', bytes: body.length });
    await put(body);
    gzip.end(`${JSON.stringify({ kind: 'end', sha256: hash.digest('hex') })}\n`);
    await written;
    await syncPath(draft);
    await rename(draft, file);
    if (process.platform !== 'win32') await syncPath(dirname(file));
  }
}

/**
 * Reads a backup record by record; the last one is the manifest, and it is only given when the whole file
 * proved to be what was written.
 *
 * @throws TerminalError `backup_unreadable` (no such file, no backup), `backup_format_unsupported`,
 * `backup_damaged` (cut short or changed).
 */
export async function* readBackup(file: string): AsyncGenerator<BackupRecord> {
  const gunzip = createGunzip();
  const source = pipeline(createReadStream(file), gunzip);
  source.catch(() => undefined);
  try {
    yield* parseRecords(file, gunzip);
  } catch (cause) {
    if (cause instanceof TerminalError) throw cause;
    throw readFailed(file, cause);
  } finally {
    gunzip.destroy();
  }
}

async function* parseRecords(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  const reader = createByteReader(chunks);
  const hash = createHash('sha256');
  let manifest: BackupManifest | null = null;
  const head = await reader.line();
  checkHead(file, head);
  hash.update(head);
  for (;;) {
    const line = await reader.line();
    const record = JSON.parse(line.toString('utf8')) as Record<string, unknown>;
    if (record.kind === 'end') {
      if (manifest === null || record.sha256 !== hash.digest('hex'))
        throw damaged(file, 'its checksum differs');
      yield { kind: 'manifest', manifest };
      return;
    }
    hash.update(line);
    const body = typeof record.bytes === 'number' ? await reader.bytes(record.bytes) : Buffer.alloc(0);
    hash.update(body);
    if (record.kind === 'manifest') manifest = manifestSchema.parse(JSON.parse(body.toString('utf8')));
    else if (record.kind === 'data') yield { kind: 'data', data: body };
    else yield { kind: 'table', name: String(record.name), columns: record.columns as string[] };
  }
}

function checkHead(file: string, head: Buffer): void {
  const { kind, format } = JSON.parse(head.toString('utf8')) as { kind?: unknown; format?: unknown };
  if (kind !== 'opora-backup') throw readFailed(file, new Error('it begins differently'));
  if (format === BACKUP_FORMAT) return;
  throw new TerminalError(
    'backup_format_unsupported',
    `${file} has backup format ${String(format)}; this version of Opora reads ${BACKUP_FORMAT}. Use the version that wrote it.`,
  );
}

interface ByteReader {
  bytes(length: number): Promise<Buffer>;
  /** Up to and with the next line end. */
  line(): Promise<Buffer>;
}

function createByteReader(chunks: AsyncIterable<Buffer>): ByteReader {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  async function more(): Promise<void> {
    const next = await iterator.next();
    if (next.done === true) throw new Error('the file ends too early');
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    if (rest.length > LIMIT_BYTES) throw new Error('a block is longer than any that is written');
  }
  async function bytes(length: number): Promise<Buffer> {
    while (rest.length < length) await more();
    const taken = rest.subarray(0, length);
    rest = rest.subarray(length);
    return taken;
  }
  return {
    bytes,
    async line() {
      let end = rest.indexOf(10);
      while (end < 0) {
        await more();
        end = rest.indexOf(10);
      }
      return bytes(end + 1);
    },
  };
}

async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

function damaged(file: string, why: string, cause?: unknown): TerminalError {
  return new TerminalError(
    'backup_damaged',
    `${file} is cut short or was changed (${why}); nothing was touched. Use another backup.`,
    { cause },
  );
}

function readFailed(file: string, cause: unknown): TerminalError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (/^E[A-Z]+$/.test(code) || (cause instanceof Error && cause.message === 'it begins differently')) {
    const message = `${file} cannot be read as a backup of Opora: ${describeError(cause)}.`;
    return new TerminalError('backup_unreadable', message, { cause });
  }
  return damaged(file, describeError(cause), cause);
}

function writeFailed(file: string, cause: unknown): TerminalError {
  if (cause instanceof TerminalError) return cause;
  return new TerminalError(
    'backup_write_failed',
    `The backup ${file} could not be written: ${describeError(cause)}. Nothing is left of it; free space or choose another folder.`,
    { cause },
  );
}
