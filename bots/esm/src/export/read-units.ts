import type { Database } from 'opora';
import { type FlowStandard, flowStandard } from '../flow/flow-octant.ts';
import {
  type ResponseKeys,
  selectExportAnnotations,
  selectExportAnswers,
} from '../postgres/export/select-export-answers.ts';
import { selectExportParticipants } from '../postgres/export/select-export-participants.ts';
import {
  selectExportUnits,
  type UnitCursor,
  type UnitFilter,
} from '../postgres/export/select-export-units.ts';
import { type FlowAnswerRow, selectFlowAnswers } from '../postgres/export/select-flow-answers.ts';
import type { AnnotationRow, AnswerRow, ExportParticipant, ExportUnit, UnitRow } from './export-unit.ts';
import type { ExportFrame } from './load-frame.ts';

/** Participants whose rows are read together, and rows of one page: both bound what is held in memory. */
const participantsAtOnce = 10;
const rowsAtOnce = 250;

/** A page of units with the standards of their participants. */
export interface UnitPage {
  readonly units: readonly ExportUnit[];
  /** By Conversation. */
  readonly standards: ReadonlyMap<string, FlowStandard>;
}

/**
 * Reads every beep and event of an export, page by page by keys, in the order of pseudonym and time. The next page is
 * asked for while the last one is worked on; never more than two are held.
 */
export async function* readUnits(database: Database, frame: ExportFrame): AsyncGenerator<UnitPage> {
  const pages = readPages(database, frame);
  let next = pages.next();
  // Whoever stops early leaves a page under way, whose failure then matters to nobody.
  next.catch(() => undefined);
  for (;;) {
    const { value, done } = await next;
    if (done === true) return;
    next = pages.next();
    next.catch(() => undefined);
    yield value;
  }
}

async function* readPages(database: Database, frame: ExportFrame): AsyncGenerator<UnitPage> {
  const studyId = frame.study.study_id;
  let after = '';
  for (;;) {
    const participants = await database.query<ExportParticipant>(
      selectExportParticipants(studyId, after, participantsAtOnce),
    );
    const last = participants.at(-1);
    if (last === undefined) return;
    after = last.pseudonym;
    yield* readParticipants(database, frame, participants);
    if (participants.length < participantsAtOnce) return;
  }
}

async function* readParticipants(
  database: Database,
  frame: ExportFrame,
  participants: readonly ExportParticipant[],
): AsyncGenerator<UnitPage> {
  const filter: UnitFilter = { studyId: frame.study.study_id, ...frame.filters };
  const ids = participants.map((participant) => participant.conversation_id);
  const known = new Map(participants.map((participant) => [participant.conversation_id, participant]));
  const standards = await readStandards(database, frame, ids);
  let after: UnitCursor | null = null;
  for (;;) {
    // Whoever is done is not looked at again.
    const left: readonly string[] = after === null ? ids : ids.slice(ids.indexOf(after.conversationId));
    const rows: readonly UnitRow[] = await database.query<UnitRow>(
      selectExportUnits(filter, left, after, rowsAtOnce),
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    after = {
      conversationId: last.conversation_id,
      plannedUs: last.planned_us,
      beepId: last.beep_id,
    };
    yield { units: await readUnitsOf(database, frame, known, rows), standards };
    if (rows.length < rowsAtOnce) return;
  }
}

async function readUnitsOf(
  database: Database,
  frame: ExportFrame,
  known: ReadonlyMap<string, ExportParticipant>,
  rows: readonly UnitRow[],
): Promise<readonly ExportUnit[]> {
  const answered = rows.filter(({ response_id }) => response_id !== null);
  const keys: ResponseKeys = {
    conversationIds: answered.map((row) => row.conversation_id),
    responseIds: answered.map((row) => row.response_id ?? ''),
  };
  const withWords = frame.filters.texts !== 'none';
  const [answers, annotations] = await Promise.all([
    database.query<AnswerRow>(selectExportAnswers(keys, withWords)),
    database.query<AnnotationRow>(selectExportAnnotations(keys)),
  ]);
  const answersOf = groupBy(answers, responseKey);
  const annotationsOf = groupBy(annotations, responseKey);
  return rows.flatMap((row): readonly ExportUnit[] => {
    const participant = known.get(row.conversation_id);
    if (participant === undefined) return [];
    const key = keyOf(row.conversation_id, row.response_id ?? '');
    return [
      {
        ...{ participant, row, annotations: annotationsOf.get(key) ?? [] },
        answers: new Map((answersOf.get(key) ?? []).map((answer) => [answer.item_id, answer])),
      },
    ];
  });
}

async function readStandards(
  database: Database,
  frame: ExportFrame,
  ids: readonly string[],
): Promise<ReadonlyMap<string, FlowStandard>> {
  const standards = new Map<string, FlowStandard>();
  if (frame.flow === null) return standards;
  const rows = await database.query<FlowAnswerRow>(
    selectFlowAnswers(frame.study.study_id, ids, frame.flow.versions),
  );
  for (const [id, answers] of groupBy(rows, ({ conversation_id }) => conversation_id)) {
    const standard = flowStandard(answers);
    if (standard !== null) standards.set(id, standard);
  }
  return standards;
}

function keyOf(conversationId: string, responseId: string): string {
  return `${conversationId} ${responseId}`;
}

function responseKey(row: { readonly conversation_id: string; readonly response_id: string }): string {
  return keyOf(row.conversation_id, row.response_id);
}

function groupBy<Row>(
  rows: readonly Row[],
  keyOfRow: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOfRow(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
