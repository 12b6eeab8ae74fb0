import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealText } from '../../src/demo-data/demo-study.ts';
import { fillStudy } from '../../src/demo-data/fill-study.ts';
import { readEsmSettings } from '../../src/esm-settings.ts';
import { type ExportFilters, exportFilters } from '../../src/export/export-filters.ts';
import { exportPart } from '../../src/export/export-part.ts';
import type { OpenText } from '../../src/export/read-texts.ts';
import { type WriteExportOptions, writeExport } from '../../src/export/write-export.ts';
import { parseDataKeys } from '../../src/vault/data-keys.ts';
import { createVault } from '../../src/vault/vault.ts';
import type { TestRuntime } from '../fakes/bot-runtime.ts';
import { makeStudy } from '../fakes/make-study.ts';
import { researchInstruments } from '../fakes/research-instrument.ts';
import { readZip } from './read-zip.ts';

const mask = 0x5a;

/** Seals so that no words are left to be found, and opens again at the same place only. */
export const sealText: SealText = (text, place) =>
  Buffer.from(`${JSON.stringify(place)}\n${text}`, 'utf8').map((byte) => byte ^ mask);
export const openText: OpenText = (sealed, place) => {
  const text = Buffer.from(sealed).map((byte) => byte ^ mask);
  const [head, ...rest] = Buffer.from(text).toString('utf8').split('\n');
  if (head !== JSON.stringify(place)) throw new Error('The words were sealed for another place.');
  return rest.join('\n');
};

/** An exported study: its files by name. */
export interface Exported {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly beeps: number;
  readonly items: number;
  /** Path of the ZIP. */
  readonly path: string;
}

/** Exports a study with some filters. */
export async function exportStudy(
  runtime: TestRuntime,
  studyId: string,
  filters: Partial<ExportFilters> = {},
  more: Partial<WriteExportOptions> = {},
): Promise<Exported> {
  const folder = await mkdtemp(join(await runtime.files(), 'export-'));
  const target = join(folder, 'export.zip');
  const written = await writeExport({
    ...{ database: runtime.database, openText, exportId: 'e1', studyId, target, now: runtime.clock.now() },
    ...{ filters: exportFilters.parse(filters), workFolder: join(folder, 'work') },
    signal: new AbortController().signal,
    ...more,
  });
  return { files: await readZip(target), beeps: written.beeps, items: written.items, path: target };
}

/**
 * A study with invented participants under both versions of an instrument, signals, events, an entry, previews, training and
 * a survey of no beep.
 */
export async function makeResearchStudy(runtime: TestRuntime, studyId: string): Promise<void> {
  await makeStudy(runtime, {
    ...{ studyId, title: 'Research; with "quotes"\nand a line break', instruments: researchInstruments },
    protocol: {
      waves: [
        { name: 'one', startDay: 1, days: 3 },
        { name: 'two', startDay: 5, days: 2 },
      ],
      schedules: [
        { kind: 'once', name: 'entry', at: 'entry' },
        { kind: 'signal', name: 'day', count: 4 },
        { kind: 'event', name: 'event', maxPerDay: 3 },
      ],
    },
  });
  const fill = async (version: number, seed: string, participants: number): Promise<void> => {
    await runtime.pool.query('UPDATE esm_studies SET instrument_version = $2 WHERE study_id = $1', [
      studyId,
      version,
    ]);
    await fillStudy(runtime, { studyId, participants, days: 6, seed, sealText });
  };
  await fill(1, 'first', 3);
  await fill(2, 'second', 3);
  await runtime.pool.query(
    `INSERT INTO esm_beeps (conversation_id, beep_id, study_id, schedule, kind, study_day, local_date, number, plan_version,
      seed_reference, zone, preview, status, planned_at, timing)
    SELECT conversation_id, 'preview-' || study_id, study_id, 'day', 'signal', 1, first_date, 1, 1, 'x', zone, true,
      'completed', created_at, '{}' FROM esm_participants WHERE study_id = $1`,
    [studyId],
  );
  await runtime.pool.query(
    `INSERT INTO esm_responses (conversation_id, response_id, instrument, version, language, status, item_order, started_at,
      study_id, kind, preview)
    SELECT conversation_id, kind || '-' || conversation_id, 'research', 1, language, 'completed', '["moment_capture"]',
      created_at, study_id, kind, kind <> 'survey'
    FROM esm_participants, unnest(ARRAY['survey', 'beep']) AS kind WHERE study_id = $1`,
    [studyId],
  );
}

/** Beeps and events of a study that an export has to hold. */
export async function countUnits(runtime: TestRuntime, studyId: string, training: boolean): Promise<number> {
  const { rows } = await runtime.pool.query(
    'SELECT count(*)::int AS count FROM esm_beeps WHERE study_id = $1 AND NOT preview AND ($2 OR NOT is_training)',
    [studyId, training],
  );
  return rows[0]?.count ?? 0;
}

/** Runs every job of the export part once, as the process that has the jobs would. */
export async function runExportJobs(
  runtime: TestRuntime,
  settings: { readonly DATA_KEY: string },
): Promise<void> {
  const vault = createVault(parseDataKeys(settings.DATA_KEY));
  const part = exportPart({
    runtime,
    settings: readEsmSettings(settings),
    vault: () => Promise.resolve(vault),
  });
  for (const job of part.jobs ?? []) await job.run(new AbortController().signal);
}
