import type { FlowOctant } from '../../flow/flow-octant.ts';
import { flowOctants } from '../../flow/flow-octant.ts';
import type { Phenomenon } from '../../validator/report.ts';
import type { ExportUnit, StoredValidation, UnitRow } from '../export-unit.ts';
import { formatInstant, type ZoneOffsets } from '../format-instant.ts';
import type { ItemOutcome } from '../item-outcome.ts';
import type { Column, ValueLabel } from './column.ts';
import { type Confirmations, candidateConfidence, decisions, phenomenonColumns } from './validation-cells.ts';

/** A row of `beeps`: one scheduled beep or one event. */
export interface BeepRow {
  readonly unit: ExportUnit;
  /** In the order of the items of the export. */
  readonly outcomes: readonly ItemOutcome[];
  readonly flow: FlowOctant | null;
  readonly confirmations: Confirmations;
  /** Validations of the final texts of moment items. */
  readonly momentValidations: readonly StoredValidation[];
}

const yesNo: readonly ValueLabel[] = [
  { value: 1, label: { en: 'yes' } },
  { value: 0, label: { en: 'no' } },
];
const words = (...values: readonly string[]): readonly ValueLabel[] =>
  values.map((value) => ({ value, label: { en: value } }));

type Of<Value> = (row: BeepRow) => Value;

function text(
  name: string,
  label: string,
  cell: Of<string | null>,
  values?: readonly ValueLabel[],
): Column<BeepRow> {
  return {
    ...{ name, label: { en: label }, type: 'text', level: 'nominal', cell },
    ...(values === undefined ? {} : { values }),
  };
}

function number(
  name: string,
  label: string,
  cell: Of<number | null>,
  more: Partial<Column<BeepRow>> = {},
): Column<BeepRow> {
  return { name, label: { en: label }, type: 'number', level: 'scale', cell, ...more };
}

/** Three columns of an instant: UTC, what the participant's clock showed, and how far that was ahead of UTC. */
function instant(
  name: string,
  what: string,
  at: (row: UnitRow) => number | null,
  offsets: ZoneOffsets,
): readonly Column<BeepRow>[] {
  const offset = ({ unit: { row } }: BeepRow): number | null => {
    const when = at(row);
    return when === null ? null : offsets.minutesAt(when, row.zone);
  };
  return [
    {
      ...{ name: `${name}_utc`, label: { en: `${what}, UTC` }, type: 'instant', level: 'scale' },
      cell: ({ unit: { row } }) => {
        const when = at(row);
        return when === null ? null : formatInstant(when);
      },
    },
    {
      ...{ name: `${name}_local`, label: { en: `${what}, by the participant's clock` }, type: 'instant' },
      level: 'scale',
      cell: (row) => {
        const when = at(row.unit.row);
        return when === null ? null : formatInstant(when + (offset(row) ?? 0) * 60_000);
      },
    },
    number(`${name}_offset`, `${what}: minutes by which the participant's clock is ahead of UTC`, offset, {
      unit: 'min',
    }),
  ];
}

/** Seconds between two instants, to the millisecond; null where one is missing. */
function seconds(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.round(to - from) / 1000;
}

const inSeconds = { unit: 's', decimals: 3 } as const;

