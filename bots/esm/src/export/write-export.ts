import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from 'opora';
import { buildBeepRow, buildItemRows } from './build-rows.ts';
import type { Column } from './columns/column.ts';
import type { ExportFilters } from './export-filters.ts';
import { ExportTally } from './export-tally.ts';
import { codebookCsv, codebookJson } from './files/codebook.ts';
import type { CsvStyle } from './files/csv.ts';
import { importR } from './files/import-r.ts';
import { importSps } from './files/import-sps.ts';
import { manifestJson } from './files/manifest.ts';
import { methodsPage } from './files/methods.ts';
import { type WrittenFile, writeTextFile } from './files/row-file.ts';
import { TableWriter } from './files/table-writer.ts';
import { zipFiles } from './files/zip-files.ts';
import { type ExportFrame, loadFrame } from './load-frame.ts';
import { type OpenText, textReader } from './read-texts.ts';
import { readUnits } from './read-units.ts';

/** What `writeExport` needs. */
export interface WriteExportOptions {
  readonly database: Database;
  readonly openText: OpenText;
  readonly exportId: string;
  readonly studyId: string;
  readonly filters: ExportFilters;
  /** Folder for the plain files while they are made; emptied first, gone afterwards. */
  readonly workFolder: string;
  /** The ZIP; it appears complete or not at all. */
  readonly target: string;
  /** Ms since the epoch. */
  readonly now: number;
  /** Called after every page with the rows of `beeps` written so far. */
  readonly onProgress?: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}

/** How far an export is. */
export type ExportProgress = {
  readonly phase: 'reading' | 'packing' | 'done';
  readonly rows: number;
  readonly of: number;
};

/** What was written. */
export interface WrittenExport {
  /** Rows of `beeps` and of `items`. */
  readonly beeps: number;
  readonly items: number;
  readonly files: readonly WrittenFile[];
}

/**
 * Writes an export as a ZIP, in memory that does not depend on the number of rows. One pass over the database writes all
 * tables, so that they agree; their SHA-256 stand in the manifest.
 * @throws What the database, the files and `openText` throw; `TerminalError` as `loadFrame` tells; the reason of `signal`.
 */
export async function writeExport(options: WriteExportOptions): Promise<WrittenExport> {
  const { workFolder, target, signal } = options;
  await rm(workFolder, { recursive: true, force: true });
  await mkdir(workFolder, { recursive: true, mode: 0o700 });
  try {
    const frame = await loadFrame(options.database, options.studyId, options.filters);
    const tables = await writeTables(frame, options);
    report(options, 'packing', tables.beeps, frame);
    const files = await writePages(frame, tables, options);
    const packing = `${target}.part`;
    await rm(packing, { force: true });
    await zipFiles(packing, files, options.now, signal);
    await rename(packing, target);
    report(options, 'done', tables.beeps, frame);
    return { beeps: tables.beeps, items: tables.items, files };
  } finally {
    await rm(workFolder, { recursive: true, force: true });
    await rm(`${target}.part`, { force: true });
  }
}

interface Tables {
  readonly beeps: number;
  readonly items: number;
  readonly files: readonly WrittenFile[];
  readonly tally: ExportTally;
  /** The file that SPSS reads, and how long its texts are. */
  readonly forSpss: { readonly name: string; readonly widths: ReadonlyMap<string, number> };
}

/** Line breaks inside of texts need a file of their own for SPSS, which reads a row a line. */
const spssFile = 'beeps-spss.csv';

async function writeTables(frame: ExportFrame, options: WriteExportOptions): Promise<Tables> {
  const { filters } = frame;
  const readTexts = textReader(filters.texts, options.openText);
  const withWords = filters.texts !== 'none';
  const beeps = await TableWriter.create(frame.beepColumns as readonly Column<never>[], {
    ...{ folder: options.workFolder, name: 'beeps', filters },
    singleLineName: withWords ? spssFile : null,
  });
  const items = await TableWriter.create(frame.itemColumns as readonly Column<never>[], {
    ...{ folder: options.workFolder, name: 'items', filters, singleLineName: null },
  });
  const tally = new ExportTally();
  try {
    for await (const { units, standards } of readUnits(options.database, frame)) {
      options.signal.throwIfAborted();
      for (const unit of units) {
        const beep = buildBeepRow(unit, frame, standards, readTexts);
        tally.add(beep);
        beeps.add(frame.beepColumns.map((column) => column.cell(beep)));
        for (const item of buildItemRows(beep, frame)) {
          items.add(frame.itemColumns.map((column) => column.cell(item)));
        }
      }
      await beeps.flush();
      await items.flush();
      report(options, 'reading', beeps.rows, frame);
    }
    const files = [...(await beeps.finish()), ...(await items.finish())];
    const forSpss = { name: withWords ? spssFile : 'beeps.csv', widths: beeps.widths };
    return { beeps: beeps.rows, items: items.rows, files, tally, forSpss };
  } finally {
    await beeps.abandon();
    await items.abandon();
  }
}

async function writePages(
  frame: ExportFrame,
  tables: Tables,
  { workFolder, exportId, now }: WriteExportOptions,
): Promise<readonly WrittenFile[]> {
  const style: CsvStyle = { delimiter: frame.filters.delimiter };
  const { beepColumns: beeps, itemColumns: items } = frame;
  const codebook = [
    { table: 'beeps', columns: beeps },
    { table: 'items', columns: items },
  ] as const;
  const head = frame.filters.bom ? '\ufeff' : '';
  const texts: readonly (readonly [string, string])[] = [
    ['codebook.csv', head + codebookCsv(codebook, style)],
    ['codebook.json', codebookJson(codebook)],
    [
      'import.sps',
      importSps(beeps, {
        file: tables.forSpss.name,
        widths: tables.forSpss.widths,
        delimiter: style.delimiter,
      }),
    ],
    ['import.R', importR({ beeps, items }, style)],
    ['methods.md', methodsPage(frame, tables.tally)],
  ];
  const files = [...tables.files];
  for (const [name, text] of texts) files.push(await writeTextFile(join(workFolder, name), text));
  const manifest = manifestJson(frame, { exportId, createdAt: now, files, style });
  return [...files, await writeTextFile(join(workFolder, 'manifest.json'), manifest)];
}

function report(
  { onProgress }: WriteExportOptions,
  phase: ExportProgress['phase'],
  rows: number,
  { counts }: ExportFrame,
): void {
  // Rows that came in since the count do not make more than everything.
  onProgress?.({ phase, rows, of: Math.max(rows, counts.rows) });
}
