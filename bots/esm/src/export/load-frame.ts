import { type Database, TerminalError } from 'opora';
import { des9 } from '../des-9.ts';
import type { Instrument } from '../instrument/instrument.ts';
import {
  type ExportStudyRow,
  type ExportVersionRow,
  selectExportStudy,
  selectExportVersions,
  selectUsedInstruments,
} from '../postgres/export/select-export-study.ts';
import { countExportUnits } from '../postgres/export/select-export-units.ts';
import { answerColumns } from './columns/answer-columns.ts';
import { type BeepRow, derivedColumns, occasionColumns } from './columns/beep-columns.ts';
import type { Column } from './columns/column.ts';
import { type ExportItem, type ExportItems, exportItems, versionKey } from './columns/export-items.ts';
import { type ItemRow, itemColumns } from './columns/item-columns.ts';
import type { ExportFilters } from './export-filters.ts';
import { ZoneOffsets } from './format-instant.ts';

/** Numbers of rows before the export begins. */
export type ExportCounts = {
  /** Beeps and events in the export. */
  readonly rows: number;
  /** Left out: beeps of training, of previews, and surveys that no beep or event asked for. */
  readonly training: number;
  readonly preview: number;
  readonly extra: number;
};

/** What an export is about, and its columns. */
export interface ExportFrame {
  readonly study: ExportStudyRow;
  readonly versions: readonly ExportVersionRow[];
  readonly instruments: readonly Instrument[];
  readonly filters: ExportFilters;
  readonly items: ExportItems;
  readonly beepColumns: readonly Column<BeepRow>[];
  readonly itemColumns: readonly Column<ItemRow>[];
  /** Skill and challenge with their places; null where the instruments do not ask both on one scale. */
  readonly flow: FlowItems | null;
  readonly counts: ExportCounts;
}

/** The two items of flow. */
export interface FlowItems {
  readonly skill: number;
  readonly challenge: number;
  /** Versions that ask both. */
  readonly versions: readonly { readonly instrument: string; readonly version: number }[];
}

/**
 * Reads what an export is about.
 * @throws TerminalError `esm_export_study_missing` when there is no such study; `esm_export_instrument_missing` when a
 *   response was given to an instrument that no version of the study defines.
 */
export async function loadFrame(
  database: Database,
  studyId: string,
  filters: ExportFilters,
): Promise<ExportFrame> {
  const [study] = await database.query<ExportStudyRow>(selectExportStudy(studyId));
  if (study === undefined) {
    throw new TerminalError(
      'esm_export_study_missing',
      'The study of the export does not exist (any more); "opora esm study list" shows those that do.',
      { context: { studyId } },
    );
  }
  const versions = await database.query<ExportVersionRow>(selectExportVersions(studyId));
  const instruments = await usedInstruments(database, study, versions);
  const [counts] = await database.query<ExportCounts>(countExportUnits({ studyId, ...filters }));
  return {
    ...{ study, versions, instruments, filters },
    ...columnsFor(instruments, filters),
    counts: counts ?? { rows: 0, training: 0, preview: 0, extra: 0 },
  };
}

/** The columns that instruments give under these filters; pure. */
export function columnsFor(
  instruments: readonly Instrument[],
  filters: Pick<ExportFilters, 'texts'>,
): Pick<ExportFrame, 'items' | 'flow' | 'beepColumns' | 'itemColumns'> {
  const offsets = new ZoneOffsets();
  const occasion = occasionColumns(offsets);
  const taken = new Set([...occasion.map(({ name }) => name), 'flow', 'coders']);
  const items = exportItems(instruments, taken);
  const flow = flowItems(items, instruments);
  return {
    ...{ items, flow },
    beepColumns: [
      ...occasion,
      ...items.items.flatMap((item, place) => answerColumns(item, place, filters.texts)),
      ...derivedColumns(flow !== null, items.items.some(isMoment)),
    ],
    itemColumns: itemColumns(filters.texts),
  };
}

/** Whether an item asks for a moment. */
export function isMoment({ item }: ExportItem): boolean {
  return item.type === 'text' && item.validate === 'moment';
}

function flowItems({ items }: ExportItems, instruments: readonly Instrument[]): FlowItems | null {
  const place = (id: string): number =>
    items.findIndex(({ item }) => item.id === id && item.type === 'scale');
  const [skill, challenge] = [place('skill'), place('challenge')];
  if (skill === -1 || challenge === -1) return null;
  const both = [items[skill], items[challenge]];
  const versions = instruments.filter(({ instrument, version }) =>
    both.every((one) => one?.versions.includes(versionKey(instrument, version))),
  );
  return versions.length === 0 ? null : { skill, challenge, versions };
}

/** Instruments of the responses, oldest version first, and the one in force, so that an empty study has columns too. */
async function usedInstruments(
  database: Database,
  study: ExportStudyRow,
  versions: readonly ExportVersionRow[],
): Promise<readonly Instrument[]> {
  const stored = versions.filter(({ kind }) => kind === 'instrument');
  const known = [...stored.map(({ definition }) => definition as Instrument), des9];
  const inForce = stored.find(({ version }) => version === study.instrument_version)?.definition as
    | Instrument
    | undefined;
  const used = await database.query<{ instrument: string; version: number }>(
    selectUsedInstruments(study.study_id),
  );
  const found = used.map(({ instrument, version }) => findVersion(known, instrument, version));
  const all = new Map(
    [...found, ...(inForce === undefined ? [] : [inForce])].map((one) => [keyOf(one), one]),
  );
  // In the order in which they were stored: later versions add columns behind those of earlier ones.
  return known.filter((one, index) => all.has(keyOf(one)) && known.findIndex(same(one)) === index);
}

function findVersion(known: readonly Instrument[], instrument: string, version: number): Instrument {
  const found = known.find((one) => one.instrument === instrument && one.version === version);
  if (found !== undefined) return found;
  throw new TerminalError(
    'esm_export_instrument_missing',
    `Responses were given to ${instrument} version ${version}, which the study does not define. Restore that version.`,
    { context: { instrument, version } },
  );
}

const keyOf = ({ instrument, version }: Instrument): string => versionKey(instrument, version);
const same =
  (one: Instrument) =>
  (other: Instrument): boolean =>
    keyOf(one) === keyOf(other);
