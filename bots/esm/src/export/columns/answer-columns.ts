import type { Item } from '../../instrument/instrument.ts';
import type { TextMode } from '../export-filters.ts';
import type { StoredValidation } from '../export-unit.ts';
import { type ItemOutcome, optionValue, outcomeValue } from '../item-outcome.ts';
import { codeMeanings, meetsCodes } from '../missing-codes.ts';
import type { BeepRow } from './beep-columns.ts';
import type { Cell, Column, ColumnInfo, ValueLabel } from './column.ts';
import type { ExportItem } from './export-items.ts';
import { findingsCell } from './validation-cells.ts';

type Outcome = (outcome: ItemOutcome) => Cell;

/** The columns of one item in `beeps`. An information asks nothing and has none. */
export function answerColumns(
  { column, item, versions }: ExportItem,
  place: number,
  texts: TextMode,
): readonly Column<BeepRow>[] {
  if (item.type === 'info') return [];
  const make = (suffix: string, info: Omit<ColumnInfo, 'name' | 'label'>, what: string, cell: Outcome) => ({
    ...{ name: suffix === '' ? column : `${column}.${suffix}`, ...info, item: item.id, versions },
    label: what === '' ? item.text : { en: `${column}: ${what}` },
    cell: ({ outcomes }: BeepRow): Cell => {
      const outcome = outcomes[place];
      return outcome === undefined ? null : cell(outcome);
    },
  });
  const number = { type: 'number', level: 'scale' } as const;
  const statuses: ValueLabel[] = [{ value: 'answered', label: { en: 'answered' } }];
  for (const { status, label } of codeMeanings) statuses.push({ value: status, label: { en: label } });
  const status = { type: 'text', level: 'nominal', values: statuses } as const;
  return [
    make('', valueInfo(item, column), '', (outcome) => outcomeValue(outcome, item)),
    ...optionColumns(item, make),
    make('status', status, 'what became of the item', (outcome) => outcome.status),
    make('latency', { ...number, unit: 's', decimals: 3 }, 'from shown to answered', latency),
    make(
      'attempts',
      number,
      'answers tried, refused ones included',
      ({ answer }) => answer?.attempts ?? null,
    ),
    ...(item.type === 'text' ? textColumns(item, make, texts) : []),
  ];
}

type Make = (
  suffix: string,
  info: Omit<ColumnInfo, 'name' | 'label'>,
  what: string,
  cell: Outcome,
) => Column<BeepRow>;

function optionColumns(item: Item, make: Make): readonly Column<BeepRow>[] {
  if (item.type !== 'multi') return [];
  const info: Omit<ColumnInfo, 'name' | 'label'> = {
    ...{ type: 'number', level: 'nominal', coded: true },
    values: [
      { value: 1, label: { en: 'ticked' } },
      { value: 0, label: { en: 'not ticked' } },
    ],
  };
  return item.options.map(({ id, text }) => ({
    ...make(`option_${id}`, info, 'option', (outcome) => optionValue(outcome, id)),
    label: text,
  }));
}

function textColumns(item: Item, make: Make, texts: TextMode): readonly Column<BeepRow>[] {
  const plain = { type: 'text', level: 'nominal' } as const;
  const number = { type: 'number', level: 'scale' } as const;
  const validate = 'validate' in item ? item.validate : 'none';
  const shown = texts === 'none' ? [] : (['first', 'final'] as const);
  return [
    make('characters', number, 'characters of the final text', ({ answer }) => answer?.characters ?? null),
    make('words', number, 'words of the final text', ({ answer }) => answer?.words ?? null),
    make('probes', number, 'probes asked', ({ answer }) => answer?.probes ?? null),
    make('flags', plain, 'flags', ({ answer }) => answer?.flags.join(' ') || null),
    ...(validate === 'moment' || validate === 'specific' ? validationColumns(validate, make) : []),
    ...shown.map((which) => make(which, plain, `${which} text`, (outcome) => outcome.texts?.[which] ?? null)),
  ];
}

/** The validation of the first text under plain names, that of the final one beside it. */
function validationColumns(validate: 'moment' | 'specific', make: Make): readonly Column<BeepRow>[] {
  const plain = { type: 'text', level: 'nominal' } as const;
  const quality = { type: 'number', level: 'scale', range: [0, 100] } as const;
  return (['first', 'final'] as const).flatMap((which) => {
    const prefix = which === 'first' ? '' : 'final_';
    const of = (read: (validation: StoredValidation) => Cell): Outcome => {
      return ({ answer }) => {
        const validation = validationOf(answer, which);
        return validation === null ? null : read(validation);
      };
    };
    const text = (suffix: string, what: string, read: (validation: StoredValidation) => Cell) =>
      make(`${prefix}${suffix}`, plain, `${what}, ${which} text`, of(read));
    return [
      text('verdict', 'verdict', ({ verdict }) => verdict),
      text('classes', 'classes with confidence', ({ classes }) => findingsCell(classes)),
      ...(validate === 'moment'
        ? [
            text('presupposition', 'presupposition', ({ presupposition }) => presupposition?.id ?? null),
            text('candidates', 'candidates for phenomena with confidence', ({ phenomena }) =>
              findingsCell(phenomena),
            ),
          ]
        : []),
      make(
        `${prefix}quality`,
        quality,
        `quality, ${which} text`,
        of((validation) => validation.quality),
      ),
      text('grade', 'grade', ({ grade }) => grade),
      text('source', 'who validated', ({ source }) => source),
    ];
  });
}

/** The validation of one of the texts; an answer without probes has one, which holds for both. */
export function validationOf(
  answer: ItemOutcome['answer'],
  which: 'first' | 'final',
): StoredValidation | null {
  if (answer === null) return null;
  return which === 'first' ? answer.first_validation : (answer.validation ?? answer.first_validation);
}

/** Seconds from shown to answered, to the millisecond. */
export function latency({ answer }: ItemOutcome): number | null {
  if (answer === null || answer.shown === null || answer.answered === null) return null;
  return Math.round(answer.answered - answer.shown) / 1000;
}

function valueInfo(item: Item, column: string): Omit<ColumnInfo, 'name' | 'label'> {
  const numeric = { type: 'number', level: 'scale', coded: true } as const;
  const unclear = { statusColumn: `${column}.status` };
  switch (item.type) {
    case 'scale':
      return {
        ...{ ...numeric, level: 'ordinal', range: [item.min, item.max] },
        values: Object.entries(item.anchors).map(([point, label]) => ({ value: Number(point), label })),
        ...(meetsCodes(item.min, item.max) ? unclear : {}),
      };
    case 'number':
      return {
        ...{ ...numeric, range: [item.min ?? null, item.max ?? null] },
        ...(item.integer === true ? {} : { decimals: 6 }),
        ...(meetsCodes(item.min, item.max) ? unclear : {}),
      };
    case 'choice':
      return {
        ...{ ...numeric, level: 'nominal' },
        values: item.options.map(({ text }, index) => ({ value: index + 1, label: text })),
      };
    case 'yesno':
      return {
        ...{ ...numeric, level: 'nominal' },
        values: [
          { value: 1, label: { ru: 'да', uk: 'так', en: 'yes' } },
          { value: 0, label: { ru: 'нет', uk: 'ні', en: 'no' } },
        ],
      };
    case 'time':
      return { ...numeric, unit: 'minutes after midnight', range: [0, 1439] };
    case 'multi':
      return { ...numeric, unit: 'ticked options', range: [0, item.options.length] };
    default:
      return { ...numeric, level: 'nominal', values: [{ value: 1, label: { en: 'text given' } }] };
  }
}