/** What stands before the items: who, when, and what became of it. */
export function occasionColumns(offsets: ZoneOffsets): readonly Column<BeepRow>[] {
  const statuses = words(
    ...[
      'planned',
      'sent',
      'opened',
      'completed',
      'partial',
      'expired',
      'skipped',
      'failed',
      'missed',
      'cancelled',
    ],
  );
  return [
    text('pseudonym', 'Pseudonym of the participant in this study', ({ unit }) => unit.participant.pseudonym),
    number(
      'excluded',
      'Whether a researcher excluded the participant',
      ({ unit }) => Number(unit.participant.excluded),
      { values: yesNo, level: 'nominal' },
    ),
    text('wave', 'Wave of the study; blank between waves', ({ unit }) => unit.row.wave),
    number('study_day', 'Day of the study for this participant, from 1', ({ unit }) => unit.row.study_day),
    text(
      'local_date',
      'Date the beep belongs to, by the participant’s calendar',
      ({ unit }) => unit.row.local_date,
    ),
    number('beep_number', 'Number of the beep within its schedule and date', ({ unit }) => unit.row.number),
    text('schedule', 'Name of the schedule in the protocol', ({ unit }) => unit.row.schedule),
    text(
      'kind',
      'Kind of the schedule',
      ({ unit }) => unit.row.kind,
      words('signal', 'interval', 'once', 'event'),
    ),
    text('status', 'What became of the beep', ({ unit }) => unit.row.status, statuses),
    number('is_training', 'Whether it belongs to the training', ({ unit }) => Number(unit.row.is_training), {
      ...{ values: yesNo, level: 'nominal' },
    }),
    number('training_day', 'Day of the training', ({ unit }) => unit.row.training_day),
    text('beep_id', 'Id of the beep or event', ({ unit }) => unit.row.beep_id),
    text('response_id', 'Id of the response; blank where there is none', ({ unit }) => unit.row.response_id),
    ...instant('planned', 'Planned for', ({ planned }) => planned, offsets),
    ...instant('sent', 'Sent', ({ sent }) => sent, offsets),
    ...instant('opened', 'Survey opened', ({ opened }) => opened, offsets),
    ...instant('completed', 'Survey completed', ({ completed }) => completed, offsets),
    ...instant('expired', 'Expired unopened', ({ expired }) => expired, offsets),
    ...instant('closed', 'Came to its end, in whichever way', ({ closed }) => closed, offsets),
    text('zone', 'Time zone of the participant (IANA)', ({ unit }) => unit.row.zone),
    number('lag', 'From planned to sent', ({ unit: { row } }) => seconds(row.planned, row.sent), inSeconds),
    number('delay', 'From sent to opened', ({ unit: { row } }) => seconds(row.sent, row.opened), inSeconds),
    number(
      'duration',
      'From opened to completed',
      ({ unit: { row } }) => seconds(row.opened, row.completed),
      {
        ...inSeconds,
      },
    ),
    number('reminders', 'Reminders sent', ({ unit }) => unit.row.reminded),
    text(
      'order',
      'Items in the order of this response',
      ({ unit }) => unit.row.item_order?.join(' ') ?? null,
    ),
    text('language', 'Language of the response', ({ unit }) => unit.row.language, words('ru', 'uk', 'en')),
    text('instrument', 'Instrument of the response', ({ unit }) => unit.row.instrument),
    number('instrument_version', 'Version of the instrument', ({ unit }) => unit.row.version),
    number('plan_version', 'Version of the plan that made the beep', ({ unit }) => unit.row.plan_version),
    number(
      'consent_version',
      'Version of the consent that holds',
      ({ unit }) => unit.participant.consent_version,
    ),
  ];
}

/** Variables that stand behind the items: flow, and the phenomena with candidates and confirmations apart. */
export function derivedColumns(hasFlow: boolean, hasMoment: boolean): readonly Column<BeepRow>[] {
  const flow = text(
    'flow',
    'Octant of person-standardised skill and challenge; blank under 10 responses',
    (row) => row.flow,
    words(...flowOctants),
  );
  const coders = number(
    'coders',
    'Coders who annotated the response',
    ({ confirmations }) => confirmations.coders,
  );
  return [
    ...(hasFlow ? [flow] : []),
    ...(hasMoment ? [coders, ...phenomenonColumns.flatMap(phenomenonGroup)] : []),
  ];
}

function phenomenonGroup(phenomenon: Phenomenon): readonly Column<BeepRow>[] {
  const candidate = number(
    `${phenomenon}.candidate`,
    `${phenomenon}: highest confidence of the validator in the final text; 0 not named, blank not validated`,
    ({ momentValidations }) => candidateConfidence(momentValidations, phenomenon),
    { decimals: 2, range: [0, 1] },
  );
  const counted = decisions.map((decision) =>
    number(`${phenomenon}.${decision}`, `${phenomenon}: coders who said ${decision}`, ({ confirmations }) =>
      confirmations.coders === 0 ? null : confirmations.count(phenomenon, decision),
    ),
  );
  return [candidate, ...counted];
}
