import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';

/** A finished file of an export. */
export interface WrittenFile {
  readonly name: string;
  readonly path: string;
  /** Rows of data, without the header; null for files that are no tables. */
  readonly rows: number | null;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Bytes that are gathered before they are written. */
const chunkBytes = 524_288;
/** Most bytes of UTF-8 for one unit of UTF-16. */
const mostBytesPerUnit = 3;

/**
 * Writes a file from its beginning, counting rows and hashing bytes on the way. Rows become bytes at once: as texts they
 * would pile up and cost more to collect than to write.
 */
export class RowFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #hash: ReturnType<typeof createHash> = createHash('sha256');
  #chunk: Buffer = Buffer.allocUnsafe(chunkBytes);
  #used = 0;
  readonly #full: Buffer[] = [];
  #bytes = 0;
  #rows = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /** Makes the file, readable by its owner only, with `head` as its beginning. Throws where it exists. */
  static async create(path: string, head: string): Promise<RowFile> {
    const file = new RowFile(path, await open(path, 'wx', 0o600));
    file.#put(head);
    return file;
  }

  /** Adds a row, line end included. Call `flush` between batches: until then everything added is held. */
  add(line: string): void {
    this.#put(line);
    this.#rows += 1;
  }

  /** Writes the chunks that are full. */
  async flush(): Promise<void> {
    for (const chunk of this.#full.splice(0)) {
      this.#hash.update(chunk);
      this.#bytes += chunk.length;
      await this.#handle.writeFile(chunk);
    }
  }

  /** Writes the rest and closes. */
  async finish(): Promise<WrittenFile> {
    this.#turnOver(0);
    await this.flush();
    await this.#handle.close();
    const { path } = this;
    const sha256 = this.#hash.digest('hex');
    return { name: basename(path), path, rows: this.#rows, bytes: this.#bytes, sha256 };
  }

  /** Closes without finishing; harmless after `finish`. */
  async abandon(): Promise<void> {
    await this.#handle.close();
  }

  #put(text: string): void {
    const most = text.length * mostBytesPerUnit;
    if (this.#used + most > this.#chunk.length) this.#turnOver(most);
    this.#used += this.#chunk.write(text, this.#used);
  }

  /** Puts the chunk with the full ones and begins another with room for `bytes`. */
  #turnOver(bytes: number): void {
    if (this.#used > 0) this.#full.push(this.#chunk.subarray(0, this.#used));
    this.#chunk = Buffer.allocUnsafe(Math.max(chunkBytes, bytes));
    this.#used = 0;
  }
}

/** Writes a small file at once. */
export async function writeTextFile(path: string, text: string): Promise<WrittenFile> {
  const file = await RowFile.create(path, text);
  return { ...(await file.finish()), rows: null };
}
