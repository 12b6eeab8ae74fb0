import type { Item } from '../instrument/instrument.ts';
import type { ExportItems } from './columns/export-items.ts';
import { versionKey } from './columns/export-items.ts';
import type { AnswerRow, ExportUnit } from './export-unit.ts';
import { codeOf, type ItemStatus } from './missing-codes.ts';
import type { AnswerTexts, ReadTexts } from './read-texts.ts';

/** What became of one item in one beep or event. */
export interface ItemOutcome {
  readonly status: ItemStatus;
  /** Place in the order of the response, from 1; null where the response does not hold the item. */
  readonly place: number | null;
  readonly answer: AnswerRow | null;
  /** Its words, where the export holds words and there are any. */
  readonly texts: AnswerTexts | null;
}

/**
 * The outcomes of a beep or event, in the order of `items`. Without a response every item is `no_response`. With one, an
 * item that its instrument does not ask, that was not drawn, or that its condition hid, is `not_shown`; one behind the end
 * is `not_reached`; one that was on the screen when the survey stopped is `no_response`.
 */
export function itemOutcomes(
  { row, answers }: ExportUnit,
  items: ExportItems,
  readTexts: ReadTexts,
): readonly ItemOutcome[] {
  const { instrument, version, item_order: order } = row;
  if (instrument === null || version === null || order === null) return items.items.map(() => noResponse);
  const key = versionKey(instrument, version);
  const outcomes: ItemOutcome[] = items.items.map(() => notShown);
  // A survey passes an item over only when its condition does not hold: what stands before its end was not shown.
  const reached = row.response_status === 'completed' ? order.length : lastAnswered(order, answers);
  for (const [index, id] of order.entries()) {
    const place = items.placeOf(key, id);
    if (place === undefined) continue;
    const answer = answers.get(id) ?? null;
    const status =
      answer === null ? (index < reached ? 'not_shown' : 'not_reached') : statusOf(answer, items, place);
    const texts = answer === null ? null : readTexts(answer);
    outcomes[place] = { status, place: index + 1, answer, texts };
  }
  return outcomes;
}

/**
 * The value of an outcome as a number, or its code: a choice is the place of its option, a time minutes after midnight,
 * yes 1 and no 0, a multi the number of ticked options, a text 1. Null for an information.
 */
export function outcomeValue({ status, answer }: ItemOutcome, item: Item): number | null {
  if (status !== 'answered') return codeOf(status);
  const value = answer?.value ?? null;
  if (item.type === 'text') return 1;
  if (item.type === 'info') return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return value;
  if (Array.isArray(value)) return value.length;
  if (item.type === 'choice') {
    const place = item.options.findIndex(({ id }) => id === value);
    return place === -1 ? null : place + 1;
  }
  return item.type === 'time' && typeof value === 'string' ? minutesOf(value) : null;
}

/** Whether an option of a `multi` was ticked, 1 or 0, or the code of the outcome. */
export function optionValue({ status, answer }: ItemOutcome, option: string): number | null {
  if (status !== 'answered') return codeOf(status);
  return Array.isArray(answer?.value) && answer.value.includes(option) ? 1 : 0;
}

const noResponse: ItemOutcome = { status: 'no_response', place: null, answer: null, texts: null };
const notShown: ItemOutcome = { status: 'not_shown', place: null, answer: null, texts: null };

function statusOf(answer: AnswerRow, items: ExportItems, place: number): ItemStatus {
  if (answer.status !== 'shown') return answer.status;
  return items.items[place]?.item.type === 'info' ? 'shown' : 'no_response';
}

function lastAnswered(order: readonly string[], answers: ReadonlyMap<string, AnswerRow>): number {
  return order.findLastIndex((id) => answers.has(id));
}

function minutesOf(time: string): number | null {
  const [hours, minutes] = time.split(':').map(Number);
  return hours === undefined || minutes === undefined ? null : hours * 60 + minutes;
}
