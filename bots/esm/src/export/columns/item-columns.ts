import type { TextMode } from '../export-filters.ts';
import { formatInstant } from '../format-instant.ts';
import { type ItemOutcome, outcomeValue } from '../item-outcome.ts';
import { codeMeanings } from '../missing-codes.ts';
import { latency, validationOf } from './answer-columns.ts';
import type { BeepRow } from './beep-columns.ts';
import type { Cell, Column, ColumnInfo } from './column.ts';
import type { ExportItem } from './export-items.ts';
import { findingsCell } from './validation-cells.ts';

/** A row of `items`: one item of one response. */
export interface ItemRow {
  readonly beep: BeepRow;
  readonly item: ExportItem;
  readonly outcome: ItemOutcome;
}

type Read = (row: ItemRow) => Cell;

function column(name: string, label: string, cell: Read, more: Partial<ColumnInfo> = {}): Column<ItemRow> {
  return { name, label: { en: label }, type: 'text', level: 'nominal', cell, ...more };
}

function number(name: string, label: string, cell: Read, more: Partial<ColumnInfo> = {}): Column<ItemRow> {
  return column(name, label, cell, { type: 'number', level: 'scale', ...more });
}

/** The columns of `items`, the same for every instrument. */
export function itemColumns(texts: TextMode): readonly Column<ItemRow>[] {
  const statuses = codeMeanings.map(({ status, label }) => ({ value: status, label: { en: label } }));
  const shown = texts === 'none' ? [] : (['first', 'final'] as const);
  return [
    column(
      'pseudonym',
      'Pseudonym of the participant in this study',
      ({ beep }) => beep.unit.participant.pseudonym,
    ),
    column('beep_id', 'Id of the beep or event', ({ beep }) => beep.unit.row.beep_id),
    column('response_id', 'Id of the response', ({ beep }) => beep.unit.row.response_id),
    column('wave', 'Wave of the study; blank between waves', ({ beep }) => beep.unit.row.wave),
    number(
      'study_day',
      'Day of the study for this participant, from 1',
      ({ beep }) => beep.unit.row.study_day,
    ),
    number(
      'beep_number',
      'Number of the beep within its schedule and date',
      ({ beep }) => beep.unit.row.number,
    ),
    number('is_training', 'Whether it belongs to the training', ({ beep }) =>
      Number(beep.unit.row.is_training),
    ),
    column('item', 'The item, as its column in beeps is called', ({ item }) => item.column),
    number('order', 'Place in the order of the response, from 1', ({ outcome }) => outcome.place),
    column('status', 'What became of the item', ({ outcome }) => outcome.status, {
      values: [{ value: 'answered', label: { en: 'answered' } }, ...statuses],
    }),
    number(
      'value',
      'The value as a number, or its missing code',
      ({ outcome, item }) => outcomeValue(outcome, item.item),
      {
        ...{ coded: true, statusColumn: 'status', decimals: 6 },
      },
    ),
    column('answer', 'The answer as given: id of an option, ids of ticked options, HH:MM', answerCell),
    column('shown_utc', 'First shown, UTC', instantOf('shown'), { type: 'instant', level: 'scale' }),
    column('answered_utc', 'Answered, UTC', instantOf('answered'), { type: 'instant', level: 'scale' }),
    number('latency', 'From shown to answered', ({ outcome }) => latency(outcome), {
      unit: 's',
      decimals: 3,
    }),
    number(
      'attempts',
      'Answers tried, refused ones included',
      ({ outcome }) => outcome.answer?.attempts ?? null,
    ),
    number(
      'edits',
      'Edits of the message that made the answer',
      ({ outcome }) => outcome.answer?.edits ?? null,
    ),
    number('characters', 'Characters of the final text', ({ outcome }) => outcome.answer?.characters ?? null),
    number('words', 'Words of the final text', ({ outcome }) => outcome.answer?.words ?? null),
    number('probes', 'Probes asked', ({ outcome }) => outcome.answer?.probes ?? null),
    column('flags', 'Flags', ({ outcome }) => outcome.answer?.flags.join(' ') || null),
    ...validationColumns('first'),
    ...validationColumns('final'),
    ...shown.map((which) =>
      column(`${which}_text`, `The ${which} text`, ({ outcome }) => outcome.texts?.[which] ?? null),
    ),
  ];
}

function validationColumns(which: 'first' | 'final'): readonly Column<ItemRow>[] {
  const prefix = which === 'first' ? '' : 'final_';
  const of = ({ outcome }: ItemRow) => validationOf(outcome.answer, which);
  const what = (label: string): string => `${label}, ${which} text`;
  return [
    column(`${prefix}verdict`, what('Verdict'), (row) => of(row)?.verdict ?? null),
    column(`${prefix}classes`, what('Classes with confidence'), (row) => findingsCell(of(row)?.classes)),
    column(`${prefix}presupposition`, what('Presupposition'), (row) => of(row)?.presupposition?.id ?? null),
    column(`${prefix}candidates`, what('Candidates for phenomena with confidence'), (row) =>
      findingsCell(of(row)?.phenomena),
    ),
    number(`${prefix}quality`, what('Quality'), (row) => of(row)?.quality ?? null, { range: [0, 100] }),
    column(`${prefix}grade`, what('Grade'), (row) => of(row)?.grade ?? null),
    column(`${prefix}source`, what('Who validated'), (row) => of(row)?.source ?? null),
  ];
}

function instantOf(which: 'shown' | 'answered'): Read {
  return ({ outcome }) => {
    const at = outcome.answer?.[which] ?? null;
    return at === null ? null : formatInstant(at);
  };
}

/** The words of a choice stand in the codebook; numbers and scales stand in `value`. */
function answerCell({ outcome: { answer, status } }: ItemRow): Cell {
  const value = answer?.value ?? null;
  if (status !== 'answered' || value === null) return null;
  if (Array.isArray(value)) return value.join(' ');
  return typeof value === 'string' ? value : null;
}
