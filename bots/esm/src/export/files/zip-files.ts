import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** Text of this kind packs about as well at level 3 as at 6, in half the time. */
const compressionLevel = 3;
/** Files are read in pieces of this many bytes. */
const pieceBytes = 524_288;

/**
 * Packs files into a new ZIP at `target`, one after the other, in constant memory. All get the time `at` (ms since the
 * epoch). Throws where `target` exists or a file cannot be read; whatever it wrote is then left to the caller.
 */
export async function zipFiles(
  target: string,
  files: readonly { readonly name: string; readonly path: string }[],
  at: number,
  signal: AbortSignal,
): Promise<void> {
  const zip = new ZipFile();
  const failed = new AbortController();
  // The library reports a file it cannot read here, and its stream would then wait for ever.
  (zip as unknown as NodeJS.EventEmitter).on('error', (error: unknown) => failed.abort(error));
  for (const { name, path } of files) {
    zip.addReadStreamLazy(name, { mtime: new Date(at), mode: 0o100600, compressionLevel }, (use) => {
      const stream = createReadStream(path, { highWaterMark: pieceBytes });
      stream.on('error', (error) => failed.abort(error));
      use(null, stream);
    });
  }
  zip.end();
  const output = createWriteStream(target, { flags: 'wx', mode: 0o600 });
  try {
    await pipeline(zip.outputStream as NodeJS.ReadableStream, output, {
      signal: AbortSignal.any([signal, failed.signal]),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw failed.signal.aborted ? failed.signal.reason : error;
  }
}
