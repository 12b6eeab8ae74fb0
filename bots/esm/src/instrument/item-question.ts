import type { Button, Language, Scale } from 'opora';
import { type Instrument, type Item, localText, type ScaleItem } from './instrument.ts';

/** Scales with more values than this are answered by typing. */
const mostScaleButtons = 11;

/** Words on buttons that belong to no instrument. */
export interface ButtonLabels {
  readonly yes: string;
  readonly no: string;
  readonly done: string;
}

/** What an item looks like in a chat, without progress and buttons to move about. */
export interface ItemQuestion {
  /** The question. */
  readonly text: string;
  /** Below the question: anchors inside a scale, or the options with their numbers. */
  readonly lines: readonly string[];
  /** Rows of answer buttons; none for what is answered by typing. */
  readonly buttons: readonly (readonly Button[])[];
  /** For channels that draw scales. */
  readonly scale: Scale | null;
}

/**
 * Shows an item in a language. `codeOf` makes the code of a button from the value it answers with, and from
 * null for the end of a `multi`; `ticked` are the options of a `multi` ticked so far. Pure.
 */
export function questionFor(
  item: Item,
  instrument: Instrument,
  language: Language,
  codeOf: (value: string | null) => string,
  labels: ButtonLabels,
  ticked: readonly string[] = [],
): ItemQuestion {
  const say = (text: Item['text']): string => localText(text, language, instrument);
  const question = { text: say(item.text), lines: [], buttons: [], scale: null };
  const button = (value: string, label: string): Button => ({ code: codeOf(value), label });
  switch (item.type) {
    case 'scale':
      return { ...question, ...scaleQuestion(item, say, button) };
    case 'yesno':
      return { ...question, buttons: [[button('yes', labels.yes), button('no', labels.no)]] };
    case 'choice':
    case 'multi': {
      const lines = item.options.map((option, index) => `${index + 1}. ${say(option.text)}`);
      const rows = item.options.map((option) => {
        const mark = item.type === 'multi' && ticked.includes(option.id) ? '✓ ' : '';
        return [button(option.id, `${mark}${say(option.text)}`)];
      });
      const done = item.type === 'multi' ? [[{ code: codeOf(null), label: labels.done }]] : [];
      return { ...question, lines, buttons: [...rows, ...done] };
    }
    default:
      return question;
  }
}

/** Anchors of the ends go with the scale, which every channel shows in its own way; those inside stand in lines. */
function scaleQuestion(
  item: ScaleItem,
  say: (text: Item['text']) => string,
  button: (value: string, label: string) => Button,
): Pick<ItemQuestion, 'lines' | 'buttons' | 'scale'> {
  const { min, max, anchors } = item;
  const label = (point: number): string => say(anchors[String(point)] ?? {});
  const inner = Object.keys(anchors)
    .map(Number)
    .filter((point) => point !== min && point !== max)
    .sort((one, other) => one - other);
  const values = Array.from({ length: max - min + 1 }, (_, index) => String(min + index));
  // Telegram shows at most eight buttons in a row; two even rows read better than eight and two.
  const perRow = values.length > 7 ? Math.ceil(values.length / 2) : values.length;
  const isTyped = values.length > mostScaleButtons;
  return {
    lines: inner.map((point) => `${point}: ${label(point)}`),
    buttons: isTyped
      ? []
      : rowsOf(
          values.map((value) => button(value, value)),
          perRow,
        ),
    scale: { min, max, minLabel: label(min), maxLabel: label(max) },
  };
}

function rowsOf(buttons: readonly Button[], perRow: number): readonly (readonly Button[])[] {
  const rows: Button[][] = [];
  for (let from = 0; from < buttons.length; from += perRow) rows.push(buttons.slice(from, from + perRow));
  return rows;
}
