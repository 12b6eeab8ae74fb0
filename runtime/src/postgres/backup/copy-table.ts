import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { translateError } from '../translate-error.ts';
import { type CatalogTable, quoteColumn, quoted } from './catalog.ts';
import type { TableManifest } from './manifest.ts';

const BLOCK_BYTES = 65_536;

/** Settings under which the text of a value is the same on every server, and rows come in stored order. */
export async function fixTextFormat(client: pg.PoolClient): Promise<void> {
  await client.query(
    `set local client_encoding = 'UTF8'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
     set local timezone = 'UTC'; set local bytea_output = 'hex'; set local extra_float_digits = 1;
     set local synchronize_seqscans = off`,
  );
}

/** Reads a table as COPY text in blocks of about 64 kB and describes what was read. */
export async function readTable(
  client: pg.PoolClient,
  table: CatalogTable,
  take: (data: Buffer, bytes: number) => Promise<void>,
): Promise<TableManifest> {
  const stream = client.query(copyTo(`copy ${quoted(table.name)} (${columnList(table)}) to stdout`));
  const hash = createHash('sha256');
  let bytes = 0;
  let block: Buffer[] = [];
  let size = 0;
  let taken: { readonly error: unknown } | null = null;
  const flush = async (): Promise<void> => {
    const data = Buffer.concat(block);
    block = [];
    size = 0;
    bytes += data.length;
    hash.update(data);
    try {
      await take(data, bytes);
    } catch (error) {
      taken = { error };
      await hangUp(client);
      throw error;
    }
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      block.push(chunk);
      size += chunk.length;
      if (size >= BLOCK_BYTES) await flush();
    }
    if (size > 0) await flush();
  } catch (error) {
    throw ownFault(taken, error);
  }
  const { name, columns } = table;
  return { name, columns, rows: stream.rowCount, bytes, sha256: hash.digest('hex') };
}

/** Loads COPY text into a table; returns the number of rows. */
export async function writeTable(
  client: pg.PoolClient,
  table: CatalogTable,
  blocks: AsyncIterable<Buffer>,
): Promise<number> {
  const stream = client.query(copyFrom(`copy ${quoted(table.name)} (${columnList(table)}) from stdin`));
  let given: { readonly error: unknown } | null = null;
  async function* watched(): AsyncGenerator<Buffer> {
    try {
      yield* blocks;
    } catch (error) {
      given = { error };
      throw error;
    }
  }
  try {
    await pipeline(Readable.from(watched()), stream);
  } catch (error) {
    throw ownFault(given, error);
  }
  return stream.rowCount;
}

/**
 * A COPY cannot be left in the middle: the server would go on sending and every later statement wait behind
 * it. The transaction only reads, so the connection is given up instead; the pool opens another.
 */
async function hangUp(client: pg.PoolClient): Promise<void> {
  await (client as unknown as pg.Client).end().catch(() => undefined);
}

/** The caller's own fault as it was; anything else came from the stream, hence from the database. */
function ownFault(own: { readonly error: unknown } | null, error: unknown): unknown {
  return own === null ? translateError(error) : own.error;
}

function columnList({ columns }: CatalogTable): string {
  return columns.map(quoteColumn).join(', ');
}
