import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BotRuntime } from 'opora/app';
import { type ExportFileRow, selectExportFiles } from '../postgres/export/expire-exports.ts';

/** Folder of exports below the bot's files. */
const folderName = 'exports';
/** `<export>.<run>.zip`, `.zip.part` and `.work`: two runs of one export never write to one file. */
const fileName = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.(zip|zip\.part|work)$/;

/** Where the files of one run of an export are. */
export interface ExportPaths {
  /** Of the ZIP, below the folder of the bot's files: what the row of the export keeps. */
  readonly file: string;
  readonly target: string;
  readonly workFolder: string;
}

/** The paths of a run; makes the folder. */
export async function exportPaths(
  runtime: Pick<BotRuntime, 'files'>,
  exportId: string,
  claim: string,
): Promise<ExportPaths> {
  const folder = await exportFolder(runtime);
  const name = `${exportId}.${claim}`;
  return {
    file: `${folderName}/${name}.zip`,
    target: join(folder, `${name}.zip`),
    workFolder: join(folder, `${name}.work`),
  };
}

/**
 * Removes every file that belongs to no finished export and no living run: what a killed run left, and what is over; what
 * a killed command left, after a day. Returns how many.
 */
export async function sweepExportFolder(
  runtime: Pick<BotRuntime, 'files' | 'database'>,
  staleBefore: number,
): Promise<number> {
  const folder = await exportFolder(runtime);
  const names = await readdir(folder);
  const removed = await sweepCommands(folder, names, staleBefore);
  const found = names.flatMap((name) => {
    const [, exportId, claim] = fileName.exec(name) ?? [];
    return exportId === undefined || claim === undefined ? [] : [{ name, exportId, claim }];
  });
  if (found.length === 0) return removed;
  const rows = await runtime.database.query<ExportFileRow>(
    selectExportFiles([...new Set(found.map(({ exportId }) => exportId))], staleBefore),
  );
  const known = new Map(rows.map((row) => [row.export_id, row]));
  const over = found.filter(({ name, exportId, claim }) => !isKept(known.get(exportId), name, claim));
  for (const { name } of over) await rm(join(folder, name), { recursive: true, force: true });
  return removed + over.length;
}

function isKept(row: ExportFileRow | undefined, name: string, claim: string): boolean {
  if (row === undefined) return false;
  if (row.status === 'running') return row.alive && row.claim === claim;
  return row.status === 'done' && row.file === `${folderName}/${name}`;
}

/** A run of a command leaves its plain files behind only when it was killed; none takes so long, ms. */
const commandMs = 86_400_000;
const commandName = /^command\.[0-9a-f-]{36}$/;

/** Where a command makes the plain files of an export; what killed runs left there goes after a day. */
export async function commandWorkFolder(
  runtime: Pick<BotRuntime, 'files'>,
  exportId: string,
): Promise<string> {
  return join(await exportFolder(runtime), `command.${exportId}`);
}

async function sweepCommands(folder: string, names: readonly string[], staleBefore: number): Promise<number> {
  let removed = 0;
  for (const name of names.filter((one) => commandName.test(one))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found === null || found.mtimeMs > staleBefore - commandMs) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

async function exportFolder(runtime: Pick<BotRuntime, 'files'>): Promise<string> {
  const folder = join(await runtime.files(), folderName);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
