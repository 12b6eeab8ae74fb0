import { z } from 'zod';

/** Version of the container format; a file of another one is refused. */
export const BACKUP_FORMAT = 1;

/** What a backup holds of one table. */
export interface TableManifest {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Bytes of the COPY text, uncompressed. */
  readonly bytes: number;
  /** SHA-256 of the COPY text. */
  readonly sha256: string;
}

/** Description of a backup, stored in it after the data. */
export interface BackupManifest {
  readonly format: number;
  /** When the snapshot was taken, ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly productVersion: string;
  readonly serverVersion: string;
  readonly migrations: readonly {
    readonly set: string;
    readonly version: number;
    readonly name: string;
    readonly checksum: string;
  }[];
  readonly tables: readonly TableManifest[];
  /** Values are text: a sequence may exceed what a JavaScript number holds. */
  readonly sequences: readonly {
    readonly name: string;
    readonly value: string;
    readonly isCalled: boolean;
  }[];
}

/** Checks a manifest read from a file. */
export const manifestSchema: z.ZodType<BackupManifest> = z.object({
  format: z.number(),
  createdAt: z.string(),
  productVersion: z.string(),
  serverVersion: z.string(),
  migrations: z.array(
    z.object({ set: z.string(), version: z.number().int(), name: z.string(), checksum: z.string() }),
  ),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      rows: z.number().int(),
      bytes: z.number().int(),
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
});

/** Where a long operation stands. */
export interface BackupProgress {
  readonly phase: 'read' | 'write' | 'check' | 'load' | 'compare';
  readonly table: string;
  /** Tables begun, this one included. */
  readonly index: number;
  /** Tables in all; 0 while it is not known yet. */
  readonly total: number;
  /** Bytes of this table so far. */
  readonly bytes: number;
}

export type ProgressListener = (progress: BackupProgress) => void;
