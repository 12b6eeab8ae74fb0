import { buffer } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import yauzl from 'yauzl';

/** Every file of a ZIP by its name, in order; fails where a checksum is wrong. */
export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, file) =>
      error ? reject(error) : resolve(file),
    );
  });
  const entries = await new Promise<yauzl.Entry[]>((resolve, reject) => {
    const found: yauzl.Entry[] = [];
    zip.on('entry', (entry) => {
      found.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(found));
    zip.on('error', reject);
    zip.readEntry();
  });
  const files = new Map<string, Buffer>();
  for (const entry of entries) files.set(entry.fileName, await contentOf(zip, entry));
  zip.close();
  return files;
}

async function contentOf(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  return buffer(stream);
}

/** Rows of a CSV under the names of its header, as texts. */
export function readCsv(
  bytes: Buffer | undefined,
  delimiter: ',' | ';' = ',',
): readonly Record<string, string>[] {
  return parse(bytes ?? '', {
    ...{ columns: true, delimiter, bom: true, relax_quotes: false, record_delimiter: '\r\n' },
  });
}

/** Rows of a JSONL. */
export function readJsonLines(bytes: Buffer | undefined): readonly Record<string, string | number>[] {
  const lines = (bytes ?? Buffer.alloc(0)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
